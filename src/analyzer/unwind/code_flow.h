// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "unwind/flow_state.h"

namespace dumplab::unwind {

/// A way from an address to the end of its function, told in terms of the registers at that address.
struct ReturnPath {
  Value return_address;      ///< a word of the stack, unless the code made up one
  FlowState at_return;       ///< before the RET
  std::uint32_t popped = 0;  ///< bytes of arguments that the RET takes
  bool is_straight = true;   ///< neither branches nor calls on the way
  bool is_assumed = false;   ///< some call's own effect on ESP is not known: taken as none
};

/// The way from a function's entry to some place.
struct EntryPath {
  std::optional<FlowState>
      state;                ///< there, told in terms of the registers at the entry; empty: no way found
  bool is_assumed = false;  ///< rests on a call that is taken to leave ESP alone
  bool is_complete = true;  ///< of no way: all code was followed, and there is none
};

/// Follows IA-32 code without running it. Answers are kept: code does not change in a dump. Bounded in
/// instructions. Borrows the memory.
class CodeFlow {
 public:
  explicit CodeFlow(const MemorySource& code) : code_(code) {}

  /// Ways from `address` to a RET, at most a few that differ: those without assumptions first.
  const std::vector<ReturnPath>& find_returns(std::uint32_t address);

  /// How the code that is entered at `from` comes to `to`.
  const EntryPath& find_way(std::uint32_t from, std::uint32_t to);

  /// Bytes of arguments that the function at `address` takes from the stack; empty: not known.
  std::optional<std::uint32_t> bytes_popped_by(std::uint32_t address);

  const MemorySource& memory() const { return code_; }

 private:
  struct FlowPoint;
  struct Search;
  void begin_question();
  void explore(Search& search);
  /// Goes on by one instruction; false where the way ends or waits.
  bool follow(Search& search, FlowPoint& at);
  bool leave(Search& search, FlowPoint& at, const x86::Instruction& instruction, std::uint32_t here,
             const Leaving& leaving);
  bool decode(std::uint32_t address, x86::Instruction& out);
  /// The CALL's effect on `state`; false where it is not known.
  bool pass_call(FlowState& state, std::optional<std::uint32_t> target, std::uint32_t next);
  /// The first way through a function; null where none was found.
  const ReturnPath* summarize(std::uint32_t address);

  const MemorySource& code_;
  std::map<std::uint32_t, std::vector<ReturnPath>> returns_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, EntryPath> ways_;
  std::map<std::uint32_t, std::optional<ReturnPath>> summaries_;
  std::size_t depth_ = 0;                   ///< of functions being summarized
  std::size_t budget_ = 0;                  ///< instructions left to the question asked
  std::size_t asked_in_all_ = 0;            ///< instructions looked at so far
  std::array<std::uint8_t, 256> window_{};  ///< code read last
  std::uint32_t window_base_ = 0;
  std::size_t window_size_ = 0;
};

}  // namespace dumplab::unwind
