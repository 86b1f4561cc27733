// SPDX-License-Identifier: MIT
#include "regions/region_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "nt/memory_constants.h"
#include "nt/shared_data.h"
#include "snapshot/system_names.h"

namespace dumplab::regions {
namespace {

constexpr std::uint64_t kX86End = 1ull << 32, kX86UserEnd = 0x7fff0000, kWideUserEnd = 1ull << 47;

/// Knows who owns what below the kernel.
class Owners {
 public:
  Owners(const structures::ModuleImages& modules, const structures::ProcessStructures& process)
      : modules_(modules), process_(process) {
    for (const auto& thread : process.threads) {
      tebs_.emplace(thread.teb, thread.thread_id);
      if (thread.deallocation_stack) stacks_.emplace(thread.deallocation_stack, thread.thread_id);
    }
    for (const auto& heap : process.heaps) heaps_.emplace(heap.base, heap.heap);
  }

  std::string owner_of(const Region& region) const {
    if (region.State == nt::kMemFree) return "free";
    if (region.Type == nt::kMemImage) return "image";
    const auto contains = [&](std::uint64_t address) {
      return address && region.range().contains({address});
    };
    const auto teb = tebs_.lower_bound(region.BaseAddress);
    if (teb != tebs_.end() && contains(teb->first)) return fmt::format("teb:{}", teb->second);
    if (const auto stack = stacks_.find(region.AllocationBase); stack != stacks_.end())
      return stack_owner(region, stack->second);
    if (process_.peb && contains(*process_.peb)) return "peb";
    if (region.AllocationBase == nt::kSharedDataAddress) return "shared-data";
    if (contains(process_.parameters)) return "params";
    if (contains(process_.environment)) return "environment";
    if (const auto heap = heaps_.find(region.AllocationBase); heap != heaps_.end())
      return "heap:" + hex(heap->second);
    return region.Type == nt::kMemMapped ? "mapped" : "private";
  }

  /// Adds an image region, cut where the module's sections begin.
  void add_image(const Region& region, std::vector<OwnedRegion>& out) const {
    const auto* module = modules_.find(region.BaseAddress);
    if (!module) {
      out.push_back(plain(region, "unknown"));
      return;
    }
    const std::uint64_t end = region.BaseAddress + region.RegionSize;
    std::vector<std::pair<std::uint64_t, std::string>> starts;
    if (module->image) {
      starts.emplace_back(0, "header");
      for (const image::Section& section : module->image->sections())
        starts.emplace_back(section.rva, section.name);
      std::stable_sort(starts.begin(), starts.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
    } else {
      starts.emplace_back(0, "unknown");
    }
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const std::uint64_t first = module->module->BaseOfImage + starts[i].first;
      const std::uint64_t last =
          i + 1 < starts.size() ? module->module->BaseOfImage + starts[i + 1].first : end;
      const std::uint64_t begin = std::max(region.BaseAddress, first), stop = std::min(end, last);
      if (begin >= stop) continue;
      OwnedRegion part = plain(region, fmt::format("image:{}:{}", module->name, starts[i].second));
      part.base = begin;
      part.size = stop - begin;
      out.push_back(std::move(part));
    }
  }

  static OwnedRegion plain(const Region& region, std::string owner) {
    return {region.BaseAddress, region.RegionSize, region.State,
            region.Type,        region.Protect,    std::move(owner)};
  }

 private:
  static std::string stack_owner(const Region& region, std::uint32_t thread_id) {
    const char* kind = region.State == nt::kMemReserve   ? "stack-reserve"
                       : region.Protect & nt::kPageGuard ? "stack-guard"
                                                         : "stack";
    return fmt::format("{}:{}", kind, thread_id);
  }

