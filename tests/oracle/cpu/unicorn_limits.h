// SPDX-License-Identifier: MIT
#pragma once

#include "oracle/cpu/case.h"

namespace dumplab::oracle {

/// Whether Unicorn 2.0.1 can be believed about the case.  Silicon can about those that are left out.
bool is_unicorn_right(const OracleCase& test);

}  // namespace dumplab::oracle
