// SPDX-License-Identifier: MIT
#include "capture/region_owners.h"

#include "base/text.h"
#include "nt/memory_constants.h"

namespace dumplab::capture {
namespace {

constexpr std::uint64_t kUserEnd = std::uint64_t{kernel::kHighestUserAddress} + 1, kSpaceEnd = 1ull << 32;

std::string stack_owner(const kernel::Vad& vad, const kernel::MemoryRegion& region) {
  const char* kind = region.state == nt::kMemReserve   ? "stack-reserve"
                     : region.protect & nt::kPageGuard ? "stack-guard"
                                                       : "stack";
  return fmt::format("{}:{}", kind, vad.owner_id);
}

std::string owner_of(const kernel::Vad& vad, const kernel::MemoryRegion& region) {
  switch (vad.owner) {
    case kernel::Owner::kStack:
      return stack_owner(vad, region);
    case kernel::Owner::kTeb:
      return fmt::format("teb:{}", vad.owner_id);
    case kernel::Owner::kPeb:
      return "peb";
    case kernel::Owner::kParams:
      return "params";
    case kernel::Owner::kEnvironment:
      return "environment";
    case kernel::Owner::kHeap:
      return "heap:" + hex(vad.owner_id);
    case kernel::Owner::kSharedData:
      return "shared-data";
    case kernel::Owner::kMapped:
      return "mapped";
    case kernel::Owner::kImage:
    case kernel::Owner::kPrivate:
      break;
  }
  return "private";
}

/// Where sections begin, and the name of what begins there.
std::vector<std::pair<std::uint32_t, std::string>> section_starts(const kernel::LoadedImage& loaded) {
  std::vector<std::pair<std::uint32_t, std::string>> starts = {{0, "header"}};
  for (const image::Section& section : loaded.segment->image().sections())
    starts.emplace_back(section.rva, section.name);
  std::stable_sort(starts.begin(), starts.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return starts;
}

void add_image_regions(const kernel::LoadedImage& loaded, const kernel::MemoryRegion& region,
                       std::vector<truth::Region>& out) {
  const auto starts = section_starts(loaded);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::uint32_t begin = std::max(region.base, loaded.base + starts[i].first);
    const std::uint32_t limit =
        i + 1 < starts.size() ? loaded.base + starts[i + 1].first : region.base + region.size;
    const std::uint32_t end = std::min(region.base + region.size, limit);
    if (begin >= end) continue;
    out.push_back({begin, end - begin, region.state, region.type, region.protect,
                   fmt::format("image:{}:{}", machine::file_name_of(loaded.path), starts[i].second)});
  }
}

}  // namespace

std::vector<truth::Region> true_regions(const kernel::Process& process,
                                        const std::vector<kernel::MemoryRegion>& regions) {
  std::vector<truth::Region> result;
  for (const kernel::MemoryRegion& region : regions) {
    const kernel::Vad* vad = process.space.vads().find(region.base);
    const auto image = std::find_if(process.images.begin(), process.images.end(), [&](const auto& i) {
      return vad && vad->owner == kernel::Owner::kImage && i.base == vad->base;
    });
    if (image != process.images.end()) {
      add_image_regions(*image, region, result);
      continue;
    }
    result.push_back({region.base, region.size, region.state, region.type, region.protect,
                      vad ? owner_of(*vad, region) : "free"});
  }
  result.push_back({kUserEnd, kSpaceEnd - kUserEnd, 0, 0, 0, "kernel"});
  return result;
}

}  // namespace dumplab::capture