  const structures::ModuleImages& modules_;
  const structures::ProcessStructures& process_;
  std::map<std::uint64_t, std::uint32_t> tebs_, stacks_,
      heaps_;  // by address -> thread id, thread id, handle
};

/// Without MemoryInfoList: modules, thread stacks, TEBs, PEB and whatever memory is there.
std::vector<OwnedRegion> from_evidence(const Snapshot& snapshot, const structures::ModuleImages& modules,
                                       const structures::ProcessStructures& process) {
  std::vector<OwnedRegion> known;
  for (const auto& module : modules.all())
    known.push_back({module.module->BaseOfImage, module.module->SizeOfImage, nt::kMemCommit, nt::kMemImage, 0,
                     fmt::format("image:{}:unknown", module.name)});
  for (const auto& thread : process.threads)
    known.push_back({thread.teb, nt::kPageSize, nt::kMemCommit, nt::kMemPrivate, 0,
                     fmt::format("teb:{}", thread.thread_id)});
  if (process.peb) known.push_back({*process.peb, nt::kPageSize, nt::kMemCommit, nt::kMemPrivate, 0, "peb"});
  for (const Thread& thread : snapshot.threads)
    known.push_back({thread.stack.base.value, thread.stack.size, nt::kMemCommit, nt::kMemPrivate, 0,
                     fmt::format("stack:{}", thread.ThreadId)});
  if (snapshot.memory)
    for (const AddressRange& range : snapshot.memory->ranges())
      known.push_back({range.base.value, range.size, nt::kMemCommit, 0, 0, "unknown"});
  return known;
}

/// Ascending and disjoint: what came first in `known` wins, gaps become "unknown". One sweep over the
/// borders.
std::vector<OwnedRegion> lay_out(const std::vector<OwnedRegion>& known, std::uint64_t end) {
  struct Border {
    std::uint64_t at;
    bool begins;
    std::size_t index;
  };
  std::vector<Border> borders;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].base >= end || known[i].size == 0) continue;
    borders.push_back({known[i].base, true, i});
    borders.push_back({known[i].base + std::min(known[i].size, end - known[i].base), false, i});
  }
  std::sort(borders.begin(), borders.end(), [](const Border& a, const Border& b) { return a.at < b.at; });
  std::vector<OwnedRegion> result;
  std::set<std::size_t> open;
  std::optional<std::size_t> last;  // index in `known` of the newest row
  std::uint64_t at = 0;
  const auto close = [&](std::uint64_t to) {
    if (at == to) return;
    const std::optional<std::size_t> owner = open.empty() ? std::nullopt : std::optional(*open.begin());
    if (!result.empty() && last == owner) {
      result.back().size += to - at;
    } else {
      OwnedRegion row = owner ? known[*owner] : OwnedRegion{0, 0, 0, 0, 0, "unknown"};
      row.base = at;
      row.size = to - at;
      result.push_back(std::move(row));
      last = owner;
    }
    at = to;
  };
  for (const Border& border : borders) {
    close(border.at);
    if (border.begins)
      open.insert(border.index);
    else
      open.erase(border.index);
  }
  close(end);
  return result;
}

}  // namespace

std::vector<OwnedRegion> map_regions(const Snapshot& snapshot, const structures::ModuleImages& modules,
                                     const structures::ProcessStructures& process) {
  const bool is_wide = snapshot::has_64_bit_addresses(snapshot.system.ProcessorArchitecture);
  const std::uint64_t end = is_wide ? kWideUserEnd : kX86End;
  if (snapshot.regions.empty()) return lay_out(from_evidence(snapshot, modules, process), end);
  const Owners owners(modules, process);
  std::vector<OwnedRegion> known;
  std::uint64_t user_end = is_wide ? end : kX86UserEnd;
  for (const Region& region : snapshot.regions) {
    const std::string owner = owners.owner_of(region);
    if (owner == "image")
      owners.add_image(region, known);
    else
      known.push_back(Owners::plain(region, owner));
    if (region.RegionSize <= end && region.BaseAddress <= end - region.RegionSize)
      user_end = std::max(user_end, region.BaseAddress + region.RegionSize);
  }
  if (user_end < end) known.push_back({user_end, end - user_end, 0, 0, 0, "kernel"});
  // A list in order without overlaps (every list a real writer makes) needs no laying out.
  std::uint64_t at = 0;
  const bool complete = std::all_of(known.begin(), known.end(), [&](const OwnedRegion& region) {
    const bool next = region.base == at;
    at = region.base + region.size;
    return next;
  });
  return complete && at == end ? known : lay_out(known, end);
}

}  // namespace dumplab::regions
