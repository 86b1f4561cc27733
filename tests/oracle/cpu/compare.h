// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oracle/cpu/case.h"
#include "x86/decoder.h"

namespace dumplab::oracle {

/// What differs between `truth` and `ours`, in one line; nothing when all agrees that the manual defines.
std::optional<std::string> compare(const OracleCase& test, const OracleResult& truth,
                                   const OracleResult& ours);

/// The instructions of `test` and both states, several lines.
std::string describe(const OracleCase& test, const OracleResult& truth, const OracleResult& ours);

/// The instructions of `test`, without the INT3 behind them.
std::vector<x86::Instruction> instructions_of(const OracleCase& test);

}  // namespace dumplab::oracle
