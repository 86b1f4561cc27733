// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "question/answer.h"
#include "support/fake_resolver.h"

namespace dumplab::question {

inline AnswerType type_of(std::string_view spelling) {
  auto type = parse_answer_type(spelling);
  if (!type) throw std::invalid_argument(type.error().what);
  return *std::move(type);
}

/// The canonical form, or "OFFSET: what is wrong".
inline std::string canonical(std::string_view type, std::string_view text) {
  const auto answer = canonical_answer(type_of(type), text, test::FakeResolver());
  return answer ? *answer : std::to_string(answer.error().where) + ": " + answer.error().what;
}

}  // namespace dumplab::question
