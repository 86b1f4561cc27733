// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "readings.h"

namespace dumplab::bench {

/// Prints every thread of which ours misses or adds a frame: both stacks side by side, "-" before what is
/// missing and "+" before what is too much.
void print_differences(const std::string& row, const Sample& sample, const OurReading& ours);

}  // namespace dumplab::bench
