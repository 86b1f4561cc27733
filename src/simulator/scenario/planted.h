// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/truth.h"
#include "scenario/scenario_file.h"
#include "truth/log.h"

namespace dumplab::scenario {

/// What a scenario planted in a dump and where, told by the machine's records alone. What a pattern does not
/// have is empty.
struct Planted {
  std::string pattern;  ///< a word of planted_patterns.def

  /// null-data-pointer, null-code-pointer, invalid-pointer, fill-pattern-pointer: the address that was
  /// accessed. divide-by-zero, stack-overflow: EIP of the fault. software-exception, self-diagnosis: the
  /// exception's address. cpp-exception: the thrown object. heap-corruption: the first entry (HEAP_ENTRY)
  /// that was written over.
  std::optional<std::uint64_t> address;

  /// The exception's thread; heap-corruption: the one that wrote too far; wait-chain: the root, which owns a
  /// lock and waits for none; spiking-thread: the one with the most user time.
  std::optional<std::uint32_t> thread;

  /// deadlock: the critical sections of the cycle; wait-chain: those of the root that others wait for.
  /// Ascending.
  std::vector<std::uint64_t> locks;
  /// deadlock: the cycle's threads; wait-chain: those that the root keeps waiting, directly or not.
  /// Ascending.
  std::vector<std::uint32_t> threads;

  /// stack-overflow: the functions of one period of the recursion, callee before caller.
  std::vector<std::string> recursion;
};

/// `truth` and `log` are those of a capture of the scenario.
Planted find_planted(const ScenarioFile& scenario, const truth::Truth& truth, const truth::Log& log);

/// Whether `word` is a pattern that a scenario may have.
bool is_pattern(std::string_view word);

}  // namespace dumplab::scenario
