// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>

#include "classroom/making.h"

namespace dumplab::classroom {

/// What the hints to a question cost, one after the other, in percent of its points.
inline constexpr std::array<unsigned, 5> kHintPrices = {5, 10, 15, 25, 40};

/// The hints to a question: the idea, the kind of thing to look at, the first command, where it leads, and
/// all but the last step. They come out of the way that the question was solved.
std::array<std::string, 5> make_hints(const exercise::Question& question, const Solved& solved);

}  // namespace dumplab::classroom
