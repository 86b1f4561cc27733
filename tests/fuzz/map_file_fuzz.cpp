// SPDX-License-Identifier: MIT
#include <cstdint>

#include "image/map_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto map = dumplab::image::parse_map_file({reinterpret_cast<const char*>(data), size}, 0x400000);
  if (map) map->find_function(0x1234);
  return 0;
}
