// SPDX-License-Identifier: MIT
#include "replacement/mru.h"

namespace dumplab::replacement {

std::optional<Frame> Mru::choose(const Filter& may_take) { return by_use().last(may_take); }

}  // namespace dumplab::replacement
