// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "classroom/check_file.h"
#include "classroom/making.h"
#include "classroom/ticket.h"

namespace dumplab::classroom {

/// sheet.md: what a student gets to read. `symbols`: the folder with symbols as seen from the sheet; empty:
/// there are none.
std::string make_sheet(const Made& made, const Ticket& ticket, const CheckFile& checks,
                       const std::string& symbols);

}  // namespace dumplab::classroom
