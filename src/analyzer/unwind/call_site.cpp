// SPDX-License-Identifier: MIT
#include "unwind/call_site.h"

#include <array>

#include "x86/decoder.h"

namespace dumplab::unwind {

bool follows_call(const MemorySource& memory, std::uint32_t address) {
  constexpr std::size_t kLongestCall = 7, kShortestCall = 2;
  std::array<std::uint8_t, kLongestCall> buffer;
  for (std::size_t size = kLongestCall; size >= kShortestCall; --size) {
    const auto before = std::span(buffer).first(size);
    if (memory.read({std::uint64_t{address} - size}, std::as_writable_bytes(before)) == size)
      return x86::call_length_before(before).has_value();
  }
  return false;
}

}  // namespace dumplab::unwind
