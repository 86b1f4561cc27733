// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "solution/debugger.h"

namespace dumplab::solution {

/// What somebody has who solves a question: the exercise's dumps, the sheet, and what was answered before.
struct Desk {
  std::span<Debugger* const> dumps;
  const std::map<std::string, std::uint32_t>& given;  ///< numbers that the question tells
  const std::map<std::string, std::string>& earlier;  ///< question -> canonical answer

  Debugger& dump(std::size_t i = 0) const { return *dumps[i]; }
  /// An earlier answer that is a number: addr, dword, tid.
  Result<std::uint32_t> hex(const std::string& question) const;
  /// The address of an earlier sym.
  Result<std::uint32_t> place(const std::string& question, std::size_t dump = 0) const;
};

/// Everything in the dump that answers a question, in spellings of its type; one, if the question is good.
using Answers = std::vector<std::string>;

/// How a question is solved.
struct Method {
  std::string_view question;
  /// By looking: level n, but where `stream` says otherwise.
  Result<Answers> (*derive)(const Desk& desk);
  /// What default triage would say, a glance at the top of what a debugger prints; null: there is no such
  /// thing.
  Result<Answers> (*naive)(const Desk& desk) = nullptr;
  std::vector<std::string_view> uses = {};  ///< earlier questions whose answers `derive` takes
  std::string_view stream =
      {};  ///< what it needs of a dump besides threads, modules and memory; empty: nothing
};

/// The methods of an exercise of exercises.def, in the order of its questions.
std::span<const Method> methods_of(std::string_view word);

// What src/lab/solution/<word>.cpp defines.
#define EXERCISE(Card, word, runs, title) std::span<const Method> solve_##word();
#include "question/exercises.def"
#undef EXERCISE

}  // namespace dumplab::solution
