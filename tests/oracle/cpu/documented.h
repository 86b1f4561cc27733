// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "oracle/cpu/case.h"
#include "x86/decoder.h"

namespace dumplab::oracle {

/// A group of instructions that another processor cannot judge.
struct NotRun {
  const char* what;
  const char* reason;
  bool (*applies)(const x86::Instruction& instruction);
};

/// Every group that is left out; an instruction of none of them runs.
std::span<const NotRun> not_run();

/// A result that Intel's manual leaves open, or that belongs to another generation.
struct Undefined {
  const char* what;
  bool (*applies)(const x86::Instruction& instruction, const OracleCase& test, const OracleResult& silicon);
};

/// Cases whose results are not compared.
std::span<const Undefined> undefined_results();

/// EFLAGS bits that are undefined after `instruction` with the operands of `test`: Zydis's table, which knows
/// no operands, refined for shift counts.
std::uint32_t undefined_flags(const x86::Instruction& instruction, const OracleCase& test);

}  // namespace dumplab::oracle
