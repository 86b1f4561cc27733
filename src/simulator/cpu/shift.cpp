// SPDX-License-Identifier: MIT
#include "cpu/shift.h"

#include "cpu/families.h"
#include "cpu/operand.h"

namespace dumplab::cpu::shift {
namespace {

template <template <class, Count> class Kind, class Operation>
bool emit_shift(Emitter& emit, unsigned count_operand) {
  if (!emit.is_immediate(count_operand)) {
    emit_unary<PlainAccess, Kind<Operation, Count::kCl>>(emit);
  } else if ((emit.arg.immediate & 31) != 0) {
    emit_unary<PlainAccess, Kind<Operation, Count::kNonZeroImmediate>>(emit);
  } else {
    emit_unary<PlainAccess, Touch>(emit);
  }
  return true;
}

}  // namespace

bool shift(Emitter& emit, unsigned variant) {
  switch (variant) {
    case 0:
      return emit_shift<Shift, Left>(emit, 1);
    case 1:
      return emit_shift<Shift, Right>(emit, 1);
    default:
      return emit_shift<Shift, RightSigned>(emit, 1);
  }
}

bool rotate(Emitter& emit, unsigned right) {
  return right ? emit_shift<Shift, RotateRight>(emit, 1) : emit_shift<Shift, RotateLeft>(emit, 1);
}

bool rotate_through_carry(Emitter& emit, unsigned right) {
  return right ? emit_shift<Shift, RotateCarryRight>(emit, 1) : emit_shift<Shift, RotateCarryLeft>(emit, 1);
}

bool double_shift(Emitter& emit, unsigned right) {
  return right ? emit_shift<DoubleShift, DoubleRight>(emit, 2) : emit_shift<DoubleShift, DoubleLeft>(emit, 2);
}

}  // namespace dumplab::cpu::shift
