// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dumplab {

/// Little-endian bytes written piece by piece. A label marks a place, rva() stands for the offset of a label
/// anywhere in the final bytes. Knows nothing of any layout.
class LabelledBytes {
 public:
  LabelledBytes& u8(std::uint64_t value) { return integer(value, 1); }
  LabelledBytes& u16(std::uint64_t value) { return integer(value, 2); }
  LabelledBytes& u32(std::uint64_t value) { return integer(value, 4); }
  LabelledBytes& u64(std::uint64_t value) { return integer(value, 8); }
  LabelledBytes& zeros(std::size_t count) { return fill(count, 0); }
  LabelledBytes& fill(std::size_t count, std::uint8_t value) {
    bytes_.insert(bytes_.end(), count, std::byte{value});
    return *this;
  }
  LabelledBytes& text(std::string_view ascii) {
    for (const char c : ascii) u8(static_cast<unsigned char>(c));
    return *this;
  }
  LabelledBytes& utf16(std::u16string_view units) {
    for (const char16_t unit : units) u16(unit);
    return *this;
  }
  /// MINIDUMP_STRING: its size in bytes without the NUL, the units, the NUL.
  LabelledBytes& string(std::u16string_view units) { return u32(units.size() * 2).utf16(units).u16(0); }
  LabelledBytes& align(std::size_t alignment) {
    return zeros((alignment - bytes_.size() % alignment) % alignment);
  }

  LabelledBytes& label(const std::string& name) {
    labels_[name] = bytes_.size();
    return *this;
  }
  /// A 32- or 64-bit offset of the byte `behind` bytes behind `label`.
  LabelledBytes& rva(const std::string& label, std::uint64_t behind = 0) { return pointer(label, 4, behind); }
  LabelledBytes& rva64(const std::string& label) { return pointer(label, 8, 0); }

  LabelledBytes& append(const LabelledBytes& other) {
    for (const auto& [name, offset] : other.labels_) labels_[name] = bytes_.size() + offset;
    for (const Pointer& p : other.pointers_)
      pointers_.push_back({bytes_.size() + p.at, p.size, p.label, p.behind});
    bytes_.insert(bytes_.end(), other.bytes_.begin(), other.bytes_.end());
    return *this;
  }

  LabelledBytes& append(std::span<const std::byte> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }

  std::size_t size() const { return bytes_.size(); }
  /// Throws std::out_of_range where there is no such label.
  std::uint64_t offset_of(const std::string& label) const { return labels_.at(label); }
  bool has(const std::string& label) const { return labels_.contains(label); }
  /// The bytes with all pointers filled in.
  std::vector<std::byte> build() const {
    std::vector<std::byte> out = bytes_;
    for (const Pointer& p : pointers_)
      for (std::size_t i = 0; i < p.size; ++i)
        out[p.at + i] = std::byte((labels_.at(p.label) + p.behind) >> 8 * i & 0xff);
    return out;
  }

 private:
  struct Pointer {
    std::size_t at, size;
    std::string label;
    std::uint64_t behind;
  };
  LabelledBytes& integer(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes_.push_back(std::byte(value >> 8 * i & 0xff));
    return *this;
  }
  LabelledBytes& pointer(const std::string& label, std::size_t size, std::uint64_t behind) {
    pointers_.push_back({bytes_.size(), size, label, behind});
    return zeros(size);
  }

  std::vector<std::byte> bytes_;
  std::map<std::string, std::size_t> labels_;
  std::vector<Pointer> pointers_;
};

}  // namespace dumplab
