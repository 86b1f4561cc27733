// SPDX-License-Identifier: MIT
#pragma once

#include "base/byte_view.h"
#include "symbols/names_table.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {

/// Appends the rows of the "New FPO" stream in its order. On error those before the broken row stand.
Result<void> read_frame_data(ByteView stream, const NamesTable& names, std::vector<FrameData>& rows);

/// The same for the older FPO_DATA rows. Those of trap, task and standard frames, which are not unwound by
/// such a row, are left out.
Result<void> read_fpo_data(ByteView stream, std::vector<FrameData>& rows);

}  // namespace dumplab::symbols
