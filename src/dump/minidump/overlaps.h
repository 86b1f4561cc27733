// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "minidump/reading.h"

namespace dumplab::minidump {

/// A range that a list names at file offset `where`.
struct NamedRange {
  AddressRange range;
  std::uint64_t where = 0;
};

/// Notes each range that begins inside another one (the later in the file of two equal ones); `what` names
/// them: "module". Empty ranges overlap nothing. O(n log n).
void note_overlaps(std::vector<NamedRange> ranges, std::string_view what, Reading& reading);

}  // namespace dumplab::minidump
