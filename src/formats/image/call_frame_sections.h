// SPDX-License-Identifier: MIT
#pragma once

#include "image/call_frame_info.h"
#include "image/pe_image.h"

namespace dumplab::image {

/// The sections of call frame information in an image that is loaded at `base`. An image in memory has lost
/// the string table with names of more than eight characters: "/4", the first one there, is .eh_frame in what
/// GNU's linker makes; callers check what parses. Source: PE format, "Section Table"; binutils.
std::vector<CallFrameSection> find_call_frame_sections(const PeImage& image, std::uint64_t base);

}  // namespace dumplab::image
