// SPDX-License-Identifier: MIT
#pragma once

#include "replacement/use_order.h"

namespace dumplab::replacement {

/// The least recently used page goes.
class Lru final : public UseOrder {
 public:
  using UseOrder::UseOrder;
  std::optional<Frame> choose(const Filter& may_take) override;
};

}  // namespace dumplab::replacement
