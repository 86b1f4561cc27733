// SPDX-License-Identifier: MIT
#include "replacement/lru.h"

namespace dumplab::replacement {

std::optional<Frame> Lru::choose(const Filter& may_take) { return by_use().first(may_take); }

}  // namespace dumplab::replacement
