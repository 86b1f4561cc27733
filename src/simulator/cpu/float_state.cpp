// SPDX-License-Identifier: MIT
#include "cpu/float_state.h"

namespace dumplab::cpu {
namespace {

constexpr std::size_t kRegisters = 32, kXmm = 160, kSlot = 16, kExtendedSize = 10;

template <class T>
T field(std::span<const std::uint8_t, 512> image, std::size_t offset) {
  T value;
  std::memcpy(&value, image.data() + offset, sizeof value);
  return value;
}

template <class T>
void put_field(std::span<std::uint8_t, 512> image, std::size_t offset, T value) {
  std::memcpy(image.data() + offset, &value, sizeof value);
}

enum Tag : unsigned { kTagValid, kTagZero, kTagSpecial, kTagEmpty };

Tag tag_of(const Extended& value) {
  if (value.exponent() == 0 && value.significand == 0) return kTagZero;
  const bool normal = value.exponent() != 0 && value.exponent() != 0x7fff && value.significand >> 63 != 0;
  return normal ? kTagValid : kTagSpecial;
}

}  // namespace

std::uint16_t FloatState::tag_word() const {
  unsigned word = 0;
  for (unsigned index = 0; index < 8; ++index) {
    word |= ((tags >> index & 1) == 0 ? kTagEmpty : tag_of(physical[index])) << 2 * index;
  }
  return static_cast<std::uint16_t>(word);
}

void FloatState::set_tag_word(std::uint16_t word) {
  tags = 0;
  for (unsigned index = 0; index < 8; ++index) {
    if ((word >> 2 * index & 3) != kTagEmpty) tags = static_cast<std::uint8_t>(tags | 1u << index);
  }
}

void FloatState::reset() {
  control = 0x037f;
  status = opcode = code_selector = data_selector = 0;
  top = tags = 0;
  code = data = 0;
}

void FloatState::load(std::span<const std::uint8_t, 512> image) {
  control = static_cast<std::uint16_t>((field<std::uint16_t>(image, 0) & 0x1f3f) | 0x40);
  set_status_word(field<std::uint16_t>(image, 2));
  tags = image[4];
  opcode = field<std::uint16_t>(image, 6) & 0x7ff;
  code = field<std::uint32_t>(image, 8);
  code_selector = field<std::uint16_t>(image, 12);
  data = field<std::uint32_t>(image, 16);
  data_selector = field<std::uint16_t>(image, 20);
  mxcsr = field<std::uint32_t>(image, 24);
  for (unsigned index = 0; index < 8; ++index) {
    st(index).significand = field<std::uint64_t>(image, kRegisters + kSlot * index);
    st(index).sign_exponent = field<std::uint16_t>(image, kRegisters + kSlot * index + 8);
  }
  std::memcpy(xmm.data(), image.data() + kXmm, sizeof xmm);
}

void FloatState::save(std::span<std::uint8_t, 512> image) const {
  put_field(image, 0, control);
  put_field(image, 2, status_word());
  image[4] = tags;
  image[5] = 0;
  put_field(image, 6, opcode);
  put_field(image, 8, code);
  put_field<std::uint32_t>(image, 12, code_selector);
  put_field(image, 16, data);
  put_field<std::uint32_t>(image, 20, data_selector);
  put_field(image, 24, mxcsr);
  put_field<std::uint32_t>(image, 28, 0xffff);
  for (unsigned index = 0; index < 8; ++index) {
    std::uint8_t* const slot = image.data() + kRegisters + kSlot * index;
    std::memset(slot, 0, kSlot);
    std::memcpy(slot, &st(index), kExtendedSize);
  }
  std::memcpy(image.data() + kXmm, xmm.data(), sizeof xmm);
}

}  // namespace dumplab::cpu
