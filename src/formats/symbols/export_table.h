// SPDX-License-Identifier: MIT
#pragma once

#include "image/pe_image.h"
#include "symbols/symbol_table.h"

namespace dumplab::symbols {

/// Export names as symbols; nullptr for an image that exports nothing.
std::unique_ptr<SymbolTable> make_export_table(const image::PeImage& image);

}  // namespace dumplab::symbols
