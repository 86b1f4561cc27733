// SPDX-License-Identifier: MIT
#include "unwind/call_site.h"

#include <array>
#include <cstring>

#include "x86/decoder.h"

namespace dumplab::unwind {
namespace {

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
  std::uint32_t word;
  std::memcpy(&word, bytes.data() + offset, sizeof word);
  return word;
}

/// E8 rel32, FF 15 [disp32]; other forms depend on registers.
std::optional<std::uint32_t> target_of(const MemorySource& memory, std::span<const std::uint8_t> call,
                                       std::uint32_t return_address) {
  if (call.size() == 5 && call[0] == 0xe8) return return_address + word_at(call, 1);
  if (call.size() == 6 && call[0] == 0xff && call[1] == 0x15) return memory.read_u32({word_at(call, 2)});
  return std::nullopt;
}

}  // namespace

std::optional<CallSite> find_call_site(const MemorySource& memory, std::uint32_t address) {
  constexpr std::size_t kLongestCall = 7, kShortestCall = 2;
  std::array<std::uint8_t, kLongestCall> buffer;
  if (std::byte last; !memory.read_exactly({std::uint64_t{address} - 1}, &last, 1)) return std::nullopt;
  for (std::size_t size = kLongestCall; size >= kShortestCall; --size) {
    const auto before = std::span(buffer).first(size);
    if (memory.read({std::uint64_t{address} - size}, std::as_writable_bytes(before)) != size) continue;
    const auto length = x86::call_length_before(before);
    if (!length) return std::nullopt;
    const auto call = before.last(*length);
    return CallSite{address - *length, {call.begin(), call.end()}, target_of(memory, call, address)};
  }
  return std::nullopt;
}

}  // namespace dumplab::unwind
