// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/float_state.h"

/// Exact x87 operations on the host's x87 unit, under the guest's control word.  Every function leaves the
/// host with its own control word, an empty stack and no pending exception.
namespace dumplab::cpu::x87_host {

/// Operands and results of one operation.
struct Work {
  Extended value{};          // ST0; also the result
  Extended other{};          // ST1 or ST(i)
  Vector memory{};           // operand or result in memory format
  std::uint16_t control;     // the guest's
  std::uint16_t status = 0;  // of the host after the operation: exceptions and conditions
};

using Operation = void(Work& work);

/// Clears what other code left in the host's status word.  Before the first operation of a run.
inline void prepare() { __asm__ volatile("fnclex"); }

/// value = value op source.  With unmasked exceptions as in `control`: then `value` is what hardware leaves.
enum Arithmetic : std::uint8_t { kAdd, kSubtract, kSubtractReversed, kMultiply, kDivide, kDivideReversed };
enum Source : std::uint8_t { kRegister, kSingle, kDouble, kInteger32, kInteger16, kInteger64, kDecimal };
Operation* arithmetic(unsigned operation, Source source);

/// value = source, exceptions masked.
Operation* load(Source source);
enum Constant : std::uint8_t { kOne, kLog2Of10, kLog2OfE, kPi, kLog10Of2, kLnOf2, kZero };
Operation* load_constant(unsigned constant);

/// memory = value.  64-bit integers and decimals run with exceptions masked.
Operation* store(Source target);

/// Conditions of value against source, exceptions masked.
Operation* compare(Source source);
extern Operation compare_unordered, test_zero, examine;

extern Operation square_root, round_to_integer, scale, remainder, remainder_nearest;
/// value = significand, other = exponent; exceptions masked.
extern Operation extract;

}  // namespace dumplab::cpu::x87_host
