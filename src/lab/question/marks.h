// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include "question/answer_type.h"

namespace dumplab::question {

// Marks are thousandths of what a question is worth.
inline constexpr unsigned kFullMarks = 1000;
inline constexpr unsigned kHalfMarks = 500;

/// Whether a wrong plain value lies near the right one: in the same region, module or thread.
using IsNear = std::function<bool(const AnswerType& type, std::string_view answer, std::string_view key)>;

/// Marks of a canonical answer against a canonical key, rounded down:
/// - plain value: all when equal, half when `is_near`;
/// - tuple, bool2: all when equal, half when each other part is near; yes and no must be equal;
/// - range: all within the tolerance;
/// - set: 2 * common / (items of the answer + items of the key), the F1 measure;
/// - seq: the same with the length of the longest common subsequence.
unsigned marks(const AnswerType& type, std::string_view answer, std::string_view key,
               const IsNear& is_near = {});

}  // namespace dumplab::question
