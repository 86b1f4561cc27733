// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "consistency/consistency.h"
#include "nt/layout.h"
#include "nt/peb.h"
#include "nt/teb.h"

namespace dumplab::consistency {

/// A TEB that is in the dump.
struct ThreadBlock {
  const Thread* thread;
  std::uint32_t address;
  nt::Teb teb;
};

/// What the checks share: the process, and the findings so far.
class Findings {
 public:
  explicit Findings(const Snapshot& snapshot);

  const Snapshot& snapshot() const { return snapshot_; }
  const MemorySource& memory() const { return *snapshot_.memory; }
  const std::vector<ThreadBlock>& thread_blocks() const { return blocks_; }
  std::uint32_t peb_address() const { return peb_address_; }
  const std::optional<nt::Peb>& peb() const { return peb_; }

  /// True when the dump has all memory of the process, so that what is missing does not exist.
  bool has_all_memory() const;
  /// The stack of a thread as its TEB says, else as the dump does.
  AddressRange stack_of(const Thread& thread) const;

  void begin(std::string_view check);
  void add(std::uint64_t address, std::string what);
  std::vector<Finding> take() { return std::move(findings_); }

  /// Walks a doubly linked list from `head` until it comes back. Notes where it does not; `what` names the
  /// list: "list of large blocks".
  void walk_list(std::uint32_t head, std::string_view what);

 private:
  static constexpr std::size_t kMostOfOneCheck = 16;

  const Snapshot& snapshot_;
  std::vector<ThreadBlock> blocks_;
  std::uint32_t peb_address_ = 0;
  std::optional<nt::Peb> peb_;
  std::string_view check_;
  std::size_t count_ = 0;  // of this check
  std::vector<Finding> findings_;
};

#define CHECK(name, what) void name(Findings& findings);
#include "consistency/checks.def"
#undef CHECK

}  // namespace dumplab::consistency
