// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "kernel/kernel.h"
#include "scenario/capture_rule.h"

namespace dumplab::scenario {

/// The captures that a run has still to take. Each rule is used once.
class CapturePlan {
 public:
  CapturePlan() = default;
  explicit CapturePlan(std::vector<CaptureRule> rules) : pending_(std::move(rules)) {}

  bool is_done() const { return pending_.empty(); }
  bool wants(CaptureRule::When when) const;
  /// The simulated time at which the kernel must come back, in 100 ns units since the start.
  std::uint64_t next_limit() const;

  /// Where an image has labels that rules name, as RVAs; they become places to stop at.
  /// `find` gives the RVA of a label.
  template <class Find>
  std::vector<std::uint32_t> find_labels(std::uint32_t process_id, std::string_view file_name,
                                         std::uint32_t base, Find find);
  bool is_label(std::uint32_t process_id, std::uint32_t linear) const;

  /// The rule that asks for a capture at such a stop of a kernel.
  std::optional<CaptureRule> match(const kernel::Stop& stop, const kernel::Kernel& kernel) const;
  void use(const CaptureRule& rule);

 private:
  static bool is_module(std::string_view file_name, std::string_view module);

  std::vector<CaptureRule> pending_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>>
      labels_;  ///< process id, linear, MODULE!LABEL
};

template <class Find>
std::vector<std::uint32_t> CapturePlan::find_labels(std::uint32_t process_id, std::string_view file_name,
                                                    std::uint32_t base, Find find) {
  std::vector<std::uint32_t> found;
  for (const CaptureRule& rule : pending_) {
    if (rule.when != CaptureRule::When::kLabel || !is_module(file_name, rule.module)) continue;
    const std::optional<std::uint32_t> rva = find(rule.label);
    if (!rva) continue;
    labels_.emplace(process_id, base + *rva, rule.place());
    found.push_back(*rva);
  }
  return found;
}

}  // namespace dumplab::scenario
