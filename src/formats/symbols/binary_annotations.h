// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "base/byte_view.h"

namespace dumplab::symbols {

/// A piece of an inlined function's code.
struct InlineRange {
  std::uint32_t offset = 0, size = 0;  ///< from the start of the procedure around it
  std::int64_t line_offset = 0;        ///< from the function's first line
  std::optional<std::uint32_t> file;   ///< offset among the checksums; empty: the function's own file
};

/// What the annotations of an S_INLINESITE say; a piece whose end they do not tell is left out. kTruncated,
/// kMalformed: an unknown operation.
/// Source: Microsoft's cvinfo.h (CodeViewInfo::BinaryAnnotationOpcode, CVUncompressData).
Result<std::vector<InlineRange>> read_binary_annotations(ByteView annotations);

}  // namespace dumplab::symbols
