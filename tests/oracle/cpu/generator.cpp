// SPDX-License-Identifier: MIT
#include "oracle/cpu/generator.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/check.h"
#include "oracle/cpu/documented.h"
#include "oracle/cpu/float_values.h"
#include "oracle/cpu/operand_address.h"
#include "x86/flags.h"
#include "x86/registers.h"

namespace dumplab::oracle {
namespace {

constexpr std::uint32_t kEdges[] = {0,          1,          2,          3,          0xf,        0x10,
                                    0x1f,       0x20,       0x21,       0x7e,       0x7f,       0x80,
                                    0x81,       0xff,       0x100,      0x101,      0x7ffe,     0x7fff,
                                    0x8000,     0x8001,     0xffff,     0x10000,    0x10001,    0x7ffffffe,
                                    0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff, 0xffff8000,
                                    0xffffff80, 0xffffff7f, 0x55555555, 0xaaaaaaaa, 0x99999999, 0x9a9a9a9a};
/// Linear addresses that no process has mapped.
constexpr std::uint32_t kNowhere[] = {0, 4, 0xffe, 0x1000, 0x50000000, 0x6fffffff, 0xa0000000, 0xa0000ffd};
constexpr std::uint8_t kLock = 0xf0;

/// Rows that leave the status flags in a defined state, all but AF, and rows that read them, but for AF.
bool writes_flags(const RowEncodings& row) { return row.family == "arithmetic" || row.family == "logic"; }
bool reads_flags(const RowEncodings& row) {
  const std::string name = x86::mnemonic_text(row.mnemonic);
  if (name.starts_with("set") || name.starts_with("cmov") || name == "adc" || name == "sbb" || name == "rcl")
    return true;
  return row.family == "control_flow" && name.starts_with("j") && name != "jmp";
}

}  // namespace

Generator::Generator(const std::vector<RowEncodings>& rows, const std::string& family, std::uint64_t seed)
    : family_(family), random_(seed) {
  for (const RowEncodings& row : rows) {
    if (row.encodings.empty()) continue;
    if (family == kPairs ? writes_flags(row) : row.family == family) rows_.push_back(&row);
    if (reads_flags(row)) readers_.push_back(&row);
  }
}

void Generator::next(OracleCase& test) {
  DUMPLAB_CHECK(!empty());
  while (!try_case(test)) {
  }
}

std::uint32_t Generator::edge_value() {
  const std::uint32_t kind = random_.below(10);
  if (kind < 5) return random_.of<std::uint32_t>(kEdges);
  if (kind < 6) return std::uint32_t{1} << random_.below(32);
  if (kind < 7) return random_.below(64);
  return random_.bits();
}

std::uint32_t Generator::data_address() {
  constexpr std::uint32_t kCrossings[] = {ORACLE_DATA, ORACLE_DATA + ORACLE_PAGE,
                                          ORACLE_DATA + 2 * ORACLE_PAGE, ORACLE_DATA + 3 * ORACLE_PAGE};
  const std::uint32_t kind = random_.below(100);
  std::uint32_t address = ORACLE_DATA + random_.below(2 * ORACLE_PAGE - 16);
  if (kind < 2) return random_.of<std::uint32_t>(kNowhere);
  if (kind < 20) address = random_.of<std::uint32_t>(kCrossings) - random_.below(20);
  if (kind < 25) address = ORACLE_DATA + 2 * ORACLE_PAGE + random_.below(ORACLE_PAGE);
  return random_.percent(50) ? address & ~15u : address;
}

std::uint32_t Generator::stack_address() {
  const std::uint32_t kind = random_.below(100);
  if (kind < 2) return random_.of<std::uint32_t>(kNowhere);
  if (kind < 6) return ORACLE_STACK + random_.below(40);
  if (kind < 10) return ORACLE_STACK + ORACLE_PAGE - random_.below(40);
  const std::uint32_t address = ORACLE_STACK + 0x800 + random_.below(0x100);
  return kind < 80 ? address & ~3u : address;
}

/// Where a jump may go: an INT3, or where nothing is.
std::uint32_t Generator::landing_address() {
  if (random_.percent(15)) return random_.of<std::uint32_t>(kNowhere);
  // The low byte keeps addresses that are read unaligned away from what the helper has mapped.
  return ORACLE_CODE + random_.from_to(1, 3) * 0x100 + random_.from_to(0x40, 0x5f);
}

void Generator::fill_pattern(OracleCase& test) {
  const bool lands = family_ == "control_flow";
  for (unsigned at = 0; at < ORACLE_PATTERN; at += 4) {
    // Bytes e1-ef make addresses that no process has mapped, at any alignment.
    std::uint32_t value = lands ? (random_.bits() & 0x0e0e0e0e) | 0xe1e1e1e1 : edge_value();
    if (lands && at % 8 == 0) value = landing_address();
    std::memcpy(test.pattern + at, &value, sizeof value);
  }
  if (lands || !test.uses_float || random_.percent(20)) return;
  for (unsigned at = 0; at < ORACLE_PATTERN; at += 16) {
    const std::uint32_t kind = random_.below(3);
    for (unsigned part = 0; part < 4 && kind == 0; ++part) {
      const std::uint32_t value = random_single(random_);
      std::memcpy(test.pattern + at + 4 * part, &value, sizeof value);
    }
    for (unsigned part = 0; part < 2 && kind == 1; ++part) {
      const std::uint64_t value = random_double(random_);
      std::memcpy(test.pattern + at + 8 * part, &value, sizeof value);
    }
    if (kind == 2) std::memcpy(test.pattern + at, random_extended(random_).data(), 10);
  }
}

void Generator::fill_float(OracleCase& test) {
  std::memset(test.fxsave, 0, sizeof test.fxsave);
  const std::uint16_t rounding = static_cast<std::uint16_t>(random_.below(4));
  const std::uint16_t control = static_cast<std::uint16_t>((random_.percent(85) ? 0x3f : random_.below(64)) |
                                                           random_.below(4) << 8 | rounding << 10 | 0x40);
  // Exception flags that are not masked would set the summary: leave those out.
  std::uint16_t status = static_cast<std::uint16_t>(random_.bits() & 0x477f);
  if (random_.percent(95)) status &= static_cast<std::uint16_t>(~(0x3f & ~control));
  if ((status & 0x3f & ~control) != 0) status |= 0x8080;
  const bool empty_stack = random_.percent(10);
  status |= static_cast<std::uint16_t>(random_.below(8) << 11);
  const std::uint8_t tags = static_cast<std::uint8_t>(empty_stack           ? 0
                                                      : random_.percent(70) ? 0xff
                                                                            : random_.byte());
  const std::uint32_t mxcsr = (random_.percent(90) ? 0x1f80 : random_.bits() & 0x1f80) |
                              random_.below(4) << 13 |
                              (random_.bits() & 0x3f & (random_.percent(50) ? 0 : 0x3f)) |
                              (random_.percent(15) ? 0x8000 : 0) | (random_.percent(15) ? 0x40 : 0);
  const std::uint32_t mask = 0xffff;
  std::memcpy(test.fxsave + 0, &control, 2);
  std::memcpy(test.fxsave + 2, &status, 2);
  test.fxsave[4] = tags;
  std::memcpy(test.fxsave + 24, &mxcsr, 4);
  std::memcpy(test.fxsave + 28, &mask, 4);
  for (unsigned i = 0; i < 8; ++i) {
    std::uint8_t* const slot = test.fxsave + 32 + 16 * i;
    if (random_.percent(70)) {
      std::memcpy(slot, random_extended(random_).data(), 10);
    } else {
      for (unsigned at = 0; at < 8; at += 4) {
        const std::uint32_t value = edge_value();
        std::memcpy(slot + at, &value, sizeof value);
      }
      slot[8] = slot[9] = 0xff;  // as MMX leaves it
    }
    const std::uint32_t kind = random_.below(3);
    for (unsigned at = 0; at < 16; at += 8) {
      const std::uint64_t value = kind == 0 ? random_double(random_)
                                  : kind == 1
                                      ? random_single(random_) | std::uint64_t{random_single(random_)} << 32
                                      : edge_value() | std::uint64_t{edge_value()} << 32;
      std::memcpy(test.fxsave + 160 + 16 * i + at, &value, sizeof value);
    }
  }
}

void Generator::fill_state(OracleCase& test) {
  const bool small = family_ == "bit" && random_.percent(80);
  for (std::uint32_t& value : test.gpr) value = small ? random_.below(200) - 100 : edge_value();
  if (family_ == "control_flow") {
    for (std::uint32_t& value : test.gpr) {
      value = random_.percent(80) ? landing_address() : random_.of<std::uint32_t>(kNowhere);
    }
    // LOOP and JECXZ look at ECX; jumps through it go nowhere either way.
    if (random_.percent(60)) test.gpr[x86::kEcx] = random_.below(4);
  }
  if (family_ == "string" && random_.percent(90)) test.gpr[x86::kEcx] = random_.below(24);
  test.gpr[x86::kEsp] = stack_address();
  for (const x86::Register name : {x86::kEbp, x86::kEsi, x86::kEdi}) {
    if (random_.percent(40) && family_ != "control_flow") test.gpr[name] = data_address();
  }
  test.eflags = (random_.bits() & x86::kStatusFlags) | (random_.percent(30) ? x86::kDirection : 0) |
                x86::kInterrupt | x86::kAlwaysOne;
  test.eip = ORACLE_CODE + 0x800 + random_.below(64);
  if (random_.percent(4)) test.eip = ORACLE_CODE + ORACLE_PAGE - random_.from_to(1, 14);
  if (random_.percent(1)) test.eip = ORACLE_CODE + 2 * ORACLE_PAGE - random_.from_to(1, 14);
}

void Generator::put_immediate(OracleCase& test) {
  const std::uint32_t value = edge_value();
  std::memcpy(test.code + test.length, &value, sizeof value);
}

void Generator::put_modrm(OracleCase& test, const Encoding& encoding) {
  std::uint8_t modrm = encoding.modrm;
  if (encoding.free_rm) modrm = static_cast<std::uint8_t>((modrm & 0xf8) | random_.below(8));
  if (encoding.in_memory)
    modrm = static_cast<std::uint8_t>((modrm & 0x38) | random_.below(3) << 6 | random_.below(8));
  test.code[test.length++] = modrm;
  if (!encoding.in_memory) return;
  // Surplus random bytes become the immediate's: the decoder decides.
  if ((modrm & 7) == 4) test.code[test.length++] = random_.byte();
  const std::uint32_t displacement = edge_value();
  std::memcpy(test.code + test.length, &displacement, sizeof displacement);
  const bool wide = (modrm & 0xc0) == 0x80 || (modrm & 0xc7) == 5;
  test.length += (modrm & 0xc0) == 0x40 ? 1 : wide ? 4 : 0;
}

void Generator::put_encoding(OracleCase& test, const Encoding& encoding) {
  if (random_.percent(family_ == "exchange" ? 30 : 4)) test.code[test.length++] = kLock;
  if (random_.percent(3)) test.code[test.length++] = 0x67;
  constexpr std::uint8_t kSegments[] = {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x64, 0x64};
  if (random_.percent(7)) test.code[test.length++] = random_.of<std::uint8_t>(kSegments);
  const bool repeats = family_ == "string" && random_.percent(60);
  if (repeats || random_.percent(1)) test.code[test.length++] = random_.percent(50) ? 0xf2 : 0xf3;
  if (encoding.prefix != 0) test.code[test.length++] = encoding.prefix;
  if (encoding.two_byte) test.code[test.length++] = 0x0f;
  test.code[test.length++] = encoding.opcode;
  if (encoding.has_modrm) put_modrm(test, encoding);
  put_immediate(test);
}

/// LOCK before an instruction that may not have it: #UD, whatever its operands.
bool Generator::keep_illegal_lock(OracleCase& test, const RowEncodings& row, unsigned offset,
                                  std::size_t size) {
  const auto unlocked = x86::decode({test.code + offset + 1, size - 1});
  if (!unlocked || unlocked->mnemonic() != row.mnemonic || !random_.percent(5)) return false;
  test.length = offset + 1 + unlocked->length();
  return true;
}

/// Appends an instruction of a random row and gives its operands addresses that mean something.
bool Generator::append(OracleCase& test, const std::vector<const RowEncodings*>& rows) {
  const RowEncodings& row = *random_.of<const RowEncodings*>(rows);
  const Encoding& encoding = random_.of<Encoding>(row.encodings);
  const unsigned offset = test.length;
  if (offset + 18 > sizeof test.code) return false;
  put_encoding(test, encoding);
  const auto size = std::min<std::size_t>(sizeof test.code - offset, x86::kMaxInstructionLength);
  DUMPLAB_CHECK(test.length + 4 <= sizeof test.code);
  std::memset(test.code + test.length + 4, 0, sizeof test.code - (test.length + 4));
  const auto instruction = x86::decode({test.code + offset, size});
  if (!instruction && test.code[offset] == kLock) return keep_illegal_lock(test, row, offset, size);
  if (!instruction || instruction->mnemonic() != row.mnemonic) {
    return false;
  }
  // What the first instruction leaves in the registers is neither an address nor a count.
  const auto is_unsettled = [](const ZydisDecodedOperand& operand) {
    return is_pointer(operand) ||
           (operand.type == ZYDIS_OPERAND_TYPE_REGISTER && operand.reg.value == ZYDIS_REGISTER_CL);
  };
  if (offset != 0 &&
      std::any_of(instruction->operands.begin(),
                  instruction->operands.begin() + instruction->raw.operand_count, is_unsettled))
    return false;
  for (const NotRun& group : not_run()) {
    if (group.applies(*instruction)) return false;
  }
  test.length = offset + instruction->length();
  test.uses_float = test.uses_float || uses_float_state(*instruction);
  aim(test, *instruction, offset);
  if (row.mnemonic == ZYDIS_MNEMONIC_POPF || row.mnemonic == ZYDIS_MNEMONIC_POPFD) test.gpr[x86::kEsp] &= ~3u;
  return true;
}

void Generator::aim(OracleCase& test, const x86::Instruction& instruction, unsigned offset) {
  if (instruction.raw.attributes & ZYDIS_ATTRIB_IS_RELATIVE) return aim_branch(test, instruction, offset);
  if (instruction.raw.address_width == 16) return;
  for (unsigned i = 0; i < instruction.raw.operand_count; ++i) {
    const ZydisDecodedOperand& operand = instruction.operand(i);
    if (!is_pointer(operand)) continue;
    const bool stack =
        operand.mem.base == ZYDIS_REGISTER_ESP && operand.visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN;
    if (stack) continue;
    const std::uint32_t wanted = operand.mem.base == ZYDIS_REGISTER_ESP ? stack_address() : data_address();
    const std::uint32_t by = wanted - linear_address(operand, test);
    if (operand.mem.base != ZYDIS_REGISTER_NONE && operand.mem.base != operand.mem.index) {
      test.gpr[register_id(operand.mem.base)] += by;
    } else if (instruction.raw.raw.disp.size == 32) {
      const std::uint32_t displacement = static_cast<std::uint32_t>(operand.mem.disp.value) + by;
      std::memcpy(test.code + offset + instruction.raw.raw.disp.offset, &displacement, sizeof displacement);
    } else {
      const std::uint32_t factor = operand.mem.scale + 1u;
      test.gpr[register_id(operand.mem.base)] += by / factor;
    }
  }
}

/// Relative targets lie outside the instruction; short ones among the INT3 around it.
void Generator::aim_branch(OracleCase& test, const x86::Instruction& instruction, unsigned offset) {
  const auto& immediate = instruction.raw.raw.imm[0];
  std::uint32_t distance = random_.percent(50) ? random_.below(60) : 0u - random_.from_to(40, 100);
  if (immediate.size == 32 && random_.percent(50)) distance = landing_address() - (test.eip + test.length);
  std::memcpy(test.code + offset + immediate.offset, &distance, immediate.size / 8);
}

bool Generator::try_case(OracleCase& test) {
  test.length = 0;
  test.uses_float = 0;
  fill_state(test);
  if (!append(test, rows_)) return false;
  if (family_ == kPairs && !append(test, readers_)) return false;
  // What a push writes over the code of later cases would stay there.
  if (test.gpr[x86::kEsp] - (ORACLE_CODE - ORACLE_PAGE) < 4 * ORACLE_PAGE) return false;
  fill_pattern(test);
  if (family_ == "stack") {
    // POPF: no alignment checks, nor what the host does not take back (NT, ID).
    for (unsigned at = 0; at < ORACLE_PATTERN; at += 4) {
      test.pattern[at + 1] &= 0xbf;
      test.pattern[at + 2] &= 0xdb;
    }
  }
  if (test.uses_float)
    fill_float(test);
  else if (random_.percent(2))
    test.eflags |= x86::kTrap;
  return true;
}

}  // namespace dumplab::oracle
