// SPDX-License-Identifier: MIT
#include "structures/list_walk.h"

#include <fmt/format.h>

#include "nt/layout.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

constexpr std::size_t kLongestList = 1 << 20;

}  // namespace

std::string ListWalk::describe(std::string_view list) const {
  switch (end) {
    case End::kClosed:
    case End::kHeadMissing:
      return {};
    case End::kNull:
    case End::kMissing:
      return fmt::format("the {} leads to {:#x}, which is not there", list, next);
    case End::kBackLink:
      return fmt::format("the {} leads to {:#x}, which does not lead back but to {:#x}", list, next, back);
    case End::kTooLong:
      return fmt::format("the {} does not end", list);
  }
  return {};
}

ListWalk walk_list(const MemorySource& memory, std::uint64_t head) {
  ListWalk walk;
  walk.at = head;
  const auto end_with = [&](ListWalk::End end) {
    walk.end = end;
    return walk;
  };
  auto links = snapshot::read_struct<nt::ListEntry>(memory, head);
  if (!links) return walk;
  for (;;) {
    walk.next = links->Flink.value();
    if (walk.next == 0) return end_with(ListWalk::End::kNull);
    links = snapshot::read_struct<nt::ListEntry>(memory, walk.next);
    if (!links) return end_with(ListWalk::End::kMissing);
    walk.back = links->Blink.value();
    if (walk.back != walk.at) return end_with(ListWalk::End::kBackLink);
    if (walk.next == head) return end_with(ListWalk::End::kClosed);
    if (walk.entries.size() == kLongestList) return end_with(ListWalk::End::kTooLong);
    walk.entries.push_back(walk.next);
    walk.at = walk.next;
  }
}

}  // namespace dumplab::structures
