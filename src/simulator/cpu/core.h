// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

#include "cpu/access_log.h"
#include "cpu/block_cache.h"
#include "cpu/fault.h"
#include "cpu/flag_state.h"
#include "cpu/float_state.h"
#include "cpu/op.h"
#include "cpu/page_translator.h"
#include "cpu/shadow_stack.h"
#include "cpu/state.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::cpu {

inline constexpr std::uint32_t kPageMask = 4095;
inline constexpr std::uint32_t kNoTag = 1;  // no page address has low bits
inline constexpr std::size_t kTlbEntries = 256;
inline constexpr std::size_t kHotEntries = 4096;
inline constexpr std::size_t kHotPages = 4096;

/// Byte offsets into Core::registers of the two that no program sees.
inline constexpr std::uint8_t kZeroRegister = 32;     // always 0: "no base", "no index"
inline constexpr std::uint8_t kAddressRegister = 36;  // the result of an address step

/// A linear page and where its bytes are.  Tags are the page's linear address or kNoTag.
struct TlbEntry {
  std::uint32_t read_tag = kNoTag;
  std::uint32_t write_tag = kNoTag;
  std::uintptr_t addend = 0;  // host address = linear address + addend
};

/// A block that run-time jumps have found before.
struct HotBlock {
  std::uint64_t key = 0;  // Core::generation << 32 | linear address
  const Op* first = nullptr;
};

enum class Leave : std::uint8_t {
  kContinue,     // go on at `eip`; everything is counted
  kFault,        // `fault` at the op `at`, which did not retire
  kTrap,         // `fault` after the op `at`, which retired
  kRestart,      // the op `at` must run again, alone and outside the cache
  kInterrupt,    // INT n: `fault.vector`; the op `at` retired
  kSystemEnter,  // the op `at` retired
};

/// What handlers see of the processor.
struct Core {
  std::array<std::uint32_t, 10> registers{};
  std::uint32_t fs_base = 0;
  std::uint32_t other_flags = 0;  // EFLAGS without the status flags
  std::int64_t left = 0;          // instructions until the budget ends, less those of the running block
  Flags flags{};                  // out of date while a block runs with tail calls
  ShadowStack* shadow = nullptr;
  State* state = nullptr;
  BlockCache* blocks = nullptr;
  PageTranslator* pages = nullptr;
  std::uint64_t time_origin = 0;  // RDTSC = time_origin - left + position

  Leave leave = Leave::kContinue;
  bool uncached = false;  // the running op is in no block: code writes need no restart
  std::uint32_t eip = 0;
  const Op* at = nullptr;
  const Op* link = nullptr;  // exit that was taken and may be linked to the block at `eip`
  Fault fault{};

  std::array<std::byte, 16> staging{};  // value of a read-modify-write that crosses a page or is logged
  std::array<std::byte*, 2> staged{};   // where its two parts go
  std::array<std::uint32_t, 2> staged_size{};
  std::uint32_t staged_at = 0;

  FloatState floats{};

  // Accesses that something looks at never hit `tlb`: they take the slow way, which finds them in `held`.
  bool watched = false;  // any of the next three is in use; then what may enter `tlb` depends on the page
  bool checks_alignment = false;
  bool only_logs = false;  // there is a log and nothing else
  AccessLog* log = nullptr;
  std::vector<Watchpoint> watchpoints{};
  std::optional<Watchpoint> hit{};  // the access of the running instruction that touched a watchpoint

  // For replacement policies: `tlb` has one entry in use, `held` none, and code is looked up by block.
  bool keeps_one_page = false;
  std::uint32_t kept_page = 0;  // linear address

  std::uint64_t generation = 1;        // of `hot`: its entries with another one are dead
  std::bitset<kHotPages> hot_pages{};  // linear page numbers, modulo, that entries of this generation lie in
  std::uint64_t seen_drops = 0;        // BlockCache::drops() and marks() that `hot` and `tlb` allow for
  std::uint64_t seen_marks = 0;
  std::array<TlbEntry, kTlbEntries> tlb{};
  std::array<TlbEntry, kTlbEntries> held{};
  std::array<HotBlock, kHotEntries> hot{};

  std::uint32_t& reg(x86::Register name) { return registers[name]; }
  std::uint32_t eflags() const { return other_flags | flags.bits(); }

  TlbEntry& tlb_entry(std::uint32_t linear) { return tlb[linear >> 12 & (kTlbEntries - 1)]; }
  TlbEntry& held_entry(std::uint32_t linear) { return held[linear >> 12 & (kTlbEntries - 1)]; }
  HotBlock& hot_entry(std::uint32_t linear) { return hot[(linear ^ linear >> 12) & (kHotEntries - 1)]; }
  std::uint64_t hot_key(std::uint32_t linear) const { return generation << 32 | linear; }

  /// Records an exception; always false, so that a body can return it.
  [[gnu::cold, gnu::noinline]] bool raise(std::uint8_t vector, std::uint32_t error_code = 0) {
    fault = Fault{.vector = vector, .error_code = error_code, .linear = 0, .unimplemented = nullptr};
    leave = Leave::kFault;
    return false;
  }

  /// Records that the op retires and execution leaves the block after it; always false.
  [[gnu::cold, gnu::noinline]] bool trap(Leave how, std::uint8_t vector) {
    raise(vector);
    leave = how;
    return false;
  }
};

/// Value of the register at byte offset `offset`.
template <class T>
DUMPLAB_INLINE T get(const Core& core, std::uint8_t offset) {
  T value;
  std::memcpy(&value, reinterpret_cast<const std::byte*>(core.registers.data()) + offset, sizeof value);
  return value;
}

template <class T>
DUMPLAB_INLINE void put(Core& core, std::uint8_t offset, T value) {
  std::memcpy(reinterpret_cast<std::byte*>(core.registers.data()) + offset, &value, sizeof value);
}

/// Linear address of the memory operand.
template <bool kIndexed>
DUMPLAB_INLINE std::uint32_t address(const Core& core, const Op& op) {
  std::uint32_t linear = get<std::uint32_t>(core, op.arg.base) + op.arg.displacement;
  if constexpr (kIndexed) linear += get<std::uint32_t>(core, op.arg.index) << op.arg.scale;
  return linear;
}

}  // namespace dumplab::cpu
