// SPDX-License-Identifier: MIT
#pragma once

#include "image/call_frame_info.h"
#include "image/dwarf_expression.h"

/// Steps from a frame to its caller by call frame information.
namespace dumplab::image {

/// DWARF's numbers of the registers that a call keeps. Source: System V ABI supplements.
namespace dwarf_i386 {
enum Number { kEbx = 3, kEsp = 4, kEbp = 5, kEsi = 6, kEdi = 7, kEip = 8 };
}
namespace dwarf_amd64 {
enum Number { kRbx = 3, kRsi = 4, kRdi = 5, kRbp = 6, kRsp = 7, kR12 = 12, kR13, kR14, kR15, kRip };
}

struct CallFrameCaller {
  DwarfRegisters registers;  ///< stack pointer: the CFA unless a rule says otherwise
  std::uint64_t cfa = 0;
  std::optional<std::uint64_t> return_slot;  ///< linear address of the return address; empty: from a register
  bool is_signal_frame = false;
};

/// The caller of a frame by the row that holds there. Errors: kTruncated (memory that is missing, `where`
/// being its linear address), kMalformed (a register that is not known or has no place here), and those of
/// expressions.
Result<CallFrameCaller> step(const DwarfRegisters& at, const CallFrameRow& row, const MemorySource& memory,
                             unsigned word_size);

}  // namespace dumplab::image
