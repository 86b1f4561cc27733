// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/access.h"
#include "cpu/emitter.h"

namespace dumplab::cpu {

/// A memory operand that is reached for in parts: those of FXSAVE, FRSTOR, MASKMOVDQU and their like.  Each
/// part has an address of its own, which wraps within 64 KB with 16-bit addressing.
class LongOperand {
 public:
  /// How an instruction addresses it, for the constructor.
  static std::uint8_t detail_of(const Emitter& emit);

  LongOperand(const Core& core, std::uint32_t offset, std::uint8_t detail);

  /// The memory operand of `op`.
  static LongOperand of(const Core& core, const Op& op) {
    return {core, address<false>(core, op) - base_of(core, op.arg.detail), op.arg.detail};
  }

  std::uint32_t linear(std::uint32_t at) const { return base_ + ((offset_ + at) & mask_); }

  /// False: the part runs over the end of the segment, #GP(0) is raised.  Segments with base 0 have no end.
  bool holds(Core& core, std::uint32_t at, std::uint32_t size) const;

  /// Whether all of [at, at + size) can be written, at most a page.
  bool probe_write(Core& core, std::uint32_t at, std::uint32_t size) const;
  /// Whether the byte at `at` can be read.  Nothing is logged.
  bool probe_read(Core& core, std::uint32_t at) const;

  template <class Access, class T>
  bool read(Core& core, std::uint32_t at, T& value) const {
    return holds(core, at, sizeof(T)) && Access::template read<T>(core, linear(at), value);
  }
  template <class Access, class T>
  bool write(Core& core, std::uint32_t at, T value) const {
    return holds(core, at, sizeof(T)) && Access::template write<T>(core, linear(at), value);
  }

 private:
  static constexpr std::uint8_t kNarrow = 1, kFs = 2;

  static std::uint32_t base_of(const Core& core, std::uint8_t detail) {
    return (detail & kFs) != 0 ? core.fs_base : 0;
  }

  std::uint32_t base_, mask_, offset_;
};

}  // namespace dumplab::cpu
