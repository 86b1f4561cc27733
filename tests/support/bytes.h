// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dumplab::test {

/// Little-endian bytes written by hand. A label marks a place, rva() stands for the offset of a label
/// anywhere in the final bytes. Knows nothing of the layouts under test.
class Bytes {
 public:
  Bytes& u8(std::uint64_t value) { return integer(value, 1); }
  Bytes& u16(std::uint64_t value) { return integer(value, 2); }
  Bytes& u32(std::uint64_t value) { return integer(value, 4); }
  Bytes& u64(std::uint64_t value) { return integer(value, 8); }
  Bytes& zeros(std::size_t count) { return fill(count, 0); }
  Bytes& fill(std::size_t count, std::uint8_t value) {
    bytes_.insert(bytes_.end(), count, std::byte{value});
    return *this;
  }
  Bytes& text(std::string_view ascii) {
    for (const char c : ascii) u8(static_cast<unsigned char>(c));
    return *this;
  }
  Bytes& utf16(std::u16string_view units) {
    for (const char16_t unit : units) u16(unit);
    return *this;
  }
  /// MINIDUMP_STRING: its size in bytes without the NUL, the units, the NUL.
  Bytes& string(std::u16string_view units) { return u32(units.size() * 2).utf16(units).u16(0); }
  Bytes& align(std::size_t alignment) { return zeros((alignment - bytes_.size() % alignment) % alignment); }

  Bytes& label(const std::string& name) {
    labels_[name] = bytes_.size();
    return *this;
  }
  /// A 32- or 64-bit offset of `label`.
  Bytes& rva(const std::string& label) { return pointer(label, 4); }
  Bytes& rva64(const std::string& label) { return pointer(label, 8); }

  Bytes& append(const Bytes& other) {
    for (const auto& [name, offset] : other.labels_) labels_[name] = bytes_.size() + offset;
    for (const Pointer& p : other.pointers_) pointers_.push_back({bytes_.size() + p.at, p.size, p.label});
    bytes_.insert(bytes_.end(), other.bytes_.begin(), other.bytes_.end());
    return *this;
  }

  std::size_t size() const { return bytes_.size(); }
  std::uint64_t offset_of(const std::string& label) const { return labels_.at(label); }
  /// The bytes with all pointers filled in.
  std::vector<std::byte> build() const {
    std::vector<std::byte> out = bytes_;
    for (const Pointer& p : pointers_)
      for (std::size_t i = 0; i < p.size; ++i) out[p.at + i] = std::byte(labels_.at(p.label) >> 8 * i & 0xff);
    return out;
  }

 private:
  struct Pointer {
    std::size_t at, size;
    std::string label;
  };
  Bytes& integer(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes_.push_back(std::byte(value >> 8 * i & 0xff));
    return *this;
  }
  Bytes& pointer(const std::string& label, std::size_t size) {
    pointers_.push_back({bytes_.size(), size, label});
    return zeros(size);
  }

  std::vector<std::byte> bytes_;
  std::map<std::string, std::size_t> labels_;
  std::vector<Pointer> pointers_;
};

/// A little-endian number of `size` bytes at `offset`.
inline std::uint64_t number_at(const std::vector<std::byte>& bytes, std::size_t offset, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= std::to_integer<std::uint64_t>(bytes.at(offset + i)) << 8 * i;
  return value;
}

}  // namespace dumplab::test
