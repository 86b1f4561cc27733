// SPDX-License-Identifier: MIT
#include "scenario/capture_plan.h"

#include <algorithm>

namespace dumplab::scenario {
namespace {

using When = CaptureRule::When;
using Kind = kernel::Stop::Kind;

/// Simulated; a program that still runs then is not going to fail.
constexpr std::uint64_t kUsualLimit = 60 * machine::Clock::kUnitsPerSecond;

std::uint64_t units(std::uint64_t seconds) { return seconds * machine::Clock::kUnitsPerSecond; }

}  // namespace

bool CapturePlan::wants(When when) const {
  return std::any_of(pending_.begin(), pending_.end(),
                     [&](const CaptureRule& rule) { return rule.when == when; });
}

std::uint64_t CapturePlan::next_limit() const {
  std::optional<std::uint64_t> limit;
  const auto lower = [&](std::uint64_t time) { limit = std::min(limit.value_or(time), time); };
  for (const CaptureRule& rule : pending_) {
    if (rule.when == When::kTick) lower(rule.tick);
    if (rule.seconds) lower(units(*rule.seconds));
  }
  return limit.value_or(kUsualLimit);
}

bool CapturePlan::is_module(std::string_view file_name, std::string_view module) {
  const std::string file = machine::upper_case(file_name), wanted = machine::upper_case(module);
  return wanted == file || wanted == file.substr(0, file.rfind('.'));
}

bool CapturePlan::is_label(std::uint32_t process_id, std::uint32_t linear) const {
  const auto label = labels_.lower_bound({process_id, linear, {}});
  return label != labels_.end() && std::get<0>(*label) == process_id && std::get<1>(*label) == linear;
}

std::optional<CaptureRule> CapturePlan::match(const kernel::Stop& stop, const kernel::Kernel& kernel) const {
  const auto matches = [&](const CaptureRule& rule) {
    switch (rule.when) {
      case When::kFaultOrHang:
        return stop.kind == Kind::kUnhandledException || stop.kind == Kind::kHang;
      case When::kFault:
        return stop.kind == Kind::kUnhandledException;
      case When::kFirstChance:
        return stop.kind == Kind::kFirstChance;
      case When::kHang:
        return stop.kind == Kind::kHang ||
               (stop.kind == Kind::kTimeLimit && rule.seconds && kernel.now() >= units(*rule.seconds));
      case When::kExit:
        return stop.kind == Kind::kExit;
      case When::kTick:
        return kernel.is_alive() && kernel.now() >= rule.tick;
      case When::kLabel:
        return stop.kind == Kind::kBreakpoint &&
               labels_.contains({stop.process->id, stop.thread->context.eip, rule.place()});
    }
    return false;
  };
  const auto found = std::find_if(pending_.begin(), pending_.end(), matches);
  return found == pending_.end() ? std::nullopt : std::optional(*found);
}

void CapturePlan::use(const CaptureRule& used) {
  pending_.erase(std::find(pending_.begin(), pending_.end(), used));
  const bool wanted_again = std::find(pending_.begin(), pending_.end(), used) != pending_.end();
  if (used.when == When::kLabel && !wanted_again)
    std::erase_if(labels_, [&](const auto& label) { return std::get<2>(label) == used.place(); });
}

}  // namespace dumplab::scenario
