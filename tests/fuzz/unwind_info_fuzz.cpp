// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "image/amd64_unwind.h"
#include "support/zeros.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::image;
  constexpr std::size_t kMaximumEntries = 256;
  constexpr std::uint32_t kOffsets[] = {0, 1, 4, 9, 16, 40};
  const auto image = PeImage::parse(dumplab::ByteView::of(data, size), PeImage::Layout::kFile);
  if (!image) return 0;
  const auto directory = ExceptionDirectory::parse(*image);
  if (!directory) return 0;
  for (std::size_t i = 0; i < std::min(directory->entries().size(), kMaximumEntries); ++i) {
    const auto function = directory->at(i);
    if (!function) continue;
    for (const std::uint32_t offset : kOffsets) {
      Amd64Registers at;
      at.rip = image->image_base() + function->begin + offset;
      step(at, *image, image->image_base(), dumplab::test::Zeros());
    }
  }
  return 0;
}
