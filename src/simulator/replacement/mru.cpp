// SPDX-License-Identifier: MIT
#include "replacement/mru.h"

namespace dumplab::replacement {

std::optional<Frame> Mru::choose(const Filter& may_take) { return by_use_.last(may_take); }

}  // namespace dumplab::replacement
