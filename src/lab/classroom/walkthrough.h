// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "classroom/making.h"
#include "classroom/opened_dump.h"

namespace dumplab::classroom {

/// The way to every answer in Markdown: numbered steps with the commands' real output, the machine's own
/// evidence, and what leads astray, refuted.
std::string make_walkthrough(const Made& made, OpenedDumps& dumps);

}  // namespace dumplab::classroom
