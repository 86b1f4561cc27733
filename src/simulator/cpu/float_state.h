// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace dumplab::cpu {

/// An 80-bit x87 number: sign and biased exponent, then the significand with its explicit integer bit.
struct alignas(16) Extended {
  std::uint64_t significand = 0;
  std::uint16_t sign_exponent = 0;

  bool negative() const { return sign_exponent >> 15; }
  unsigned exponent() const { return sign_exponent & 0x7fff; }
};

/// "Real indefinite", the answer of masked invalid operations.
inline constexpr Extended kIndefinite{0xc000000000000000, 0xffff};

/// Sixteen bytes of an XMM register, eight of an MMX register, or an operand for them.
struct alignas(16) Vector {
  std::array<std::uint8_t, 16> bytes{};

  template <class T>
  T get(unsigned index = 0) const {
    T value;
    std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
    return value;
  }
  template <class T>
  void put(T value, unsigned index = 0) {
    std::memcpy(bytes.data() + index * sizeof(T), &value, sizeof(T));
  }
};

/// Status word bits.  Source: Intel SDM vol. 1, figure 8-4.
inline constexpr std::uint16_t kInvalid = 0x01, kDenormal = 0x02, kZeroDivide = 0x04, kOverflowed = 0x08,
                               kUnderflowed = 0x10, kInexact = 0x20, kExceptions = 0x3f, kStackFault = 0x40,
                               kSummary = 0x80, kC0 = 0x100, kC1 = 0x200, kC2 = 0x400, kC3 = 0x4000,
                               kConditions = kC0 | kC1 | kC2 | kC3, kTopField = 0x3800, kBusy = 0x8000;

/// x87, MMX and SSE registers while the processor runs.  The x87 registers stand in physical order, so that a
/// push moves `top` only and MMn is always physical register n; FXSAVE's image has them relative to TOP.
struct FloatState {
  std::array<Extended, 8> physical{};
  std::array<Vector, 8> xmm{};
  std::uint16_t control = 0x037f;
  std::uint16_t status = 0;  // without TOP
  std::uint8_t top = 0;
  std::uint8_t tags = 0;     // bit n: physical register n is not empty
  std::uint16_t opcode = 0;  // FOP: low 11 bits of the last instruction with an unmasked exception
  std::uint32_t code = 0;    // FIP
  std::uint32_t data = 0;    // FDP
  std::uint16_t code_selector = 0, data_selector = 0;
  std::uint32_t mxcsr = 0x1f80;

  Extended& st(unsigned index) { return physical[(top + index) & 7]; }
  const Extended& st(unsigned index) const { return physical[(top + index) & 7]; }
  bool empty(unsigned index) const { return (tags >> ((top + index) & 7) & 1) == 0; }
  void set_valid(unsigned index) { tags = static_cast<std::uint8_t>(tags | 1u << ((top + index) & 7)); }
  void set_empty(unsigned index) { tags = static_cast<std::uint8_t>(tags & ~(1u << ((top + index) & 7))); }

  std::uint16_t status_word() const { return static_cast<std::uint16_t>(status | top << 11); }
  void set_status_word(std::uint16_t word) {
    status = word & ~kTopField;
    top = word >> 11 & 7;
    update_summary();
  }
  /// The control word as the processor keeps it: bit 6 is 1, the other reserved bits 0.
  void set_control_word(std::uint16_t word) {
    control = static_cast<std::uint16_t>((word & 0x1f3f) | 0x40);
    update_summary();
  }
  /// ES and B say whether an unmasked exception is pending.
  void update_summary() {
    const bool pending = (status & ~control & kExceptions) != 0;
    status = static_cast<std::uint16_t>((status & ~(kSummary | kBusy)) | (pending ? kSummary | kBusy : 0));
  }

  /// The tag word with two bits per physical register.  Source: Intel SDM vol. 1, figure 8-7.
  std::uint16_t tag_word() const;
  void set_tag_word(std::uint16_t word);

  /// FNINIT; the data registers stay.
  void reset();

  /// From and to the first 288 bytes of FXSAVE's image.  Source: Intel SDM vol. 1, table 10-2.
  void load(std::span<const std::uint8_t, 512> image);
  void save(std::span<std::uint8_t, 512> image) const;
};

}  // namespace dumplab::cpu
