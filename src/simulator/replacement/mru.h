// SPDX-License-Identifier: MIT
#pragma once

#include "replacement/use_order.h"

namespace dumplab::replacement {

/// The most recently used page goes: what helps a cyclic scan of more pages than frames.
class Mru final : public UseOrder {
 public:
  using UseOrder::UseOrder;
  std::optional<Frame> choose(const Filter& may_take) override;
};

}  // namespace dumplab::replacement
