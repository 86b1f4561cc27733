// SPDX-License-Identifier: MIT
#pragma once

#include "image/pe_image.h"

namespace dumplab::image {

/// One slot of an import address table.
struct Import {
  std::string module;         ///< file name of the DLL
  std::string name;           ///< empty: by ordinal
  std::uint32_t ordinal = 0;  ///< of an import without a name
  std::uint32_t slot = 0;     ///< RVA of the word that the loader fills: 64 bits in PE32+
};

/// The imports of an image as its import directory names them; broken entries are left out.
std::vector<Import> read_imports(const PeImage& image);

}  // namespace dumplab::image
