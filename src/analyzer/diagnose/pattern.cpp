// SPDX-License-Identifier: MIT
#include "diagnose/pattern.h"

namespace dumplab::diagnose {

std::span<const Pattern> all_patterns() {
  static constexpr Pattern kPatterns[] = {
#define PATTERN(word, stem, title) {word, title, patterns::stem},
#include "diagnose/patterns.def"
#undef PATTERN
  };
  return kPatterns;
}

std::optional<Finding> match_pattern(std::string_view word, const Facts& facts) {
  for (const Pattern& pattern : all_patterns()) {
    if (pattern.word != word) continue;
    auto finding = pattern.match(facts);
    if (finding) {
      finding->pattern = pattern.word;
      finding->title = pattern.title;
    }
    return finding;
  }
  return std::nullopt;
}

}  // namespace dumplab::diagnose
