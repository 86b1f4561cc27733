// SPDX-License-Identifier: MIT
#include "oracle/cpu/encodings.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace dumplab::oracle {
namespace {

struct Row {
  ZydisMnemonic mnemonic;
  const char* family;
};

constexpr Row kRows[] = {
#define MNEMONIC(name, family, select, variant) {ZYDIS_MNEMONIC_##name, #family},
#include "cpu/mnemonics.def"
#undef MNEMONIC
};

std::optional<x86::Instruction> try_bytes(std::uint8_t prefix, bool two_byte, std::uint8_t opcode,
                                          std::uint8_t modrm) {
  std::array<std::uint8_t, x86::kMaxInstructionLength> bytes{};
  std::size_t size = 0;
  if (prefix != 0) bytes[size++] = prefix;
  if (two_byte) bytes[size++] = 0x0f;
  bytes[size++] = opcode;
  bytes[size] = modrm;
  return x86::decode(bytes);
}

/// Adds what the 256 ModRM bytes of one opcode decode to.
void add_opcode(std::uint8_t prefix, bool two_byte, std::uint8_t opcode,
                std::map<ZydisMnemonic, RowEncodings*>& rows) {
  std::array<ZydisMnemonic, 256> found{};
  bool has_modrm = false;
  for (unsigned modrm = 0; modrm < 256; ++modrm) {
    const auto instruction = try_bytes(prefix, two_byte, opcode, static_cast<std::uint8_t>(modrm));
    if (!instruction) continue;
    found[modrm] = instruction->mnemonic();
    has_modrm = (instruction->raw.attributes & ZYDIS_ATTRIB_HAS_MODRM) != 0 || has_modrm;
  }
  const auto add = [&](unsigned modrm, bool in_memory, bool free_rm) {
    const auto row = rows.find(found[modrm]);
    if (row == rows.end()) return;
    row->second->encodings.push_back({.prefix = prefix,
                                      .two_byte = two_byte,
                                      .opcode = opcode,
                                      .has_modrm = has_modrm,
                                      .in_memory = in_memory,
                                      .free_rm = free_rm,
                                      .modrm = static_cast<std::uint8_t>(modrm)});
  };
  if (!has_modrm) return add(0, false, false);
  for (unsigned reg = 0; reg < 8; ++reg) {
    add(reg << 3, true, false);
    const unsigned first = 0xc0 | reg << 3;
    const bool same = std::all_of(&found[first], &found[first] + 8,
                                  [&](ZydisMnemonic mnemonic) { return mnemonic == found[first]; });
    for (unsigned rm = 0; rm < (same ? 1u : 8u); ++rm) add(first | rm, false, same);
  }
}

}  // namespace

std::vector<RowEncodings> find_encodings() {
  std::vector<RowEncodings> result;
  for (const Row& row : kRows) result.push_back({row.mnemonic, row.family, {}});
  std::map<ZydisMnemonic, RowEncodings*> rows;
  for (RowEncodings& row : result) rows[row.mnemonic] = &row;
  for (const std::uint8_t prefix : {0x00, 0x66, 0xf2, 0xf3}) {
    for (unsigned opcode = 0; opcode < 256; ++opcode) {
      for (const bool two_byte : {false, true})
        add_opcode(prefix, two_byte, static_cast<std::uint8_t>(opcode), rows);
    }
  }
  return result;
}

std::vector<std::string> families() {
  std::vector<std::string> names;
  for (const Row& row : kRows) {
    if (std::find(names.begin(), names.end(), row.family) == names.end()) names.emplace_back(row.family);
  }
  return names;
}

bool uses_float_state(const x86::Instruction& instruction) {
  switch (instruction.raw.meta.isa_ext) {
    case ZYDIS_ISA_EXT_X87:
    case ZYDIS_ISA_EXT_MMX:
    case ZYDIS_ISA_EXT_SSE:
    case ZYDIS_ISA_EXT_SSE2:
      return true;
    default:
      break;
  }
  const ZydisMnemonic mnemonic = instruction.mnemonic();
  return mnemonic == ZYDIS_MNEMONIC_FXSAVE || mnemonic == ZYDIS_MNEMONIC_FXRSTOR ||
         mnemonic == ZYDIS_MNEMONIC_FWAIT;
}

}  // namespace dumplab::oracle
