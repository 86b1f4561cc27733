// SPDX-License-Identifier: MIT
#pragma once

#include "cpu/flag_state.h"
#include "cpu/op.h"

namespace dumplab::cpu {

struct Core;

namespace logic {

/// CF and OF are cleared; AF, undefined, too.
template <class T>
DUMPLAB_INLINE T finish(T value, Flags& flags) {
  flags.carries = 0;
  flags.result = static_cast<std::make_signed_t<T>>(value);
  return value;
}

struct And {
  static constexpr bool kWrites = true;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return finish<T>(first & second, flags);
  }
};

struct Or {
  static constexpr bool kWrites = true;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return finish<T>(first | second, flags);
  }
};

struct Xor {
  static constexpr bool kWrites = true;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return finish<T>(first ^ second, flags);
  }
};

struct Test {
  static constexpr bool kWrites = false;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return finish<T>(first & second, flags);
  }
};

struct Not {
  template <class T>
  DUMPLAB_INLINE static T apply(Core&, const Op&, T value, Flags&) {
    return static_cast<T>(~value);
  }
};

}  // namespace logic
}  // namespace dumplab::cpu
