// SPDX-License-Identifier: MIT
#include "replacement/simulate.h"

#include <map>
#include <utility>

namespace dumplab::replacement {

std::uint64_t count_faults(const PolicyKind& kind, std::span<const Page> references,
                           std::uint32_t frame_count) {
  const ReferenceString future(references.begin(), references.end());
  std::vector<bool> accessed(frame_count);
  std::vector<Page> content(frame_count);
  std::map<Page, Frame> resident;
  const auto test_and_clear = [&](Frame frame) {
    const bool was = accessed[frame];
    accessed[frame] = false;
    return was;
  };
  const auto policy = make_policy(kind, {frame_count, test_and_clear, &future});
  std::uint64_t faults = 0;
  for (const Page page : references) {
    auto place = resident.find(page);
    if (place == resident.end()) {
      ++faults;
      auto frame = static_cast<Frame>(resident.size());
      if (frame == frame_count) {
        const auto victim = policy->choose([](Frame) { return true; });
        if (!victim) return faults;
        frame = *victim;
        policy->released(frame);
        resident.erase(content[frame]);
      }
      content[frame] = page;
      place = resident.emplace(page, frame).first;
      policy->loaded(frame, page);
    }
    accessed[place->second] = true;
    policy->touched(place->second);
  }
  return faults;
}

}  // namespace dumplab::replacement
