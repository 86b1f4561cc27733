// SPDX-License-Identifier: MIT
#include "unwind/call_site.h"

#include <array>

#include "base/little_endian.h"
#include "x86/amd64_code.h"
#include "x86/decoder.h"

namespace dumplab::unwind {
namespace {

using Code = std::span<const std::uint8_t>;

constexpr std::size_t kLongestCall = 7;  // FF /2 with SIB and disp32
constexpr std::size_t kRelative = 5, kThroughSlot = 6;

bool is_relative(Code call) { return call.size() == kRelative && call[0] == 0xe8; }
/// FF 15: through the word at an address, or on AMD64 at one that counts from the next instruction.
bool is_through_slot(Code call) { return call.size() == kThroughSlot && call[0] == 0xff && call[1] == 0x15; }

/// Other forms depend on registers.
std::optional<std::uint64_t> target_of(const MemorySource& memory, Code call, std::uint32_t next) {
  if (is_relative(call)) return static_cast<std::uint32_t>(next + load_u32(&call[1]));
  if (is_through_slot(call)) return memory.read_u32({load_u32(&call[2])});
  return std::nullopt;
}

std::optional<std::uint64_t> amd64_target_of(const MemorySource& memory, Code call, std::uint64_t next) {
  const auto displaced = [&](std::size_t at) {
    return next + static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(load_u32(&call[at]))});
  };
  if (is_relative(call)) return displaced(1);
  le64 target;
  if (is_through_slot(call) && memory.read_exactly({displaced(2)}, &target, sizeof target))
    return target.value();
  return std::nullopt;
}

/// `length_before` finds a CALL at the end of some bytes, `target` where it goes.
template <std::size_t Longest, class Address>
std::optional<CallSite> find_before(const MemorySource& memory, Address address,
                                    std::optional<unsigned> (*length_before)(Code),
                                    std::optional<std::uint64_t> (*target)(const MemorySource&, Code,
                                                                           Address)) {
  constexpr std::size_t kShortestCall = 2;
  std::array<std::uint8_t, Longest> buffer;
  if (std::byte last; !memory.read_exactly({std::uint64_t{address} - 1}, &last, 1)) return std::nullopt;
  for (std::size_t size = Longest; size >= kShortestCall; --size) {
    const auto before = std::span(buffer).first(size);
    if (memory.read({std::uint64_t{address} - size}, std::as_writable_bytes(before)) != size) continue;
    const auto length = length_before(before);
    if (!length) return std::nullopt;
    const Code call = before.last(*length);
    return CallSite{address - *length, {call.begin(), call.end()}, target(memory, call, address)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<CallSite> find_call_site(const MemorySource& memory, std::uint32_t address) {
  return find_before<kLongestCall>(memory, address, &x86::call_length_before, &target_of);
}

std::optional<CallSite> find_amd64_call_site(const MemorySource& memory, std::uint64_t address) {
  return find_before<x86::kLongestAmd64Call>(memory, address, &x86::amd64_call_length_before,
                                             &amd64_target_of);
}

}  // namespace dumplab::unwind
