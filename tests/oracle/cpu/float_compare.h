// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "oracle/cpu/case.h"
#include "x86/decoder.h"

namespace dumplab::oracle {

/// Compares x87, MMX and SSE state and memory after one instruction.  Left out: the last instruction and
/// operand pointers, and opcode, which newer hosts keep differently; condition codes that the manual leaves
/// undefined.  Approximations (RCPPS, RSQRTPS, transcendentals) are held to the manual's bound.
std::optional<std::string> compare_float(const OracleCase& test, const x86::Instruction& instruction,
                                         const OracleResult& truth, const OracleResult& ours);

/// Both states, several lines.
std::string describe_float(const OracleCase& test, const OracleResult& truth, const OracleResult& ours);

}  // namespace dumplab::oracle
