// SPDX-License-Identifier: MIT
#include "cpu/control_flow.h"

#include <array>
#include <cstddef>
#include <utility>

#include "cpu/families.h"

namespace dumplab::cpu::control_flow {
namespace {

template <std::size_t... kConditions>
constexpr auto branch_table(std::index_sequence<kConditions...>) {
  return std::array<Handler*, 16>{cpu::branch<test_condition<kConditions>, 0>...};
}

template <class T>
Handler* loop_of(unsigned variant) {
  constexpr Handler* kTable[] = {
      cpu::branch<test_counter<Loop::kIfZero, T>, 0>,
      cpu::branch<test_counter<Loop::kAlways, T>, 0>,
      cpu::branch<test_counter<Loop::kWhileZero, T>, 0>,
      cpu::branch<test_counter<Loop::kWhileNotZero, T>, 0>,
  };
  return kTable[variant];
}

/// With an operand-size prefix EIP is cut to 16 bits.
bool has_narrow_eip(const Emitter& emit) { return emit.has(ZYDIS_ATTRIB_HAS_OPERANDSIZE); }

bool is_far(const Emitter& emit) { return emit.instruction().raw.meta.branch_type == ZYDIS_BRANCH_TYPE_FAR; }

std::uint32_t direct_target(const Emitter& emit) {
  return has_narrow_eip(emit) ? emit.arg.immediate & 0xffff : emit.arg.immediate;
}

bool emit_two_way(Emitter& emit, Handler* handler) {
  emit.emit(handler);
  emit.emit_exit(direct_target(emit));
  emit.emit_exit(emit.next_eip());
  return true;
}

bool emit_direct(Emitter& emit, Handler* handler) {
  emit.arg.immediate = direct_target(emit);
  emit.emit(handler);
  emit.emit_exit(emit.arg.immediate);
  return true;
}

template <class T, bool kCall>
bool emit_indirect(Emitter& emit) {
  emit.flatten_address();
  if (emit.is_register(0)) emit.arg.source = emit.arg.destination;
  emit.emit(emit.is_register(0) ? cpu::jump<go_indirect<PlainAccess, T, kCall, false>>
                                : cpu::jump<go_indirect<PlainAccess, T, kCall, true>>);
  emit.end_block();
  return true;
}

template <bool kCall>
bool emit_indirect(Emitter& emit) {
  return has_narrow_eip(emit) ? emit_indirect<std::uint16_t, kCall>(emit)
                              : emit_indirect<std::uint32_t, kCall>(emit);
}

}  // namespace

void append_fall_through(std::vector<Op>& ops, std::uint32_t eip, unsigned position) {
  Op op{};
  op.handler = cpu::jump<jump_direct>;
  op.next_eip = eip;
  op.position = static_cast<std::uint8_t>(position);
  ops.push_back(op);
  op.handler = nullptr;
  op.exit = Exit{nullptr, eip};
  ops.push_back(op);
}

bool branch(Emitter& emit, unsigned condition) {
  static constexpr auto kTable = branch_table(std::make_index_sequence<16>());
  return emit_two_way(emit, kTable[condition]);
}

bool loop(Emitter& emit, unsigned variant) {
  const bool narrow = emit.instruction().raw.address_width == 16;
  return emit_two_way(emit, narrow ? loop_of<std::uint16_t>(variant) : loop_of<std::uint32_t>(variant));
}

bool jump(Emitter& emit, unsigned) {
  if (is_far(emit)) return false;
  return emit.is_immediate(0) ? emit_direct(emit, cpu::jump<jump_direct>) : emit_indirect<false>(emit);
}

bool call(Emitter& emit, unsigned) {
  if (is_far(emit)) return false;
  if (!emit.is_immediate(0)) return emit_indirect<true>(emit);
  return emit_direct(emit, has_narrow_eip(emit) ? cpu::jump<call_direct<PlainAccess, std::uint16_t>>
                                                : cpu::jump<call_direct<PlainAccess, std::uint32_t>>);
}

bool ret(Emitter& emit, unsigned) {
  if (is_far(emit)) return false;
  emit.emit(has_narrow_eip(emit) ? cpu::jump<go_back<PlainAccess, std::uint16_t>>
                                 : cpu::jump<go_back<PlainAccess, std::uint32_t>>);
  emit.end_block();
  return true;
}

}  // namespace dumplab::cpu::control_flow
