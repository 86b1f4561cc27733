// SPDX-License-Identifier: MIT
#include "replacement/fifo.h"

namespace dumplab::replacement {

std::optional<Frame> Fifo::choose(const Filter& may_take) { return queue_.first(may_take); }

}  // namespace dumplab::replacement
