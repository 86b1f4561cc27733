// SPDX-License-Identifier: MIT
#pragma once

#include "image/call_frame_info.h"
#include "image/dwarf_cursor.h"

namespace dumplab::image {

/// Register numbers above are refused.
inline constexpr std::uint64_t kMaximumRegister = 0xffff;

/// An address encoded as DW_EH_PE `encoding` says. Errors: kTruncated, kUnsupported (indirect ones, and
/// relative to a text base or a function).
Result<std::uint64_t> read_encoded_address(const CallFrameSection& section, std::uint8_t encoding,
                                           DwarfCursor& cursor);

/// Carries out the instructions of `common`, then those of `description` up to `address`. Bounded in
/// remembered states; errors as of CallFrameInfo::row_at.
Result<CallFrameRow> run_call_frame_program(const CallFrameSection& section, const CommonInformation& common,
                                            const FrameDescription& description, std::uint64_t address);

}  // namespace dumplab::image
