// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dumplab/dump.h"
#include "support/bytes.h"
#include "support/hand_made_dump.h"

namespace dumplab::test {

/// Opens bytes that must open.
inline Dump open_bytes(std::vector<std::byte> bytes) {
  auto dump = Dump::from_bytes(std::move(bytes));
  if (!dump) throw std::runtime_error("does not open: " + dump.error().what);
  return *std::move(dump);
}
inline Dump open_dump(const HandMadeDump& dump) { return open_bytes(dump.build()); }

inline std::string list_problems(const Dump& dump) {
  std::string text;
  for (const DumpProblem& p : dump.problems()) text += "\n  " + std::to_string(p.where) + " " + describe(p);
  return text;
}

/// Hand-made threads have no contexts unless a test is about them. That is a problem each time, and none
/// here.
inline std::vector<DumpProblem> other_problems(const Dump& dump) {
  std::vector<DumpProblem> problems(dump.problems().begin(), dump.problems().end());
  std::erase_if(problems, [](const DumpProblem& p) { return p.what.ends_with(" has no context"); });
  return problems;
}

/// There is exactly one problem at `where_`, and its text has `words`.
inline void expect_problem(const Dump& dump, std::uint64_t where_, const std::string& words) {
  int found = 0;
  for (const DumpProblem& p : dump.problems())
    if (p.where == where_ && describe(p).find(words) != std::string::npos) ++found;
  EXPECT_EQ(found, 1) << "wanted: " << where_ << " " << words << "\nproblems:" << list_problems(dump);
}
inline void expect_no_problems(const Dump& dump) {
  EXPECT_TRUE(other_problems(dump).empty()) << list_problems(dump);
}
/// The one problem there is.
inline void expect_only_problem(const Dump& dump, std::uint64_t where_, const std::string& words) {
  EXPECT_EQ(other_problems(dump).size(), 1u) << list_problems(dump);
  expect_problem(dump, where_, words);
}

/// A stream of a dump that our writer made, found by walking its directory; empty when there is none.
inline std::vector<std::byte> stream_of(const std::vector<std::byte>& dump, std::uint32_t type) {
  for (std::uint64_t i = 0; i < number_at(dump, 8, 4); ++i) {
    const std::uint64_t entry = number_at(dump, 12, 4) + 12 * i;
    if (number_at(dump, entry, 4) != type) continue;
    const auto size = static_cast<std::ptrdiff_t>(number_at(dump, entry + 4, 4));
    const auto first = dump.begin() + static_cast<std::ptrdiff_t>(number_at(dump, entry + 8, 4));
    return {first, first + size};
  }
  return {};
}

/// `size` bytes at `offset`.
inline std::vector<std::byte> bytes_at(const std::vector<std::byte>& dump, std::uint64_t offset,
                                       std::uint64_t size) {
  const auto first = dump.begin() + static_cast<std::ptrdiff_t>(offset);
  return {first, first + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace dumplab::test
