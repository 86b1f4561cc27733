// SPDX-License-Identifier: MIT
#include "scenario/capture_rule.h"

#include <charconv>

#include "machine/clock.h"

namespace dumplab::scenario {
namespace {

using When = CaptureRule::When;
using Rules = std::optional<std::vector<CaptureRule>>;

constexpr std::uint64_t kMostSeconds = 100'000;

struct Word {
  std::string_view word;
  When when;
};
constexpr Word kWords[] = {{"fault", When::kFault},
                           {"first-chance", When::kFirstChance},
                           {"hang", When::kHang},
                           {"exit", When::kExit}};

std::optional<std::uint64_t> parse_number(std::string_view text, std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > most) return std::nullopt;
  return number;
}

Rules parse_ticks(std::string_view text) {
  std::vector<CaptureRule> rules;
  for (;;) {
    const std::size_t comma = text.find(',');
    const auto tick = parse_number(text.substr(0, comma), kMostSeconds * machine::Clock::kUnitsPerSecond);
    if (!tick || (!rules.empty() && *tick <= rules.back().tick)) return std::nullopt;
    CaptureRule& rule = rules.emplace_back();
    rule.when = When::kTick;
    rule.tick = *tick;
    if (comma == std::string_view::npos) return rules;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

Rules parse_capture_rules(std::string_view text) {
  constexpr std::string_view kHangPrefix = "hang:", kTickPrefix = "tick:";
  for (const Word& row : kWords)
    if (text == row.word) return std::vector{CaptureRule{row.when, {}, 0, {}, {}}};
  if (text.starts_with(kTickPrefix)) return parse_ticks(text.substr(kTickPrefix.size()));
  if (text.starts_with(kHangPrefix)) {
    const auto seconds = parse_number(text.substr(kHangPrefix.size()), kMostSeconds);
    if (!seconds || *seconds == 0) return std::nullopt;
    return std::vector{CaptureRule{When::kHang, seconds, 0, {}, {}}};
  }
  const std::size_t mark = text.find('!');
  if (mark == std::string_view::npos || mark == 0 || mark + 1 == text.size()) return std::nullopt;
  return std::vector{CaptureRule{
      When::kLabel, {}, 0, std::string(text.substr(0, mark)), std::string(text.substr(mark + 1))}};
}

std::string_view describe(When when) {
  constexpr std::string_view kNames[] = {"", "fault", "first-chance", "hang", "exit", "tick", "label"};
  return kNames[static_cast<std::size_t>(when)];
}

}  // namespace dumplab::scenario
