// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/memory_source.h"
#include "dumplab/result.h"
#include "symbols/pdb.h"

/// The postfix programs of frame data (Breakpad's STACK WIN 4), which compute a caller's registers:
/// `$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =`. Tokens are separated by blanks: numbers, variables ($eip,
/// $esp, $ebp, $ebx, $esi, $edi, $T0, ...), constants of the frame (.raSearch, .raSearchStart, .cbLocals,
/// .cbParams, .cbSavedRegs, .cbCalleeParams, .undef), the operators + - * / %, @ (align down), ^ (word at an
/// address) and = (assign). Arithmetic is unsigned, of 32 bits.
/// Source: Breakpad, "symbol_files.md" (STACK WIN) and the postfix evaluator's description.
namespace dumplab::symbols {

/// Empty: not known.
struct FrameRegisters {
  std::optional<std::uint32_t> eip, esp, ebp, ebx, esi, edi;
};

/// Sizes are bytes.
struct FrameProgramInputs {
  FrameRegisters registers;
  std::uint32_t locals_size = 0, params_size = 0, saved_registers_size = 0;
  std::uint32_t callee_params_size = 0;  ///< of the function this frame calls; 0 for the innermost frame
  std::uint32_t ra_search = 0;           ///< where the return address is believed to lie
};

/// The inputs of a frame with ra_search in its usual place: above locals, saved registers and the arguments
/// that a callee still has on the stack. Empty without ESP.
std::optional<FrameProgramInputs> frame_program_inputs(const FrameData& row, const FrameRegisters& registers,
                                                       std::uint32_t callee_params_size);

struct FrameProgramRun {
  struct Assignment {
    std::string variable;
    std::optional<std::uint32_t> value;  ///< empty: .undef
  };
  /// What a ^ read.
  struct Read {
    std::uint32_t address = 0, value = 0;
    std::size_t token = 0;  ///< index of the ^
  };
  std::vector<Assignment> assignments;  ///< in order; the last one of a variable counts
  std::vector<Read> reads;
};

/// Runs a program. Errors name the token; `where` is its offset in the text, of missing memory the linear
/// address: kMalformed (an unknown word, too few operands, a value that is not known, division by zero, a
/// value left over, too long), kTruncated (memory that is missing).
Result<FrameProgramRun> run_frame_program(std::string_view program, const FrameProgramInputs& inputs,
                                          const MemorySource& memory);

/// The caller's registers: those assigned, else those of the frame.
FrameRegisters caller_of(const FrameRegisters& frame, const FrameProgramRun& run);

/// The program that stands for an old FPO row (STACK WIN 0), which has none: EBP is the last of the saved
/// registers when the function uses it for something else.
std::string_view fpo_program(bool allocates_base_pointer);

struct FrameRulesRun {
  FrameRegisters caller;
  std::uint32_t cfa = 0;
  std::vector<FrameProgramRun::Read> reads;  ///< tokens count from the start of their expression
};

/// Runs the rules of STACK CFI: .cfa first, then each register's expression, which may use .cfa and the
/// frame's registers. Without a rule the caller's ESP is .cfa, EBP, EBX, ESI and EDI keep their values; of
/// other machines' registers nothing is said. Errors as above, and kMalformed without .cfa or .ra.
Result<FrameRulesRun> run_frame_rules(const FrameRules& rules, const FrameRegisters& registers,
                                      const MemorySource& memory);

}  // namespace dumplab::symbols
