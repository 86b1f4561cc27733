// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace dumplab::kernel {

/// Where a page fault found the page, from page_sources.def.
enum class PageSource {
#define PAGE_SOURCE(Name, word, text) k##Name,
#include "kernel/page_sources.def"
#undef PAGE_SOURCE
};

inline constexpr std::string_view kPageSourceWords[] = {
#define PAGE_SOURCE(Name, word, text) word,
#include "kernel/page_sources.def"
#undef PAGE_SOURCE
};
inline constexpr std::size_t kPageSourceCount = std::size(kPageSourceWords);

/// A page that came in or went out.
struct PageMove {
  std::uint32_t process = 0;  ///< id; 0: a section's page that no process had mapped
  std::uint32_t linear = 0, frame = 0;
  std::uint64_t sectors = 0;  ///< transferred
  std::string_view where;     ///< in: word of the source; out: "pagefile", "file", or "dropped"
};

/// Counts since the machine started.
struct MemoryStatistics {
  std::uint64_t faults = 0;                                ///< page faults that could be served
  std::array<std::uint64_t, kPageSourceCount> page_ins{};  ///< pages by PageSource; clusters bring in several
  std::uint64_t evictions = 0, pagefile_reads = 0, pagefile_writes = 0, file_writes = 0;  ///< pages
  std::uint32_t peak_frames = 0;
  std::uint64_t peak_commit = 0;  ///< pages
};

}  // namespace dumplab::kernel
