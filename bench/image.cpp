// SPDX-License-Identifier: MIT
#include "image.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/check.h"

namespace dumplab::bench {

bool Image::read(std::uint32_t linear, std::uint8_t* out, std::uint32_t size) const {
  bool found = false;
  for (const Segment& segment : segments) {
    for (std::uint32_t i = 0; i < size; ++i) {
      const std::uint32_t offset = linear + i - segment.linear;
      if (offset >= segment.size) continue;
      found = true;
      if (offset < segment.bytes.size()) out[i] = segment.bytes[offset];
    }
  }
  return found;
}

Image load_image(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  Elf32_Ehdr header;
  DUMPLAB_CHECK(bytes.size() >= sizeof header);
  std::memcpy(&header, bytes.data(), sizeof header);
  Image image{file, header.e_entry, {}};
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf32_Phdr segment;
    std::memcpy(&segment, bytes.data() + header.e_phoff + i * sizeof segment, sizeof segment);
    if (segment.p_type != PT_LOAD) continue;
    const auto first = bytes.begin() + segment.p_offset;
    image.segments.push_back({segment.p_vaddr, segment.p_memsz, {first, first + segment.p_filesz}});
  }
  return image;
}

}  // namespace dumplab::bench
