// SPDX-License-Identifier: MIT
#include "image/amd64_epilogue.h"

namespace dumplab::image {
namespace {

constexpr std::size_t kMaximumPops = 16;
constexpr std::uint8_t kRspNumber = 4;

/// The bytes of one function from some place on; behind their end there are zeros.
class Code {
 public:
  explicit Code(ByteView bytes) : bytes_(bytes) {}
  std::uint8_t operator[](std::size_t i) const {
    return at_ + i < bytes_.size() ? std::to_integer<std::uint8_t>(bytes_.bytes()[at_ + i]) : 0;
  }
  std::int32_t signed8(std::size_t i) const { return static_cast<std::int8_t>((*this)[i]); }
  std::int32_t signed32(std::size_t i) const {
    std::uint32_t value = 0;
    for (unsigned b = 0; b < 4; ++b) value |= std::uint32_t{(*this)[i + b]} << 8 * b;
    return static_cast<std::int32_t>(value);
  }
  void advance(std::size_t count) { at_ += count; }
  std::size_t position() const { return at_; }
  bool holds(std::size_t count) const { return at_ + count <= bytes_.size(); }

 private:
  ByteView bytes_;
  std::size_t at_ = 0;
};

constexpr bool is_rex(std::uint8_t byte) { return (byte & 0xf0) == 0x40; }

/// add rsp, imm8 / imm32; lea rsp, [frame register + disp8 / disp32].
std::optional<EpilogueTail::Stack> take_stack(Code& code, std::uint8_t frame_register) {
  const std::uint8_t rex = code[0], opcode = code[1], modrm = code[2];
  if (rex == 0x48 && modrm == 0xc4 && (opcode == 0x83 || opcode == 0x81)) {
    const bool wide = opcode == 0x81;
    const std::int32_t bytes = wide ? code.signed32(3) : code.signed8(3);
    code.advance(wide ? 7 : 4);
    return EpilogueTail::Stack{kRspNumber, bytes};
  }
  constexpr std::uint8_t kRexW = 0x48, kRexWB = 0x49, kLea = 0x8d;
  if ((rex != kRexW && rex != kRexWB) || opcode != kLea || frame_register == 0) return std::nullopt;
  const unsigned mode = modrm >> 6, target = modrm >> 3 & 7, base = modrm & 7;
  const std::uint8_t base_register = static_cast<std::uint8_t>(base | (rex & 1 ? 8 : 0));
  if (target != kRspNumber || base_register != frame_register || mode == 3) return std::nullopt;
  if (mode == 0 && base == 5) return std::nullopt;  // RIP relative
  constexpr std::uint8_t kSibBaseOnly = 0x24;
  const bool has_sib = base == kRspNumber;
  if (has_sib && code[3] != kSibBaseOnly) return std::nullopt;
  const std::size_t displacement = has_sib ? 4 : 3;
  const std::int32_t offset = mode == 1   ? code.signed8(displacement)
                              : mode == 2 ? code.signed32(displacement)
                                          : 0;
  constexpr std::size_t kDisplacementSizes[] = {0, 1, 4};
  code.advance(displacement + kDisplacementSizes[mode]);
  return EpilogueTail::Stack{frame_register, offset};
}

std::optional<std::uint8_t> take_pop(Code& code) {
  const std::size_t opcode = is_rex(code[0]) ? 1 : 0;
  if ((code[opcode] & 0xf8) != 0x58) return std::nullopt;
  const bool extended = opcode == 1 && (code[0] & 1);
  const auto number = static_cast<std::uint8_t>((code[opcode] & 7) | (extended ? 8 : 0));
  if (number == kRspNumber) return std::nullopt;
  code.advance(opcode + 1);
  return number;
}

bool is_return(const Code& code) {
  if (code[0] == 0xc3 || code[0] == 0xc2) return true;
  return code[0] == 0xf3 && code[1] == 0xc3;
}

/// The target of a relative jump that stands at `rva`.
std::optional<std::uint32_t> jump_target(const Code& code, std::uint32_t rva) {
  if (code[0] == 0xeb) return rva + 2 + static_cast<std::uint32_t>(code.signed8(1));
  if (code[0] == 0xe9) return rva + 5 + static_cast<std::uint32_t>(code.signed32(1));
  return std::nullopt;
}

/// A jump through memory, or through a register with the REX.W prefix that marks a tail call.
bool is_indirect_tail_call(const Code& code) {
  const std::size_t opcode = is_rex(code[0]) ? 1 : 0;
  if (code[opcode] != 0xff) return false;
  const unsigned mode = code[opcode + 1] >> 6, extension = code[opcode + 1] >> 3 & 7;
  const bool marked = opcode == 1 && (code[0] & 8);
  return extension == 4 && (mode == 0 || marked);
}

}  // namespace

std::optional<EpilogueTail> read_epilogue(const PeImage& image, const RuntimeFunction& function,
                                          std::uint32_t rva, std::uint8_t frame_register) {
  const auto bytes = image.at_rva(rva, function.end - rva);
  if (!bytes) return std::nullopt;
  Code code(*bytes);
  EpilogueTail tail;
  tail.stack = take_stack(code, frame_register);
  while (const auto popped = take_pop(code)) {
    if (tail.pops.size() == kMaximumPops) return std::nullopt;
    tail.pops.push_back(*popped);
  }
  if (!code.holds(1)) return std::nullopt;
  if (is_return(code) || is_indirect_tail_call(code)) return tail;
  tail.jumps_to = jump_target(code, rva + static_cast<std::uint32_t>(code.position()));
  // A jump to the function's own start is a call of itself.
  if (!tail.jumps_to || (*tail.jumps_to > function.begin && *tail.jumps_to < function.end))
    return std::nullopt;
  return tail;
}

}  // namespace dumplab::image
