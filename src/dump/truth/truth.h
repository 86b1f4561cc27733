// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "dumplab/truth.h"

namespace dumplab::truth {

/// The text of truth.json.
std::string to_json(const Truth& truth);

}  // namespace dumplab::truth
