// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>

#include "image/call_frame_info.h"
#include "image/call_frame_unwind.h"
#include "support/zeros.h"

/// The bytes are a section.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::image;
  constexpr std::size_t kMaximumEntries = 256;
  dumplab::image::DwarfRegisters registers;
  registers.fill(0x1000);
  for (const auto kind : {CallFrameSection::Kind::kEhFrame, CallFrameSection::Kind::kDebugFrame})
    for (const unsigned word_size : {4u, 8u}) {
      const auto info =
          CallFrameInfo::parse({dumplab::ByteView::of(data, size), 0x405000, kind, word_size, 0x400000});
      for (std::size_t i = 0; i < std::min(info.descriptions().size(), kMaximumEntries); ++i)
        for (const std::uint64_t offset : {std::uint64_t{0}, info.descriptions()[i].size / 2}) {
          const auto row = info.row_at(info.descriptions()[i].begin + offset);
          if (row && *row) step(registers, **row, dumplab::test::Zeros(), word_size);
        }
    }
  return 0;
}
