// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dumplab::cpu {

/// What one executed CALL left behind.
struct ShadowCall {
  std::uint32_t slot;  // linear address of the return address
  std::uint32_t return_address;
  std::uint32_t callee;
  std::uint32_t caller_ebp;  // EBP when CALL ran
};

/// The calls that are still open on one thread's stack: true whatever the program does with EBP.
class ShadowStack {
 public:
  /// Adds the innermost call.  Older entries at or below its slot are dead and go.
  void push(const ShadowCall& call) {
    while (!calls_.empty() && calls_.back().slot <= call.slot) calls_.pop_back();
    calls_.push_back(call);
  }

  /// Drops every entry with slot < `esp`.
  void cut(std::uint32_t esp) {
    while (!calls_.empty() && calls_.back().slot < esp) calls_.pop_back();
  }

  /// A RET went to `target` and left `esp`. One that took the address from elsewhere than its CALL had put
  /// it, as a stack probe's does, ends that call all the same.
  void returned(std::uint32_t target, std::uint32_t esp) {
    const std::size_t before = calls_.size();
    cut(esp);
    if (calls_.size() == before && before != 0 && calls_.back().return_address == target) calls_.pop_back();
  }

  std::span<const ShadowCall> calls() const { return calls_; }  // outermost first

  void clear() { calls_.clear(); }

 private:
  std::vector<ShadowCall> calls_;
};

}  // namespace dumplab::cpu
