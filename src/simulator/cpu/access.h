// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "cpu/core.h"

namespace dumplab::cpu {

struct SlowRead {
  std::uint64_t value;
  bool done;
};

/// TLB misses, page crossings, writes near code and all accesses that something looks at.  `size` is 1 to 8
/// bytes.  On false or nullptr the core holds the fault or the restart, and memory is untouched.
[[gnu::noinline]] SlowRead slow_read(Core& core, std::uint32_t linear, unsigned size);
[[gnu::noinline]] bool slow_write(Core& core, std::uint32_t linear, std::uint64_t value, unsigned size);
/// The same for values of any size up to a page.
[[gnu::noinline]] bool slow_read_bytes(Core& core, std::uint32_t linear, void* to, unsigned size);
[[gnu::noinline]] bool slow_write_bytes(Core& core, std::uint32_t linear, const void* from, unsigned size);
/// Where to read and write the value: guest memory, or core.staging followed by finish_modify().
[[gnu::noinline]] std::byte* slow_modify(Core& core, std::uint32_t linear, unsigned size);
[[gnu::noinline]] void finish_modify(Core& core);
/// Whether a write to all `size` bytes (at most a page) would succeed.
[[gnu::cold, gnu::noinline]] bool probe_write(Core& core, std::uint32_t linear, std::uint32_t size);

/// Memory policy: plain loads and stores through the TLB.
/// Every function returns false when the instruction must leave without effect.
struct PlainAccess {
  template <class T>
  DUMPLAB_INLINE static bool read(Core& core, std::uint32_t linear, T& value) {
    const TlbEntry& entry = core.tlb_entry(linear);
    if (((linear + static_cast<std::uint32_t>(sizeof(T)) - 1) & ~kPageMask) == entry.read_tag) [[likely]] {
      std::memcpy(&value, reinterpret_cast<const std::byte*>(entry.addend + linear), sizeof(T));
      return true;
    }
    if constexpr (sizeof(T) > sizeof(std::uint64_t)) {
      return slow_read_bytes(core, linear, &value, sizeof(T));
    } else {
      const SlowRead slow = slow_read(core, linear, sizeof(T));
      value = static_cast<T>(slow.value);
      return slow.done;
    }
  }

  template <class T>
  DUMPLAB_INLINE static bool write(Core& core, std::uint32_t linear, T value) {
    const TlbEntry& entry = core.tlb_entry(linear);
    if (((linear + static_cast<std::uint32_t>(sizeof(T)) - 1) & ~kPageMask) == entry.write_tag) [[likely]] {
      std::memcpy(reinterpret_cast<std::byte*>(entry.addend + linear), &value, sizeof(T));
      return true;
    }
    if constexpr (sizeof(T) > sizeof(std::uint64_t)) {
      return slow_write_bytes(core, linear, &value, sizeof(T));
    } else {
      return slow_write(core, linear, value, sizeof(T));
    }
  }

  /// Replaces the value by change(value), which must not fail.
  template <class T, class Change>
  DUMPLAB_INLINE static bool modify(Core& core, std::uint32_t linear, Change change) {
    const TlbEntry& entry = core.tlb_entry(linear);
    std::byte* host;
    if (((linear + static_cast<std::uint32_t>(sizeof(T)) - 1) & ~kPageMask) == entry.write_tag) [[likely]] {
      host = reinterpret_cast<std::byte*>(entry.addend + linear);
    } else {
      host = slow_modify(core, linear, sizeof(T));
      if (host == nullptr) return false;
    }
    T value;
    std::memcpy(&value, host, sizeof(T));
    value = change(value);
    std::memcpy(host, &value, sizeof(T));
    if (host == core.staging.data()) [[unlikely]]
      finish_modify(core);
    return true;
  }
};

}  // namespace dumplab::cpu
