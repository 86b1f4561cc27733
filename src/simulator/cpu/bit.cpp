// SPDX-License-Identifier: MIT
#include "cpu/bit.h"

#include "cpu/families.h"

namespace dumplab::cpu::bit {
namespace {

template <Change kChange, class T>
Handler* test_of(bool memory, bool immediate) {
  if (memory) {
    return immediate ? step<test_body<PlainAccess, kChange, T, true, true>>
                     : step<test_body<PlainAccess, kChange, T, true, false>>;
  }
  return immediate ? step<test_body<PlainAccess, kChange, T, false, true>>
                   : step<test_body<PlainAccess, kChange, T, false, false>>;
}

template <Change kChange>
bool emit_test(Emitter& emit) {
  emit.flatten_address();
  const bool memory = emit.is_memory(0);
  const bool immediate = emit.is_immediate(1);
  emit.emit(emit.size(0) == 2 ? test_of<kChange, std::uint16_t>(memory, immediate)
                              : test_of<kChange, std::uint32_t>(memory, immediate));
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
