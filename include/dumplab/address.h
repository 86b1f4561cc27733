// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>

namespace dumplab {

/// An address of one kind. Kinds do not mix: address + bytes is an address, address - address is bytes.
template <typename Tag>
struct Address {
  std::uint64_t value = 0;

  friend constexpr auto operator<=>(Address, Address) = default;
  friend constexpr Address operator+(Address a, std::uint64_t bytes) { return {a.value + bytes}; }
  friend constexpr Address operator-(Address a, std::uint64_t bytes) { return {a.value - bytes}; }
  friend constexpr std::uint64_t operator-(Address a, Address b) { return a.value - b.value; }
};

using LinearAddress = Address<struct LinearTag>;      ///< after segmentation, before paging
using PhysicalAddress = Address<struct PhysicalTag>;  ///< after paging
using Rva = Address<struct RvaTag>;                   ///< bytes from the base of an image
using FileOffset = Address<struct FileTag>;           ///< bytes from the start of a file

/// [base, base + size). A range may end at the top of the address space; it never wraps.
struct AddressRange {
  LinearAddress base;
  std::uint64_t size = 0;  ///< bytes

  constexpr bool contains(LinearAddress a) const { return a >= base && a - base < size; }
  /// The first address behind the range; 0 when the range ends at 2^64.
  constexpr LinearAddress end() const { return base + size; }
  friend constexpr auto operator<=>(const AddressRange&, const AddressRange&) = default;
};

}  // namespace dumplab
