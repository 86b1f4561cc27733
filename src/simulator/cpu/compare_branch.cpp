// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "cpu/arithmetic.h"
#include "cpu/families.h"
#include "cpu/logic.h"
#include "cpu/operand.h"

namespace dumplab::cpu {
namespace {

/// The condition straight from the operands.  For TEST `second` is 0 and `first` the conjunction.
template <unsigned kCondition, class T>
DUMPLAB_INLINE bool compare_holds(T first, T second) {
  using S = std::make_signed_t<T>;
  constexpr unsigned kKind = kCondition >> 1;
  bool value = false;
  if constexpr (kKind == 1) value = first < second;
  if constexpr (kKind == 2) value = first == second;
  if constexpr (kKind == 3) value = first <= second;
  if constexpr (kKind == 4) value = static_cast<S>(static_cast<T>(first - second)) < 0;
  if constexpr (kKind == 6) value = static_cast<S>(first) < static_cast<S>(second);
  if constexpr (kKind == 7) value = static_cast<S>(first) <= static_cast<S>(second);
  return value != static_cast<bool>(kCondition & 1);
}

template <class Access, bool kTest, Form kForm, class T, unsigned kCondition>
DUMPLAB_INLINE bool compare_body(Core& core, const Op& op, Flags& flags, bool& taken) {
  T first, second;
  if (!load_source<Access, kForm, T>(core, op, second)) return false;
  if constexpr (writes_register(kForm)) {
    first = get<T>(core, op.arg.destination);
  } else if (!Access::template read<T>(core, address<is_indexed(kForm)>(core, op), first)) {
    return false;
  }
  if constexpr (kTest) {
    taken = compare_holds<kCondition, T>(logic::Test::apply<T>(first, second, flags), 0);
  } else {
    arithmetic::Compare::apply<T>(first, second, flags);
    taken = compare_holds<kCondition, T>(first, second);
  }
  return true;
}

/// O and P conditions (kinds 0 and 5) are rare after a compare and are not fused.
constexpr bool fuses(unsigned condition) { return condition >> 1 != 0 && condition >> 1 != 5; }

template <bool kTest, Form kForm, class T, std::size_t kCondition>
constexpr Handler* fused_handler() {
  if constexpr (!fuses(kCondition)) {
    return nullptr;
  } else {
    return branch<compare_body<PlainAccess, kTest, kForm, T, kCondition>, 1>;
  }
}

template <bool kTest, Form kForm, class T, std::size_t... kConditions>
constexpr auto fused_table(std::index_sequence<kConditions...>) {
  return std::array<Handler*, 16>{fused_handler<kTest, kForm, T, kConditions>()...};
}

template <bool kTest, Form kForm, class T>
inline constexpr auto kFused = fused_table<kTest, kForm, T>(std::make_index_sequence<16>());

template <bool kTest, class T>
Handler* fused_of(Form form, unsigned condition) {
  switch (form) {
    case Form::kRegReg:
      return kFused<kTest, Form::kRegReg, T>[condition];
    case Form::kRegImm:
      return kFused<kTest, Form::kRegImm, T>[condition];
    case Form::kRegMem:
      return kFused<kTest, Form::kRegMem, T>[condition];
    case Form::kRegIndexed:
      return kFused<kTest, Form::kRegIndexed, T>[condition];
    case Form::kMemReg:
      return kFused<kTest, Form::kMemReg, T>[condition];
    case Form::kIndexedReg:
      return kFused<kTest, Form::kIndexedReg, T>[condition];
    case Form::kMemImm:
      return kFused<kTest, Form::kMemImm, T>[condition];
    case Form::kIndexedImm:
      return kFused<kTest, Form::kIndexedImm, T>[condition];
  }
  return nullptr;
}

}  // namespace

Handler* fuse_compare(const Emitter& compare, unsigned condition) {
  const bool test = compare.instruction().mnemonic() == ZYDIS_MNEMONIC_TEST;
  if (!test && compare.instruction().mnemonic() != ZYDIS_MNEMONIC_CMP) return nullptr;
  const Form form = form_of(compare);
  switch (compare.size(0)) {
    case 1:
      return test ? fused_of<true, std::uint8_t>(form, condition)
                  : fused_of<false, std::uint8_t>(form, condition);
    case 4:
      return test ? fused_of<true, std::uint32_t>(form, condition)
                  : fused_of<false, std::uint32_t>(form, condition);
    default:
      return nullptr;
  }
}

}  // namespace dumplab::cpu
