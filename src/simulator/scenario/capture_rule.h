// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dumplab::scenario {

/// One moment at which a run takes a dump. Each rule is used once.
struct CaptureRule {
  enum class When {
    kFaultOrHang,  ///< the first of the two; the usual rule
    kFault,        ///< an unhandled exception
    kFirstChance,  ///< an exception, before any handler has seen it
    kHang,         ///< nothing can run and no wait has a time-out
    kExit,         ///< a process is about to end
    kTick,
    kLabel,  ///< a thread comes to a label of a module
  };
  When when = When::kFaultOrHang;
  std::optional<std::uint64_t> seconds;  ///< kHang: also after so much simulated time since the start
  std::uint64_t tick = 0;                ///< kTick: 100 ns units since the start
  std::string module, label;             ///< kLabel

  std::string place() const { return module + "!" + label; }
  friend bool operator==(const CaptureRule&, const CaptureRule&) = default;
};

/// "fault", "first-chance", "hang", "hang:SECONDS", "exit", "tick:N,..." (ascending; a rule each) or
/// "MODULE!LABEL"; empty for anything else.
std::optional<std::vector<CaptureRule>> parse_capture_rules(std::string_view text);

/// What truth and log call a capture by such a rule: "fault", "tick", "label", ...
std::string_view describe(CaptureRule::When when);

}  // namespace dumplab::scenario
