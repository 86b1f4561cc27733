// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <type_traits>

#include "cpu/operand.h"

namespace dumplab::cpu::multiply_divide {

template <class T>
struct Twice;
template <>
struct Twice<std::uint8_t> {
  using Type = std::uint16_t;
};
template <>
struct Twice<std::uint16_t> {
  using Type = std::uint32_t;
};
template <>
struct Twice<std::uint32_t> {
  using Type = std::uint64_t;
};

template <class T>
using Wide = typename Twice<T>::Type;
template <class T>
using SignedWide = std::make_signed_t<Wide<T>>;

/// AX, DX:AX or EDX:EAX.
template <class T>
DUMPLAB_INLINE Wide<T> get_double(const Core& core) {
  if constexpr (sizeof(T) == 1) return get<std::uint16_t>(core, 0);
  return static_cast<Wide<T>>(static_cast<Wide<T>>(get<T>(core, x86::kEdx * 4)) << 8 * sizeof(T) |
                              get<T>(core, 0));
}

template <class T>
DUMPLAB_INLINE void put_double(Core& core, T low, T high) {
  put<T>(core, 0, low);
  put<T>(core, sizeof(T) == 1 ? 1 : x86::kEdx * 4, high);
}

/// A result with SF and ZF clear and PF set.
inline constexpr std::int64_t kPositiveEven = 3;

/// SF, ZF, PF and AF are undefined after a multiplication; here SF and PF follow the low half and ZF and AF
/// are clear, as on Intel processors.
template <class T>
DUMPLAB_INLINE void set_product_flags(Flags& flags, T low, bool overflow) {
  flags.set<T>(low, overflow, overflow, false);
  if (low == 0) flags.result = kPositiveEven;
}

/// MUL and the one-operand IMUL.
template <class Access, class T, bool kSigned, bool kMemory>
DUMPLAB_INLINE bool multiply_wide(Core& core, const Op& op, Flags& flags) {
  T factor;
  if (!load_operand<Access, T, kMemory>(core, op, factor)) return false;
  const T other = get<T>(core, 0);
  if constexpr (kSigned) {
    using S = std::make_signed_t<T>;
    const auto product = static_cast<SignedWide<T>>(static_cast<SignedWide<T>>(static_cast<S>(other)) *
                                                    static_cast<S>(factor));
    put_double<T>(core, static_cast<T>(product), static_cast<T>(product >> 8 * sizeof(T)));
    set_product_flags<T>(flags, static_cast<T>(product), product != static_cast<S>(product));
  } else {
    const auto product = static_cast<Wide<T>>(static_cast<Wide<T>>(other) * factor);
    const T high = static_cast<T>(product >> 8 * sizeof(T));
    put_double<T>(core, static_cast<T>(product), high);
    set_product_flags<T>(flags, static_cast<T>(product), high != 0);
  }
  return true;
}

/// IMUL with two or three operands.
template <class Access, class T, bool kImmediate, bool kMemory>
DUMPLAB_INLINE bool multiply_into(Core& core, const Op& op, Flags& flags) {
  using S = std::make_signed_t<T>;
  T factor;
  if (!load_operand<Access, T, kMemory>(core, op, factor)) return false;
  const T other = kImmediate ? static_cast<T>(op.arg.immediate) : get<T>(core, op.arg.destination);
  const std::int64_t product = static_cast<std::int64_t>(static_cast<S>(factor)) * static_cast<S>(other);
  put<T>(core, op.arg.destination, static_cast<T>(product));
  set_product_flags<T>(flags, static_cast<T>(product), product != static_cast<S>(product));
  return true;
}

/// #DE when the divisor is 0 or the quotient does not fit.  All flags are undefined: left alone.
template <class Access, class T, bool kSigned, bool kMemory>
DUMPLAB_INLINE bool divide(Core& core, const Op& op, Flags&) {
  T divisor;
  if (!load_operand<Access, T, kMemory>(core, op, divisor)) return false;
  const Wide<T> dividend = get_double<T>(core);
  if (divisor == 0) return core.raise(x86::kDivideError);
  if constexpr (kSigned) {
    using S = std::make_signed_t<T>;
    const auto a = static_cast<SignedWide<T>>(dividend);
    const auto b = static_cast<S>(divisor);
    // The one quotient that the host division itself could not hold.
    if (b == -1 && dividend == static_cast<Wide<T>>(Wide<T>{1} << (16 * sizeof(T) - 1))) {
      return core.raise(x86::kDivideError);
    }
    const auto quotient = static_cast<SignedWide<T>>(a / b);
    if (quotient != static_cast<S>(quotient)) return core.raise(x86::kDivideError);
    put_double<T>(core, static_cast<T>(quotient), static_cast<T>(a % b));
  } else {
    const Wide<T> quotient = static_cast<Wide<T>>(dividend / divisor);
    if (quotient != static_cast<T>(quotient)) return core.raise(x86::kDivideError);
    put_double<T>(core, static_cast<T>(quotient), static_cast<T>(dividend % divisor));
  }
  return true;
}

}  // namespace dumplab::cpu::multiply_divide
