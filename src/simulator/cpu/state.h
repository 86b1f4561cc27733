// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace dumplab::cpu {

/// The registers that a user-mode program can see.
/// Segments are flat: every base is 0 except that of FS; selectors are values without effect.
struct State {
  std::array<std::uint32_t, 8> gpr{};  // indexed by x86::Register
  std::uint32_t eip = 0;
  std::uint32_t eflags = 0x202;
  std::uint32_t fs_base = 0;
  std::uint16_t cs = 0x1b, ss = 0x23, ds = 0x23, es = 0x23, fs = 0x3b, gs = 0;
  /// x87, MMX and SSE state as FXSAVE stores it outside 64-bit mode.
  /// Source: Intel SDM vol. 1, table 10-2.
  alignas(16) std::array<std::uint8_t, 512> fxsave = initial_fxsave();

  /// State after FNINIT and a reset MXCSR: control word 037f, all tags empty, MXCSR 1f80.
  static constexpr std::array<std::uint8_t, 512> initial_fxsave() {
    std::array<std::uint8_t, 512> bytes{};
    bytes[0] = 0x7f;
    bytes[1] = 0x03;
    bytes[24] = 0x80;
    bytes[25] = 0x1f;
    bytes[28] = 0xff;  // MXCSR_MASK 0000ffff
    bytes[29] = 0xff;
    return bytes;
  }
};

}  // namespace dumplab::cpu
