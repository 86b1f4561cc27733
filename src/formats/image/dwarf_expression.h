// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>

#include "base/byte_view.h"
#include "dumplab/memory_source.h"

namespace dumplab::image {

/// Registers by their DWARF numbers; empty: not known. IA-32 uses 0 to 8, AMD64 0 to 16.
using DwarfRegisters = std::array<std::optional<std::uint64_t>, 17>;

/// The value of an expression of call frame information: those operations of DWARF 4, 2.5.1 that DWARF 4,
/// 6.4.2 allows there. `initial`: pushed first, the CFA. Bounded in steps and depth. Errors: kTruncated (the
/// expression; memory, `where` being its linear address), kMalformed, kUnsupported.
Result<std::uint64_t> evaluate_dwarf_expression(ByteView expression, std::optional<std::uint64_t> initial,
                                                const DwarfRegisters& registers, const MemorySource& memory,
                                                unsigned word_size);

/// A little-endian number of 1 to 8 bytes. Errors: kTruncated.
Result<std::uint64_t> read_target_number(const MemorySource& memory, std::uint64_t address, unsigned size);

}  // namespace dumplab::image
