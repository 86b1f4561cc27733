// SPDX-License-Identifier: MIT
#include <emmintrin.h>

#include <array>

#include "cpu/families.h"
#include "cpu/reciprocal.h"
#include "cpu/vector.h"

namespace dumplab::cpu::vector {
namespace {

__m128i bits_of(const Vector& value) {
  return _mm_load_si128(reinterpret_cast<const __m128i*>(value.bytes.data()));
}
void set_bits(Vector& value, __m128i bits) {
  _mm_store_si128(reinterpret_cast<__m128i*>(value.bytes.data()), bits);
}

// The instruction itself, by name: a compiler may exchange the operands of its intrinsic, and with them NaNs.
#define DUMPLAB_HOST(opcode)                                                \
  void host_##opcode(Vector& destination, const Vector& source, unsigned) { \
    __m128i value = bits_of(destination);                                   \
    const __m128i other = bits_of(source);                                  \
    __asm__ volatile(#opcode " %1, %0" : "+x"(value) : "x"(other));         \
    set_bits(destination, value);                                           \
  }

#define HOST(name, opcode, kind) DUMPLAB_HOST(opcode)
#define HIGH(name, opcode) DUMPLAB_HOST(opcode)
#define PACK(name, opcode) DUMPLAB_HOST(opcode)
#define OWN(name, function, kind)
#define MOVE(name, between, from_memory, to_memory)
#include "cpu/vector.def"
#undef HOST
#undef HIGH
#undef PACK
#undef OWN
#undef MOVE

/// PUNPCKH on 8 bytes: the upper half of what the 16-byte form makes of operands moved to their upper halves.
template <Function* kWide>
void unpack_high(Vector& destination, const Vector& source, unsigned immediate) {
  Vector first, second;
  first.put(destination.get<std::uint64_t>(), 1);
  second.put(source.get<std::uint64_t>(), 1);
  kWide(first, second, immediate);
  destination.put(first.get<std::uint64_t>(1));
}

/// PACK on 8 bytes: one operand of 16 bytes made of both.
template <Function* kWide>
void pack(Vector& destination, const Vector& source, unsigned immediate) {
  Vector both;
  both.put(destination.get<std::uint64_t>(), 0);
  both.put(source.get<std::uint64_t>(), 1);
  const Vector same = both;
  kWide(both, same, immediate);
  destination.put(both.get<std::uint64_t>());
}

#define DUMPLAB_FROM_INTEGER(name, opcode)                                                \
  void name(Vector& destination, const Vector& source, unsigned) {                        \
    __m128i value = bits_of(destination);                                                 \
    __asm__ volatile(#opcode " %1, %0" : "+x"(value) : "r"(source.get<std::uint32_t>())); \
    set_bits(destination, value);                                                         \
  }
DUMPLAB_FROM_INTEGER(integer_to_single, cvtsi2ssl)
DUMPLAB_FROM_INTEGER(integer_to_double, cvtsi2sdl)

#define DUMPLAB_TO_INTEGER(name, opcode)                                      \
  void name(Vector& destination, const Vector& source, unsigned) {            \
    std::uint32_t value;                                                      \
    __asm__ volatile(#opcode " %1, %0" : "=r"(value) : "x"(bits_of(source))); \
    destination.put(value);                                                   \
  }
DUMPLAB_TO_INTEGER(single_to_integer, cvtss2si)
DUMPLAB_TO_INTEGER(double_to_integer, cvtsd2si)
DUMPLAB_TO_INTEGER(single_truncated, cvttss2si)
DUMPLAB_TO_INTEGER(double_truncated, cvttsd2si)

void pair_to_singles(Vector& destination, const Vector& source, unsigned) {
  Vector pair;
  host_cvtdq2ps(pair, source, 0);
  destination.put(pair.get<std::uint64_t>());
}

/// CVTPS2PI, CVTTPS2PI: the two upper singles must raise nothing.
template <Function* kWide>
void low_pair(Vector& destination, const Vector& source, unsigned immediate) {
  Vector pair;
  pair.put(source.get<std::uint64_t>());
  kWide(destination, pair, immediate);
}
constexpr Function* singles_to_pair = low_pair<host_cvtps2dq>;
constexpr Function* singles_to_pair_truncated = low_pair<host_cvttps2dq>;

#define DUMPLAB_PREDICATE(opcode, number)                                         \
  case number:                                                                    \
    __asm__ volatile(#opcode " $" #number ", %1, %0" : "+x"(value) : "x"(other)); \
    break;
#define DUMPLAB_COMPARE(name, opcode)                                        \
  void name(Vector& destination, const Vector& source, unsigned immediate) { \
    __m128i value = bits_of(destination);                                    \
    const __m128i other = bits_of(source);                                   \
    switch (immediate & 7) {                                                 \
      DUMPLAB_PREDICATE(opcode, 0)                                           \
      DUMPLAB_PREDICATE(opcode, 1)                                           \
      DUMPLAB_PREDICATE(opcode, 2)                                           \
      DUMPLAB_PREDICATE(opcode, 3)                                           \
      DUMPLAB_PREDICATE(opcode, 4)                                           \
      DUMPLAB_PREDICATE(opcode, 5)                                           \
      DUMPLAB_PREDICATE(opcode, 6)                                           \
      DUMPLAB_PREDICATE(opcode, 7)                                           \
    }                                                                        \
    set_bits(destination, value);                                            \
  }
DUMPLAB_COMPARE(compare_ps, cmpps)
DUMPLAB_COMPARE(compare_pd, cmppd)
DUMPLAB_COMPARE(compare_ss, cmpss)
DUMPLAB_COMPARE(compare_sd, cmpsd)

void reciprocal(Vector& destination, const Vector& source, unsigned) {
  destination.put(reciprocal::approximate(source.get<std::uint32_t>()));
}
void reciprocal_root(Vector& destination, const Vector& source, unsigned) {
  destination.put(reciprocal::approximate_root(source.get<std::uint32_t>()));
}
void reciprocals(Vector& destination, const Vector& source, unsigned) {
  for (unsigned lane = 0; lane < 4; ++lane) {
    destination.put(reciprocal::approximate(source.get<std::uint32_t>(lane)), lane);
  }
}
void reciprocal_roots(Vector& destination, const Vector& source, unsigned) {
  for (unsigned lane = 0; lane < 4; ++lane) {
    destination.put(reciprocal::approximate_root(source.get<std::uint32_t>(lane)), lane);
  }
}

void shuffle_singles(Vector& destination, const Vector& source, unsigned immediate) {
  const Vector first = destination;
  for (unsigned lane = 0; lane < 4; ++lane) {
    const Vector& from = lane < 2 ? first : source;
    destination.put(from.get<std::uint32_t>(immediate >> 2 * lane & 3), lane);
  }
}
void shuffle_doubles(Vector& destination, const Vector& source, unsigned immediate) {
  destination.put(destination.get<std::uint64_t>(immediate & 1), 0);
  destination.put(source.get<std::uint64_t>(immediate >> 1 & 1), 1);
}

template <class T, unsigned kFirst>
void shuffle_four(Vector& destination, const Vector& source, unsigned immediate) {
  Vector result = source;
  for (unsigned lane = 0; lane < 4; ++lane) {
    result.put(source.get<T>(kFirst + (immediate >> 2 * lane & 3)), kFirst + lane);
  }
  destination = result;
}
constexpr Function* shuffle_dwords = shuffle_four<std::uint32_t, 0>;
constexpr Function* shuffle_low_words = shuffle_four<std::uint16_t, 0>;
constexpr Function* shuffle_high_words = shuffle_four<std::uint16_t, 4>;

/// `immediate` counts within the register: the emitter cut it to 2 bits for MMX, 3 for XMM.
void insert_word(Vector& destination, const Vector& source, unsigned immediate) {
  destination.put(source.get<std::uint16_t>(), immediate);
}
void extract_word(Vector& destination, const Vector& source, unsigned immediate) {
  destination.put<std::uint32_t>(source.get<std::uint16_t>(immediate));
}

void byte_signs(Vector& destination, const Vector& source, unsigned) {
  destination.put(static_cast<std::uint32_t>(_mm_movemask_epi8(bits_of(source))));
}
void single_signs(Vector& destination, const Vector& source, unsigned) {
  destination.put(static_cast<std::uint32_t>(_mm_movemask_ps(_mm_castsi128_ps(bits_of(source)))));
}
void double_signs(Vector& destination, const Vector& source, unsigned) {
  destination.put(static_cast<std::uint32_t>(_mm_movemask_pd(_mm_castsi128_pd(bits_of(source)))));
}

void shift_bytes_left(Vector& destination, const Vector&, unsigned count) {
  for (unsigned index = 16; index-- > 0;) {
    destination.bytes[index] = index >= count ? destination.bytes[index - count] : std::uint8_t{0};
  }
}
void shift_bytes_right(Vector& destination, const Vector&, unsigned count) {
  for (unsigned index = 0; index < 16; ++index) {
    destination.bytes[index] = index + count < 16 ? destination.bytes[index + count] : std::uint8_t{0};
  }
}

void copy(Vector& destination, const Vector& source, unsigned) { destination = source; }
void copy_low(Vector& destination, const Vector& source, unsigned) {
  destination.put(source.get<std::uint64_t>(), 0);
  destination.put(std::uint64_t{0}, 1);
}
void merge_single(Vector& destination, const Vector& source, unsigned) {
  destination.put(source.get<std::uint32_t>());
}
void merge_low(Vector& destination, const Vector& source, unsigned) {
  destination.put(source.get<std::uint64_t>());
}
void merge_high(Vector& destination, const Vector& source, unsigned) {
  destination.put(source.get<std::uint64_t>(), 1);
}
void take_high(Vector& destination, const Vector& source, unsigned) {
  destination.put(source.get<std::uint64_t>(1));
}
void high_to_low(Vector& destination, const Vector& source, unsigned) {
  destination.put(source.get<std::uint64_t>(1));
}

/// In the order of Form.
using Functions = std::array<Function*, kForms>;

constexpr Functions kFunctions[] = {
#define HOST(name, opcode, kind) Functions{host_##opcode, host_##opcode, host_##opcode, host_##opcode},
#define HIGH(name, opcode) Functions{host_##opcode, host_##opcode, nullptr, unpack_high<host_##opcode>},
#define PACK(name, opcode) Functions{host_##opcode, host_##opcode, nullptr, pack<host_##opcode>},
#define OWN(name, function, kind) Functions{function, function, function, function},
#define MOVE(name, between, from_memory, to_memory) Functions{between, from_memory, to_memory, copy},
#include "cpu/vector.def"
#undef HOST
#undef HIGH
#undef PACK
#undef OWN
#undef MOVE
};

}  // namespace

Function* function(unsigned number) { return kFunctions[number / kForms][number % kForms]; }

}  // namespace dumplab::cpu::vector
