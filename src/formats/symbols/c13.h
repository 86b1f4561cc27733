// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/byte_view.h"

/// A module's line information since Visual C++ 7: subsections of several kinds.
/// Source: Microsoft's cvinfo.h (CV_DebugSSubsectionHeader_t and what follows it).
namespace dumplab::symbols {

inline constexpr std::uint32_t kLines = 0xf2, kFileChecksums = 0xf4, kInlineeLines = 0xf6;

struct Subsection {
  std::uint32_t type = 0;
  ByteView bytes;
};

struct FileChecksum {
  le32 offFileName;  ///< in /names
  std::uint8_t cbChecksum, ChecksumType;
};

Result<std::vector<Subsection>> read_subsections(ByteView c13);

}  // namespace dumplab::symbols
