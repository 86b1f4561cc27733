// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace dumplab::replacement {

using Frame = std::uint32_t;  ///< physical frame number
using Page = std::uint64_t;   ///< identity of a page, the same whenever it comes in again; its owner's choice

/// Pages in the order of their use, equal neighbours once.
using ReferenceString = std::vector<Page>;

/// What a policy must be told beyond loads and releases.
enum class Needs {
  kLoads,         ///< nothing more
  kAccessedBits,  ///< whether a frame's A bit was set: Inputs::test_and_clear
  kTouches,       ///< touched(), for every use of another page than the last
  kFuture,        ///< touched() and the reference string of the whole run: Inputs::future
};

/// Chooses the frame whose page has to go. Knows frames and pages, not whose they are.
class Policy {
 public:
  using Filter = std::function<bool(Frame)>;

  virtual ~Policy() = default;

  /// `page` came into `frame`, which held none. A load is no use: touched() follows when there is one.
  virtual void loaded(Frame frame, Page page) = 0;
  /// The page in `frame`, which is loaded, was used.
  virtual void touched(Frame) {}
  /// `frame` holds no page any more.
  virtual void released(Frame frame) = 0;
  /// The frame to take among those that `may_take` allows; empty when it allows none. It stays loaded until
  /// released().
  virtual std::optional<Frame> choose(const Filter& may_take) = 0;
};

/// One row of policies.def.
struct PolicyKind {
  std::string_view word;
  Needs needs;
};

struct Inputs {
  std::uint32_t frame_count = 0;              ///< frame numbers are below it
  std::function<bool(Frame)> test_and_clear;  ///< the A bit; for Needs::kAccessedBits
  const ReferenceString* future = nullptr;    ///< for Needs::kFuture; must outlive the policy
};

/// Every policy, in alphabetical order.
const std::vector<PolicyKind>& policy_kinds();
/// Empty for a word that names none.
std::optional<PolicyKind> find_policy(std::string_view word);
std::unique_ptr<Policy> make_policy(const PolicyKind& kind, Inputs inputs);

}  // namespace dumplab::replacement
