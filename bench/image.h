// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dumplab::bench {

/// Where a static ELF32 program lies in memory.
struct Image {
  struct Segment {
    std::uint32_t linear = 0;
    std::uint32_t size = 0;           // bytes in memory
    std::vector<std::uint8_t> bytes;  // of the file; the rest is 0
  };
  std::string file;
  std::uint32_t entry = 0;
  std::vector<Segment> segments;

  /// What `size` bytes at `linear` hold before the program runs; false when no segment touches them.
  bool read(std::uint32_t linear, std::uint8_t* out, std::uint32_t size) const;
};

inline constexpr std::uint32_t kStackEnd = 0x70000000, kStackSize = 0x100000;

Image load_image(const std::string& file);

}  // namespace dumplab::bench
