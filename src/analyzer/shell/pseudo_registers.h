// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "dumplab/result.h"

namespace dumplab::shell {

class Session;

/// The value of `$name`: ip, ra, csp, retreg, teb, peb, tid, tpid, exentry, exr_chance, exp, t0 to t19.
Result<std::uint64_t> find_pseudo_register(const Session& session, std::string_view name);

}  // namespace dumplab::shell
