// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "diagnose/facts.h"
#include "diagnose/finding.h"

namespace dumplab::diagnose {

/// A pattern looks at facts only, never at another pattern.
struct Pattern {
  std::string_view word, title;
  std::optional<Finding> (*match)(const Facts&);
};

/// In the order of patterns.def.
std::span<const Pattern> all_patterns();

/// The finding of one pattern, with its word and title; empty where it does not match, or there is no such.
std::optional<Finding> match_pattern(std::string_view word, const Facts& facts);

namespace patterns {
#define PATTERN(word, stem, title) std::optional<Finding> stem(const Facts& facts);
#include "diagnose/patterns.def"
#undef PATTERN
}  // namespace patterns

}  // namespace dumplab::diagnose
