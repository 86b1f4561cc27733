// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "document/document.h"
#include "truth/log.h"

namespace dumplab::report {

/// Who is in which frame: what a user dump does not hold.
struct MemoryMap {
  struct Page {
    std::uint32_t process = 0;
    std::uint64_t linear = 0;  ///< page address
    std::uint32_t frame = 0;
    std::string what;  ///< an owner ("stack:1252"), or where the page came from
    friend bool operator==(const Page&, const Page&) = default;
  };
  std::vector<Page> pages;  ///< by process and linear address
  std::string source;       ///< in words, for the picture's caption
};

/// As it was at the end of the log.
MemoryMap map_from_log(const truth::Log& log);

/// Linear ranges on the left, frames on the right. Runs of pages in runs of frames are one box each.
document::Document draw_memory_map(const MemoryMap& map);

/// Page faults by source over the log's time.
document::Document draw_faults(const truth::Log& log);

}  // namespace dumplab::report
