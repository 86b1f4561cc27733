// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

/// What a stack walk asks of 64-bit code.
namespace dumplab::x86 {

/// The longest CALL that is looked for: prefix 64 or 65, REX, opcode, ModRM, SIB, disp32.
inline constexpr unsigned kLongestAmd64Call = 9;

/// Length in bytes of a near CALL (E8 rel32 or FF /2) that ends exactly where `bytes_before` ends, the last
/// bytes before a possible return address. Empty if they hold none. With several readings E8 rel32 wins, then
/// the shortest; a REX prefix counts where it chooses a register (41 to 43).
std::optional<unsigned> amd64_call_length_before(std::span<const std::uint8_t> bytes_before);

/// Whether the code at the start of `bytes` comes to a RET over instructions that neither branch nor use the
/// stack: RSP points at the return address all the time.
bool is_leaf_to_return(std::span<const std::uint8_t> bytes);

}  // namespace dumplab::x86
