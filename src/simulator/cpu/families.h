// SPDX-License-Identifier: MIT
#pragma once

#include "cpu/emitter.h"

/// The selectors that mnemonics.def names, by family.  Each is `bool (Emitter&, unsigned variant)`.
namespace dumplab::cpu {

namespace data_move {
Selector move, extend, load_address, set_if, move_if, widen, swap_bytes, translate_byte, nop;
}
namespace arithmetic {
Selector binary, unary;
}
namespace logic {
Selector binary, complement;
}
namespace shift {
Selector shift, rotate, rotate_through_carry, double_shift;
}
namespace multiply_divide {
Selector multiply, signed_multiply, divide;
}
namespace control_flow {
Selector jump, branch, loop, call, ret;

/// Ends a block after its instruction number `position`: goes on at `eip`, the next one.
void append_fall_through(std::vector<Op>& ops, std::uint32_t eip, unsigned position);
}  // namespace control_flow
namespace string {
Selector move, store, load, scan, compare;
}
namespace stack {
Selector push, pop, push_all, pop_all, push_flags, pop_flags, enter, leave, touch_top;
}
namespace bit {
Selector test, scan;
}
namespace flag {
Selector change, load_ah, store_ah, set_al_from_carry;
}
namespace exchange {
Selector exchange, add, compare, compare_eight;
}
namespace bcd {
Selector adjust, multiply, divide;
}
namespace float_control {
Selector initialize, clear, wait, nothing, store, load;
}
namespace x87 {
Selector arithmetic, load, store, load_integer, store_integer, load_constant, exchange, move_if, stack,
    compare, test;
Selector fsqrt, frndint, fscale, fprem, fprem1, fxtract, fchs, fabs;
Selector fsin, fcos, f2xm1, fsincos, fptan, fpatan, fyl2x, fyl2xp1;
}  // namespace x87
namespace vector {
Selector operate, compare, move_masked, flush_line;
}
namespace system {
Selector interrupt, overflow, bound, cpuid, time_stamp, enter, privileged, invalid, int3, unimplemented;
}

/// The handler of `compare` (a CMP or TEST of 8 or 32 bits) together with a branch on `condition` right
/// after it, or nullptr if there is none.
Handler* fuse_compare(const Emitter& compare, unsigned condition);

}  // namespace dumplab::cpu
