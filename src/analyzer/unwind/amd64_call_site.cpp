// SPDX-License-Identifier: MIT
#include "unwind/amd64_call_site.h"

#include <array>
#include <cstring>

#include "base/little_endian.h"
#include "x86/amd64_code.h"

namespace dumplab::unwind {
namespace {

std::uint64_t displacement_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
  std::int32_t value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return static_cast<std::uint64_t>(std::int64_t{value});
}

/// E8 rel32, FF 15 [RIP + disp32]; other forms depend on registers.
std::optional<std::uint64_t> target_of(const MemorySource& memory, std::span<const std::uint8_t> call,
                                       std::uint64_t return_address) {
  if (call.size() == 5 && call[0] == 0xe8) return return_address + displacement_at(call, 1);
  le64 target;
  if (call.size() == 6 && call[0] == 0xff && call[1] == 0x15 &&
      memory.read_exactly({return_address + displacement_at(call, 2)}, &target, sizeof target))
    return target.value();
  return std::nullopt;
}

}  // namespace

std::optional<CallSite> find_amd64_call_site(const MemorySource& memory, std::uint64_t address) {
  constexpr std::size_t kShortest = 2;
  std::array<std::uint8_t, x86::kLongestAmd64Call> buffer;
  for (std::size_t size = buffer.size(); size >= kShortest; --size) {
    const auto before = std::span(buffer).first(size);
    if (memory.read({address - size}, std::as_writable_bytes(before)) != size) continue;
    const auto length = x86::amd64_call_length_before(before);
    if (!length) return std::nullopt;
    const auto call = before.last(*length);
    return CallSite{address - *length, {call.begin(), call.end()}, target_of(memory, call, address)};
  }
  return std::nullopt;
}

}  // namespace dumplab::unwind
