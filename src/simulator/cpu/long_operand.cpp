// SPDX-License-Identifier: MIT
#include "cpu/long_operand.h"

namespace dumplab::cpu {

std::uint8_t LongOperand::detail_of(const Emitter& emit) {
  return static_cast<std::uint8_t>((emit.instruction().raw.address_width == 16 ? kNarrow : 0) |
                                   (emit.has(ZYDIS_ATTRIB_HAS_SEGMENT_FS) ? kFs : 0));
}

LongOperand::LongOperand(const Core& core, std::uint32_t offset, std::uint8_t detail)
    : base_(base_of(core, detail)), mask_((detail & kNarrow) != 0 ? 0xffff : 0xffffffff), offset_(offset) {}

bool LongOperand::holds(Core& core, std::uint32_t at, std::uint32_t size) const {
  const std::uint32_t first = (offset_ + at) & mask_;
  return base_ == 0 || first + (size - 1) >= first || core.raise(x86::kGeneralProtection);
}

bool LongOperand::probe_write(Core& core, std::uint32_t at, std::uint32_t size) const {
  return cpu::probe_write(core, linear(at), size);
}

bool LongOperand::probe_read(Core& core, std::uint32_t at) const {
  const std::uint64_t drops = core.blocks->drops();
  PageView page;
  if (const std::optional<Fault> fault = core.pages->translate(linear(at), Access::kRead, page)) {
    core.fault = *fault;
    core.leave = Leave::kFault;
    return false;
  }
  if (core.blocks->drops() == drops || core.uncached) return true;
  core.leave = Leave::kRestart;
  return false;
}

}  // namespace dumplab::cpu
