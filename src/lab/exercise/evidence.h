// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/capture.h"
#include "scenario/scenario_file.h"
#include "truth/log.h"

namespace dumplab::exercise {

/// What the machine knows of one dump of an exercise: where its questions' keys come from.
struct Evidence {
  truth::Truth truth;
  truth::Log log;
  scenario::Configuration configuration;  ///< what the program was told
  capture::MapFiles maps;

  /// What the program was told; 0 for a missing value.
  std::int64_t number(const std::string& key) const;

  /// The records of the process at mark_<name>, in order.
  std::vector<const truth::Record*> marks(std::string_view name) const;
  /// The last of them, of one thread if it is given; null when there is none.
  const truth::Record* last_mark(std::string_view name, std::optional<std::uint32_t> thread = {}) const;
  /// Null when there is none.
  const truth::Thread* find_thread(std::uint32_t id) const;
  /// The record of the exception that the dump has; null when it has none.
  const truth::Record* last_exception() const;
  /// The thread of the exception. The dump has one.
  const truth::Thread& faulting_thread() const;
  /// By name without extension, in any case; null when there is none.
  const truth::Module* find_module(std::string_view name) const;
  /// Null outside of all modules.
  const truth::Module* find_module_at(std::uint64_t address) const;
  /// Linear address of a function by the linker's map; empty when there is none.
  std::optional<std::uint64_t> find_function(std::string_view module, std::string_view function) const;
  /// The start of the function that the linker's map has at `address`.
  std::optional<std::uint64_t> function_start(std::uint64_t address) const;
};

// Fields of a mark.
inline std::uint32_t eip(const truth::Record& mark) { return static_cast<std::uint32_t>(mark.fields[0]); }
inline std::uint32_t eax(const truth::Record& mark) { return static_cast<std::uint32_t>(mark.fields[1]); }
inline std::uint32_t ecx(const truth::Record& mark) { return static_cast<std::uint32_t>(mark.fields[2]); }
inline std::uint32_t edx(const truth::Record& mark) { return static_cast<std::uint32_t>(mark.fields[3]); }
inline std::uint32_t ebx(const truth::Record& mark) { return static_cast<std::uint32_t>(mark.fields[4]); }

}  // namespace dumplab::exercise
