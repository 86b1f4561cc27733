// SPDX-License-Identifier: MIT
#include "cpu/bit.h"

#include "cpu/families.h"

namespace dumplab::cpu::bit {
namespace {

template <Change kChange, class T>
Handler* test_of(bool memory, Number number) {
  if (!memory) {
    return number == Number::kImmediate ? step<test_body<PlainAccess, kChange, T, false, Number::kImmediate>>
                                        : step<test_body<PlainAccess, kChange, T, false, Number::kInUnit>>;
  }
  switch (number) {
    case Number::kImmediate:
      return step<test_body<PlainAccess, kChange, T, true, Number::kImmediate>>;
    case Number::kRegister:
      return step<test_body<PlainAccess, kChange, T, true, Number::kRegister>>;
    default:
      return step<test_body<PlainAccess, kChange, T, true, Number::kInUnit>>;
  }
}

template <class T>
Handler* unit_address(bool narrow, bool fs) {
  if (!narrow) return step<move_to_unit<T, false, true>>;
  return fs ? step<move_to_unit<T, true, true>> : step<move_to_unit<T, true, false>>;
}

Number number_of(Emitter& emit) {
  if (emit.is_immediate(1)) return Number::kImmediate;
  if (!emit.is_memory(0)) return Number::kInUnit;
  const bool narrow = emit.instruction().raw.address_width == 16;
  const bool fs = emit.has(ZYDIS_ATTRIB_HAS_SEGMENT_FS);
  if (!narrow && !fs) return Number::kRegister;
  emit.emit(emit.size(0) == 2 ? unit_address<std::uint16_t>(narrow, fs)
                              : unit_address<std::uint32_t>(narrow, fs));
  return Number::kInUnit;
}

template <Change kChange>
bool emit_test(Emitter& emit) {
  emit.flatten_address();
  const bool memory = emit.is_memory(0);
  const Number number = number_of(emit);
  emit.emit(emit.size(0) == 2 ? test_of<kChange, std::uint16_t>(memory, number)
                              : test_of<kChange, std::uint32_t>(memory, number));
  return true;
}

template <class T>
Handler* scan_of(bool reverse, bool memory) {
  if (reverse)
    return memory ? step<scan_body<PlainAccess, T, true, true>>
                  : step<scan_body<PlainAccess, T, true, false>>;
  return memory ? step<scan_body<PlainAccess, T, false, true>>
                : step<scan_body<PlainAccess, T, false, false>>;
}

}  // namespace

bool test(Emitter& emit, unsigned variant) {
  switch (static_cast<Change>(variant)) {
    case Change::kTest:
      return emit_test<Change::kTest>(emit);
    case Change::kSet:
      return emit_test<Change::kSet>(emit);
    case Change::kReset:
      return emit_test<Change::kReset>(emit);
    default:
      return emit_test<Change::kComplement>(emit);
  }
}

bool scan(Emitter& emit, unsigned reverse) {
  emit.flatten_address();
  const bool memory = emit.is_memory(1);
  emit.emit(emit.size(0) == 2 ? scan_of<std::uint16_t>(reverse, memory)
                              : scan_of<std::uint32_t>(reverse, memory));
  return true;
}

}  // namespace dumplab::cpu::bit
