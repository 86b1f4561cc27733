// SPDX-License-Identifier: MIT
#include "diagnose/verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnose/pattern.h"

namespace dumplab::diagnose {

std::string_view describe(Confidence confidence) {
  constexpr std::string_view kWords[] = {"possible", "likely", "certain"};
  return kWords[static_cast<std::size_t>(confidence)];
}

std::vector<Finding> find_all(const Facts& facts) {
  std::vector<Finding> findings;
  for (const Pattern& pattern : all_patterns())
    if (auto finding = match_pattern(pattern.word, facts)) findings.push_back(std::move(*finding));
  const bool has_cause =
      std::ranges::any_of(findings, [](const Finding& f) { return f.is_cause && !f.is_fallback; });
  if (has_cause) std::erase_if(findings, [](const Finding& f) { return f.is_fallback; });
  std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
    if (a.is_cause != b.is_cause) return a.is_cause;
    return a.confidence > b.confidence;
  });
  return findings;
}

std::string verdict_text(const std::vector<Finding>& findings) {
  if (findings.empty()) return "unknown";
  const Finding& first = findings.front();
  return fmt::format("{} ({}): {}", first.pattern, describe(first.confidence), first.summary);
}

}  // namespace dumplab::diagnose
