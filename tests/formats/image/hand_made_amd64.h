// SPDX-License-Identifier: MIT
#pragma once

#include "image/pe_image.h"
#include "support/bytes.h"

namespace dumplab::test {

/// A PE32+ image at 0x140000000 whose one section, at RVA 0x1000, begins with `functions` RUNTIME_FUNCTIONs.
inline std::vector<std::byte> hand_made_amd64(const Bytes& section, std::uint32_t functions) {
  Bytes b;
  b.text("MZ").zeros(58).u32(0x40);
  b.text("PE").u16(0).u16(0x8664).u16(1).u32(0).u32(0).u32(0).u16(112 + 16 * 8).u16(0x22);
  b.u16(0x20b).u16(0).u32(0).u32(0).u32(0).u32(0x1000).u32(0x1000);
  b.u64(0x140000000).u32(0x1000).u32(0x200).zeros(16).u32(0x2000 /* image */).u32(0x200 /* headers */);
  b.u32(0).u16(3).u16(0).u64(0x100000).u64(0x1000).u64(0x100000).u64(0x1000).u32(0).u32(16);
  b.zeros(3 * 8).u32(0x1000).u32(functions * 12).zeros(12 * 8);
  b.text(".text").zeros(3).u32(0x1000).u32(0x1000).u32(0x400).u32(0x200).zeros(12).u32(0x60000020);
  b.align(0x200).append(section);
  return b.zeros(0x600 - b.size()).build();
}

inline image::PeImage image_of(const std::vector<std::byte>& bytes) {
  return image::PeImage::parse(ByteView(bytes), image::PeImage::Layout::kFile).value();
}

}  // namespace dumplab::test
