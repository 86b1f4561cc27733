// SPDX-License-Identifier: MIT
#include "cpu/unmasked_rounding.h"

#include <algorithm>
#include <iterator>

#include "cpu/vector.h"
#include "cpu/x87_host.h"

namespace dumplab::cpu::vector {
namespace {

using x87_host::Work;

struct Format {
  x87_host::Source source;
  unsigned size;            // bytes
  std::uint64_t exponent;   // mask of its exponent
  int least, greatest;      // unbiased exponents of normal numbers
  std::uint16_t precision;  // field of the x87 control word
};

constexpr Format kSingles{x87_host::kSingle, 4, 0x7f800000, -126, 127, 0x000};
constexpr Format kDoubles{x87_host::kDouble, 8, 0x7ff0000000000000, -1022, 1023, 0x200};

/// An operation whose results may overflow or underflow.
struct Rounding {
  Row row;
  x87_host::Arithmetic operation;
  const Format& from;
  const Format& to;
  unsigned lanes;
};

/// A conversion multiplies by 1.
constexpr Rounding kRoundings[] = {
    {kADDPS, x87_host::kAdd, kSingles, kSingles, 4},
    {kADDPD, x87_host::kAdd, kDoubles, kDoubles, 2},
    {kADDSS, x87_host::kAdd, kSingles, kSingles, 1},
    {kADDSD, x87_host::kAdd, kDoubles, kDoubles, 1},
    {kSUBPS, x87_host::kSubtract, kSingles, kSingles, 4},
    {kSUBPD, x87_host::kSubtract, kDoubles, kDoubles, 2},
    {kSUBSS, x87_host::kSubtract, kSingles, kSingles, 1},
    {kSUBSD, x87_host::kSubtract, kDoubles, kDoubles, 1},
    {kMULPS, x87_host::kMultiply, kSingles, kSingles, 4},
    {kMULPD, x87_host::kMultiply, kDoubles, kDoubles, 2},
    {kMULSS, x87_host::kMultiply, kSingles, kSingles, 1},
    {kMULSD, x87_host::kMultiply, kDoubles, kDoubles, 1},
    {kDIVPS, x87_host::kDivide, kSingles, kSingles, 4},
    {kDIVPD, x87_host::kDivide, kDoubles, kDoubles, 2},
    {kDIVSS, x87_host::kDivide, kSingles, kSingles, 1},
    {kDIVSD, x87_host::kDivide, kDoubles, kDoubles, 1},
    {kCVTPD2PS, x87_host::kMultiply, kDoubles, kSingles, 2},
    {kCVTSD2SS, x87_host::kMultiply, kDoubles, kSingles, 1},
};

constexpr Extended kOne{std::uint64_t{1} << 63, 0x3fff};

std::uint64_t lane_of(const Vector& vector, const Format& format, unsigned lane) {
  return format.size == 4 ? vector.get<std::uint32_t>(lane) : vector.get<std::uint64_t>(lane);
}

Vector splat(std::uint64_t value, const Format& format) {
  Vector vector;
  for (unsigned lane = 0; lane < 16 / format.size; ++lane) {
    format.size == 4 ? vector.put(static_cast<std::uint32_t>(value), lane) : vector.put(value, lane);
  }
  return vector;
}

/// The flags of one lane alone, with all exceptions masked.
std::uint32_t masked_flags(std::uint32_t mxcsr, Function& apply, Vector first, const Vector& second) {
  const std::uint32_t before = mxcsr::host();
  mxcsr::set_host(mxcsr::masked_control(mxcsr));
  apply(first, second, 0);
  const std::uint32_t flags = mxcsr::host() & mxcsr::kFlags;
  mxcsr::set_host(before);
  return flags;
}

Extended operand(std::uint32_t mxcsr, std::uint64_t bits, const Format& format) {
  const bool denormal = (bits & format.exponent) == 0;
  if (denormal && (mxcsr & mxcsr::kDenormalsAreZero) != 0) bits &= std::uint64_t{1} << (8 * format.size - 1);
  Work work{.control = 0x037f};
  work.memory.put(bits);
  x87_host::load(format.source)(work);
  return work.value;
}

/// The operation on x87, whose exponents are wide enough for any result.
Work unbounded(std::uint32_t mxcsr, const Rounding& rounding, std::uint64_t first, std::uint64_t second) {
  const unsigned direction = mxcsr >> 13 & 3;
  Work work{.control = static_cast<std::uint16_t>(0x007f | rounding.to.precision | direction << 10)};
  const bool converts = &rounding.from != &rounding.to;
  work.value = converts ? kOne : operand(mxcsr, first, rounding.from);
  work.other = operand(mxcsr, second, rounding.from);
  x87_host::arithmetic(rounding.operation, x87_host::kRegister)(work);
  return work;
}

std::uint32_t lane_flags(std::uint32_t mxcsr, const Rounding& rounding, Function& apply, std::uint64_t first,
                         std::uint64_t second) {
  const std::uint32_t masked =
      masked_flags(mxcsr, apply, splat(first, rounding.from), splat(second, rounding.from));
  const Work work = unbounded(mxcsr, rounding, first, second);
  const bool finite = work.value.exponent() != 0 && work.value.exponent() != 0x7fff;
  const int exponent = static_cast<int>(work.value.exponent()) - 0x3fff;
  std::uint32_t outcome = 0;
  if (finite && exponent < rounding.to.least && (mxcsr & mxcsr::kUnderflowMask) == 0) outcome = kUnderflowed;
  if (finite && exponent > rounding.to.greatest && (mxcsr & mxcsr::kOverflowMask) == 0) outcome = kOverflowed;
  if (outcome == 0) return masked;
  return (masked & mxcsr::kBeforeFlags) | outcome | (work.status & kInexact);
}

}  // namespace

std::uint32_t unmasked_flags(std::uint32_t mxcsr, unsigned number, const Vector& first, const Vector& second,
                             std::uint32_t flags) {
  const auto* const rounding =
      std::find_if(std::begin(kRoundings), std::end(kRoundings),
                   [&](const Rounding& entry) { return entry.row == number / kForms; });
  const bool concerns = (~mxcsr & (mxcsr::kUnderflowMask | mxcsr::kOverflowMask)) != 0;
  if (rounding == std::end(kRoundings) || !concerns) return flags;
  std::uint32_t result = 0;
  for (unsigned lane = 0; lane < rounding->lanes; ++lane) {
    result |= lane_flags(mxcsr, *rounding, *function(number), lane_of(first, rounding->from, lane),
                         lane_of(second, rounding->from, lane));
  }
  return result;
}

}  // namespace dumplab::cpu::vector
