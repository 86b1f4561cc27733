// SPDX-License-Identifier: MIT
#include "oracle/cpu/float_compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "oracle/cpu/operand_address.h"

namespace dumplab::oracle {
namespace {

using x86::Instruction;

constexpr unsigned kControl = 0, kStatus = 2, kTags = 4, kMxcsr = 24, kSt = 32, kXmm = 160;
constexpr std::uint16_t kC0 = 0x100, kC1 = 0x200, kC2 = 0x400, kC3 = 0x4000;

enum class Bound { kExact, kReciprocal, kTranscendental };

Bound bound_of(ZydisMnemonic mnemonic) {
  switch (mnemonic) {
    case ZYDIS_MNEMONIC_RCPPS:
    case ZYDIS_MNEMONIC_RCPSS:
    case ZYDIS_MNEMONIC_RSQRTPS:
    case ZYDIS_MNEMONIC_RSQRTSS:
      return Bound::kReciprocal;
    case ZYDIS_MNEMONIC_FSIN:
    case ZYDIS_MNEMONIC_FCOS:
    case ZYDIS_MNEMONIC_FSINCOS:
    case ZYDIS_MNEMONIC_FPTAN:
    case ZYDIS_MNEMONIC_FPATAN:
    case ZYDIS_MNEMONIC_F2XM1:
    case ZYDIS_MNEMONIC_FYL2X:
    case ZYDIS_MNEMONIC_FYL2XP1:
      return Bound::kTranscendental;
    default:
      return Bound::kExact;
  }
}

/// Condition codes that the manual calls undefined after `instruction`.
/// Source: Intel SDM vol. 2, "FPU Flags Affected" of each instruction.
std::uint16_t undefined_conditions(const Instruction& instruction) {
  const ZydisAccessedFlags* const flags = instruction.raw.fpu_flags;
  std::uint16_t mask = 0;
  if (flags != nullptr) {
    const std::uint32_t undefined = flags->undefined;
    if (undefined & ZYDIS_FPUFLAG_C0) mask |= kC0;
    if (undefined & ZYDIS_FPUFLAG_C1) mask |= kC1;
    if (undefined & ZYDIS_FPUFLAG_C2) mask |= kC2;
    if (undefined & ZYDIS_FPUFLAG_C3) mask |= kC3;
  }
  if (bound_of(instruction.mnemonic()) == Bound::kTranscendental) mask |= kC1;
  return mask;
}

template <class T>
T field(const std::uint8_t* image, unsigned offset) {
  T value;
  std::memcpy(&value, image + offset, sizeof value);
  return value;
}

bool close_single(std::uint32_t a, std::uint32_t b) {
  float x, y;
  std::memcpy(&x, &a, sizeof x);
  std::memcpy(&y, &b, sizeof y);
  if (a == b) return true;
  constexpr float kRelative = 2 * 1.5F / 4096;  // both may be off by 1.5 * 2^-12
  return std::isfinite(x) && std::isfinite(y) && std::fabs(x - y) <= kRelative * std::fabs(y);
}

/// Both within 1 ulp of the true value.
bool close_extended(const std::uint8_t* a, const std::uint8_t* b) {
  if (!std::memcmp(a, b, 10)) return true;
  long double x = 0, y = 0;
  std::memcpy(&x, a, 10);
  std::memcpy(&y, b, 10);
  if (!std::isfinite(x) || !std::isfinite(y)) return false;
  // Denormals are as far apart as the smallest normal numbers.
  const long double size = std::max(std::fabs(y), std::numeric_limits<long double>::min());
  return std::fabs(x - y) <= std::ldexp(size, -62);
}

/// The byte at `offset` of data and stack after the instruction.
std::uint8_t memory_byte(const OracleCase& test, const OracleResult& result, std::uint32_t offset) {
  if (offset < result.first || offset > result.last || offset - result.first >= ORACLE_CHANGED)
    return test.pattern[offset % ORACLE_PATTERN];
  return result.changed[offset - result.first];
}

/// Whether byte `at` of the memory image that the instruction writes is one of those that are not compared.
bool is_pointer_byte(const Instruction& instruction, std::uint32_t at) {
  switch (instruction.mnemonic()) {
    case ZYDIS_MNEMONIC_FXSAVE:
      return (at >= 5 && at < 24) || (at >= 28 && at < 32) || at >= 288 ||
             (at >= 32 && at < 160 && at % 16 >= 10);
    case ZYDIS_MNEMONIC_FNSTENV:
    case ZYDIS_MNEMONIC_FNSAVE: {
      const bool small = instruction.raw.operand_width == 16;
      return small ? at >= 6 && at < 14 : (at < 12 && at % 4 >= 2) || (at >= 12 && at < 28);
    }
    default:
      return false;
  }
}

std::optional<std::string> compare_memory(const OracleCase& test, const Instruction& instruction,
                                          const OracleResult& truth, const OracleResult& ours) {
  std::uint32_t image = 0xffffffff;
  for (unsigned i = 0; i < instruction.operand_count(); ++i) {
    if (is_pointer(instruction.operand(i)))
      image = linear_address(instruction.operand(i), test) - ORACLE_DATA;
  }
  std::uint32_t first = ORACLE_MEMORY_SIZE, last = 0;
  for (const OracleResult* result : {&truth, &ours}) {
    if (result->first > result->last) continue;
    first = std::min(first, result->first);
    last = std::max(last, result->last);
  }
  for (std::uint32_t at = first; at <= last && first < ORACLE_MEMORY_SIZE; ++at) {
    if (at - image < 512 && is_pointer_byte(instruction, at - image)) continue;
    const std::uint8_t expected = memory_byte(test, truth, at), found = memory_byte(test, ours, at);
    if (expected != found) return fmt::format("memory +{:x}: {:02x} not {:02x}", at, found, expected);
  }
  return std::nullopt;
}

bool same_xmm(const std::uint8_t* a, const std::uint8_t* b, Bound bound) {
  if (bound != Bound::kReciprocal) return !std::memcmp(a, b, 16);
  for (unsigned part = 0; part < 16; part += 4) {
    if (!close_single(field<std::uint32_t>(a, part), field<std::uint32_t>(b, part))) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> compare_float(const OracleCase& test, const Instruction& instruction,
                                         const OracleResult& truth, const OracleResult& ours) {
  const std::uint8_t *a = truth.fxsave, *b = ours.fxsave;
  const Bound bound = bound_of(instruction.mnemonic());
  const std::uint16_t mask = static_cast<std::uint16_t>(~undefined_conditions(instruction));
  const auto differs = [&](const char* what, std::uint32_t mine, std::uint32_t expected) {
    return fmt::format("{} {:04x} not {:04x}", what, mine, expected);
  };
  if (field<std::uint16_t>(a, kControl) != field<std::uint16_t>(b, kControl))
    return differs("control word", field<std::uint16_t>(b, kControl), field<std::uint16_t>(a, kControl));
  if ((field<std::uint16_t>(a, kStatus) & mask) != (field<std::uint16_t>(b, kStatus) & mask))
    return differs("status word", field<std::uint16_t>(b, kStatus), field<std::uint16_t>(a, kStatus));
  if (a[kTags] != b[kTags]) return differs("tags", b[kTags], a[kTags]);
  if (field<std::uint32_t>(a, kMxcsr) != field<std::uint32_t>(b, kMxcsr))
    return differs("mxcsr", field<std::uint32_t>(b, kMxcsr), field<std::uint32_t>(a, kMxcsr));
  for (unsigned i = 0; i < 8; ++i) {
    const unsigned st = kSt + 16 * i, xmm = kXmm + 16 * i;
    const bool same =
        bound == Bound::kTranscendental ? close_extended(a + st, b + st) : !std::memcmp(a + st, b + st, 10);
    if (!same) return fmt::format("st{}", i);
    if (!same_xmm(a + xmm, b + xmm, bound)) return fmt::format("xmm{}", i);
  }
  return compare_memory(test, instruction, truth, ours);
}

std::string describe_float(const OracleCase& test, const OracleResult& truth, const OracleResult& ours) {
  std::string text;
  const std::array<std::pair<const char*, const std::uint8_t*>, 3> images = {
      {{"before", test.fxsave}, {"truth ", truth.fxsave}, {"ours  ", ours.fxsave}}};
  for (const auto& [name, image] : images) {
    text += fmt::format("      {} cw {:04x} sw {:04x} tags {:02x} mxcsr {:04x}", name,
                        field<std::uint16_t>(image, kControl), field<std::uint16_t>(image, kStatus),
                        image[kTags], field<std::uint32_t>(image, kMxcsr));
    for (unsigned i = 0; i < 8; ++i) {
      const std::uint8_t* const st = image + kSt + 16 * i;
      const std::uint8_t* const xmm = image + kXmm + 16 * i;
      if (image == test.fxsave || std::memcmp(st, test.fxsave + kSt + 16 * i, 10))
        text +=
            fmt::format(" st{} {:04x}.{:016x}", i, field<std::uint16_t>(st, 8), field<std::uint64_t>(st, 0));
      if (image == test.fxsave || std::memcmp(xmm, test.fxsave + kXmm + 16 * i, 16))
        text += fmt::format(" xmm{} {:016x}{:016x}", i, field<std::uint64_t>(xmm, 8),
                            field<std::uint64_t>(xmm, 0));
    }
    text += '\n';
  }
  return text;
}

}  // namespace dumplab::oracle
