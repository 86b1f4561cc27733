// SPDX-License-Identifier: MIT
#include <cstdint>

#include "image/pe_image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dumplab::image::PeImage;
  for (const auto layout : {PeImage::Layout::kFile, PeImage::Layout::kMapped}) {
    const auto image = PeImage::parse(dumplab::ByteView::of(data, size), layout);
    if (!image) continue;
    image->exports();
    image->imported_modules();
    image->relocations();
    image->codeview_record();
    image->fixed_file_info();
  }
  return 0;
}
