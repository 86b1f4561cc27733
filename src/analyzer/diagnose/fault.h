// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/module_images.h"

namespace dumplab::diagnose {

enum class Access { kRead, kWrite, kExecute };

/// "read from", "write to", "execution at"; and WinDbg's "READ", "WRITE", "EXECUTE".
std::string_view describe(Access access);
std::string_view class_word(Access access);

/// A memory operand of the faulting x86 instruction, with the registers of that moment.
struct MemoryOperand {
  std::string base, index;  ///< register names; empty: none
  std::uint32_t base_value = 0, index_value = 0;
  std::uint32_t address = 0;  ///< of its first byte
  std::uint32_t size = 0;     ///< bytes
  bool is_written = false;
};

/// The exception of a dump.
struct Fault {
  const Exception* exception = nullptr;
  const Thread* thread = nullptr;  ///< null: not in the dump
  std::uint32_t code = 0, thread_id = 0;
  bool has_registers = false;
  std::uint64_t ip = 0, sp = 0;
  std::optional<Access> access;  ///< of access violations and in-page errors
  std::uint64_t address = 0;     ///< what was accessed
  bool is_x86 = false;
  std::string instruction;               ///< text; empty: the code is not in the dump, or not of x86
  std::string mnemonic;                  ///< "div"
  std::optional<MemoryOperand> operand;  ///< the one that touches `address`, else the first

  bool is_access_violation() const;
  /// In the 64 KiB that no Windows process can have memory in.
  bool is_in_null_area() const { return access && address < 0x10000; }
  /// Execution itself went to `address`: EIP is there.
  bool is_execution() const { return access && (*access == Access::kExecute || ip == address); }
};

/// Empty: the dump has no exception, or one that only asked for a dump (code 0 or 0517a7ed) or told a
/// debugger something.
std::optional<Fault> read_fault(const Snapshot& snapshot, const structures::ModuleImages& modules);

}  // namespace dumplab::diagnose
