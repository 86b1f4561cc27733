// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "dumplab/dump.h"
#include "report/address_text.h"
#include "report/analysis.h"
#include "shell/symbol_index.h"
#include "unwind/stack_walk.h"

namespace dumplab::shell {

/// The dump that a session looks at, with everything that is read out of it. Not thread safe.
class Target {
 public:
  /// `file`: as the user called it.
  Target(Dump dump, std::string file, symbols::SearchPath search);

  const Dump& dump() const { return dump_; }
  const Snapshot& snapshot() const { return dump_.snapshot(); }
  const std::string& file() const { return file_; }

  /// Modules, structures, stacks and regions: read at first use.
  const report::Analysis& analysis() const;
  const SymbolIndex& symbols() const;
  const unwind::StackWalk& stack_walk() const;
  const structures::ModuleImages& modules() const { return analysis().modules; }
  const structures::ProcessStructures& process() const { return analysis().process; }
  /// The dump's memory, and what module files have where it has none.
  const MemorySource& memory() const { return modules().memory(); }

  const symbols::SearchPath& search() const { return search_; }
  /// Another folder with symbols; everything is read anew.
  void add_symbol_folder(const std::string& folder);
  void reload();

  bool is_64_bit() const;
  unsigned pointer_size() const { return is_64_bit() ? 8 : 4; }
  /// Cut to the process's address space.
  std::uint64_t mask(std::uint64_t address) const { return is_64_bit() ? address : address & 0xffffffff; }
  /// 8 digits, or 8`8.
  std::string text(std::uint64_t address) const { return report::AddressText(snapshot())(address); }

  /// The little-endian number of `size` bytes (at most 8) at `address`, from memory().
  std::optional<std::uint64_t> read_number(std::uint64_t address, unsigned size) const;
  std::optional<std::uint64_t> read_pointer(std::uint64_t address) const {
    return read_number(address, pointer_size());
  }

 private:
  struct Read {
    Read(const Dump& dump, const symbols::SearchPath& search);
    report::Analysis analysis;
    SymbolIndex symbols;
    unwind::StackWalk stack_walk;
  };
  const Read& read() const;

  Dump dump_;
  std::string file_;
  symbols::SearchPath search_;
  mutable std::unique_ptr<Read> read_;
};

}  // namespace dumplab::shell
