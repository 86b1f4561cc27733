// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/object.h"
#include "kernel/segment.h"

namespace dumplab::kernel {

/// NT's section object: a right to map a segment.
struct Section final : Object {
  Section(std::shared_ptr<Segment> segment_, std::uint32_t size_, std::uint32_t protect_)
      : Object("Section"), segment(std::move(segment_)), size(size_), protect(protect_) {}

  /// Null for data sections.
  std::shared_ptr<ImageSegment> image() const { return std::dynamic_pointer_cast<ImageSegment>(segment); }

  std::shared_ptr<Segment> segment;
  std::uint32_t size;     ///< bytes that can be mapped
  std::uint32_t protect;  ///< PAGE_*: the most that views may have
};

}  // namespace dumplab::kernel
