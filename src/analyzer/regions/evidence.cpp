// SPDX-License-Identifier: MIT
#include "regions/evidence.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::regions {

void Evidence::add(Layer layer, AddressRange range, const Owner& owner, const Facts& facts) {
  const std::uint64_t begin = range.base.value;
  if (begin >= space_end_ || range.size == 0) return;
  const std::uint64_t end = begin + std::min(range.size, space_end_ - begin);
  claims_[static_cast<std::size_t>(layer)].push_back({begin, end, owner, facts});
}

Owner Evidence::add_part(std::string_view module, std::string_view section) {
  // No file system has longer names; a forged one must not be repeated for thousands of sections.
  constexpr std::size_t kLongestName = 255;
  parts_.push_back({std::string(module.substr(0, kLongestName)), std::string(section)});
  return {OwnerKind::kImage, parts_.size() - 1};
}

std::string Evidence::describe(const Owner& owner) const {
  if (owner.kind != OwnerKind::kImage) return regions::describe(owner);
  const Part& part = parts_[owner.id];
  return fmt::format("image:{}:{}", part.module, part.section);
}

}  // namespace dumplab::regions
