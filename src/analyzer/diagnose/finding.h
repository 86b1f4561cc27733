// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dumplab::diagnose {

enum class Confidence {
  kPossible,  ///< the dump would look so, and may for other reasons
  kLikely,    ///< the usual reason for what the dump shows
  kCertain,   ///< the dump proves it
};

/// "possible", "likely", "certain".
std::string_view describe(Confidence confidence);

/// One thing in the dump that a finding stands on.
struct Evidence {
  std::string what;
  std::optional<std::uint64_t> address;  ///< linear
  std::optional<std::uint32_t> thread;   ///< id
  std::optional<std::size_t> frame;      ///< number in that thread's stack, 0 innermost
};

/// What a pattern recognised.
struct Finding {
  std::string pattern, title;  ///< of its row in patterns.def
  std::string summary;         ///< one line about this dump
  Confidence confidence = Confidence::kCertain;
  bool is_cause = true;       ///< false: says what the dump is, not why the process failed
  bool is_fallback = false;   ///< counts only where nothing else is a cause
  std::string problem_class;  ///< WinDbg's word: "NULL_POINTER_READ"; empty without one
  std::vector<Evidence> evidence;
  std::vector<std::string> next;  ///< WinDbg commands to try

  // What it is about, as far as it has such.
  std::optional<std::uint64_t> address;
  std::optional<std::uint32_t> thread;
  std::vector<std::uint64_t> locks;    ///< in the order of the chain or cycle
  std::vector<std::uint32_t> threads;  ///< in the same order: the waiter of each lock
};

}  // namespace dumplab::diagnose
