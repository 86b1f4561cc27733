// SPDX-License-Identifier: MIT
#include "cpu/families.h"
#include "cpu/transcendental.h"
#include "cpu/x87.h"

namespace dumplab::cpu::x87 {
namespace {

using quad::Rounded;
using transcendental::is_nan;
using x87_host::Work;

using Unary = Rounded(const Extended& number, std::uint16_t control);
using Binary = Rounded(const Extended& top, const Extended& below, std::uint16_t control);

constexpr Extended kOneNumber{std::uint64_t{1} << 63, 0x3fff};

/// The NaN that an operation on these gives, by the host's rule for any two operands.
Rounded propagate(Core& core, const Extended& first, const Extended& second) {
  Work work = work_of(core);
  work.value = first;
  work.other = second;
  x87_host::arithmetic(x87_host::kAdd, x87_host::kRegister)(work);
  return {work.value, work.status};
}

Rounded apply(Core& core, Unary* function, const Extended& number) {
  if (is_nan(number)) return propagate(core, number, kOneNumber);
  return function(number, core.floats.control);
}

/// An unmasked denormal operand ends the instruction before it has a result to report on.
bool raise_all(Core& core, const Op& op, std::uint16_t status) {
  const bool ends = (status & kDenormal & ~core.floats.control) != 0;
  return raise(core, op, ends ? status & kBeforeOperation : status, kBeforeOperation);
}

void clear_c2(FloatState& floats) { floats.status &= static_cast<std::uint16_t>(~kC2); }

/// F2XM1, FSIN, FCOS.
template <Unary* kFunction, bool kAngle>
bool unary_body(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  if (kAngle) clear_c2(floats);
  if (floats.empty(0)) {
    if (!underflow(core, op)) return true;
    floats.st(0) = kIndefinite;
    floats.set_valid(0);
    return true;
  }
  if (kAngle && transcendental::is_out_of_range(floats.st(0))) {
    floats.status = static_cast<std::uint16_t>((floats.status & ~kC1) | kC2);
    return true;
  }
  const Rounded result = apply(core, kFunction, floats.st(0));
  if (raise_all(core, op, result.status)) floats.st(0) = result.value;
  return true;
}

/// FSINCOS pushes the cosine, FPTAN 1.
template <bool kTangent>
bool pushing_body(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  clear_c2(floats);
  if (floats.empty(0) || !floats.empty(7)) {
    const bool masked = floats.empty(0) ? underflow(core, op) : overflow(core, op);
    if (!masked) return true;
    floats.st(0) = kIndefinite;
    floats.set_valid(0);
    push(floats, kIndefinite);
    return true;
  }
  const Extended angle = floats.st(0);
  if (transcendental::is_out_of_range(angle)) {
    floats.status = static_cast<std::uint16_t>((floats.status & ~kC1) | kC2);
    return true;
  }
  const Rounded lower = apply(core, kTangent ? transcendental::tangent : transcendental::sine, angle);
  Rounded upper{kOneNumber, 0};
  if (!kTangent) upper = apply(core, transcendental::cosine, angle);
  if (kTangent && ((lower.status & kInvalid) != 0 || is_nan(lower.value))) upper.value = lower.value;
  if (!raise_all(core, op, lower.status | upper.status)) return true;
  floats.st(0) = lower.value;
  push(floats, upper.value);
  return true;
}

Rounded arc_tangent(const Extended& top, const Extended& below, std::uint16_t control) {
  return transcendental::arc_tangent(below, top, control);
}

/// FPATAN, FYL2X, FYL2XP1: the result replaces both operands.
template <Binary* kFunction>
bool popping_body(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  Rounded result{kIndefinite, kInvalid | kStackFault};
  if (!floats.empty(0) && !floats.empty(1)) {
    const Extended top = floats.st(0), below = floats.st(1);
    result =
        is_nan(top) || is_nan(below) ? propagate(core, top, below) : kFunction(top, below, floats.control);
  }
  if (!raise_all(core, op, result.status)) return true;
  floats.st(1) = result.value;
  floats.set_valid(1);
  pop(floats);
  return true;
}

}  // namespace

bool fsin(Emitter& emit, unsigned) { return emit_waiting<unary_body<transcendental::sine, true>>(emit); }
bool fcos(Emitter& emit, unsigned) { return emit_waiting<unary_body<transcendental::cosine, true>>(emit); }
bool f2xm1(Emitter& emit, unsigned) {
  return emit_waiting<unary_body<transcendental::exponential, false>>(emit);
}
bool fsincos(Emitter& emit, unsigned) { return emit_waiting<pushing_body<false>>(emit); }
bool fptan(Emitter& emit, unsigned) { return emit_waiting<pushing_body<true>>(emit); }
bool fpatan(Emitter& emit, unsigned) { return emit_waiting<popping_body<arc_tangent>>(emit); }
bool fyl2x(Emitter& emit, unsigned) { return emit_waiting<popping_body<transcendental::logarithm>>(emit); }
bool fyl2xp1(Emitter& emit, unsigned) {
  return emit_waiting<popping_body<transcendental::logarithm_plus_one>>(emit);
}

}  // namespace dumplab::cpu::x87
