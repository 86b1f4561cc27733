// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

constexpr std::uint32_t kPage = 0x1000;

bool is_guarded(const RegionLine& region) {
  return region.protection.find("PAGE_GUARD") != std::string::npos;
}

Result<std::vector<RegionLine>> all_regions(const Desk& desk) {
  desk.dump().because("All regions.");
  return desk.dump().regions();
}

std::string kind_of(const RegionLine& region, bool by_type_alone) {
  if (region.state == "MEM_FREE") return "free";
  if (region.type == "MEM_IMAGE") return "image";
  if (region.type == "MEM_MAPPED") return "mapped";
  if (by_type_alone) return "private";
  const std::pair<const char*, const char*> usages[] = {
      {"Stack", "stack"}, {"Heap", "heap"}, {"TEB", "teb"}, {"PEB", "peb"}};
  for (const auto& [usage, kind] : usages)
    if (region.usage == usage) return kind;
  return "private";
}

Result<Answers> kinds_of_places(const Desk& desk, bool by_type_alone) {
  constexpr unsigned kPlaces = 8;
  desk.dump().because("The eight addresses.");
  DUMPLAB_TRY(const auto array, desk.dump().address_of("Atlas!Places"));
  DUMPLAB_TRY(const auto places, desk.dump().dwords(array, kPlaces));
  std::vector<std::string> kinds;
  for (const std::uint32_t place : places) {
    desk.dump().because("The region of this address.");
    DUMPLAB_TRY(const auto region, desk.dump().region(place));
    kinds.push_back(kind_of(region, by_type_alone));
  }
  return Answers{fmt::format("{}", fmt::join(kinds, " "))};
}

Result<Answers> places(const Desk& desk) { return kinds_of_places(desk, false); }
Result<Answers> places_by_type(const Desk& desk) { return kinds_of_places(desk, true); }

/// Regions of one type that begin with MZ.
Result<Answers> like_images(const Desk& desk, std::string_view type) {
  DUMPLAB_TRY(const auto regions, all_regions(desk));
  Answers answers;
  for (const RegionLine& region : regions) {
    if (region.type != type || region.state != "MEM_COMMIT" || is_guarded(region)) continue;
    desk.dump().because("How does it begin?");
    DUMPLAB_TRY(const auto first, desk.dump().dword(region.start));
    if ((first & 0xffff) != 0x5a4d) continue;
    DUMPLAB_TRY(const auto serial, desk.dump().witness(region.start + desk.given.at("serial")));
    answers.push_back(fmt::format("({:x}, {})", region.start, serial));
  }
  return answers;
}

Result<Answers> mapped_like_image(const Desk& desk) { return like_images(desk, "MEM_MAPPED"); }
Result<Answers> first_like_image(const Desk& desk) { return like_images(desk, "MEM_IMAGE"); }

Result<Answers> guard_bytes(const Desk& desk) {
  DUMPLAB_TRY(const auto regions, all_regions(desk));
  std::uint64_t bytes = 0;
  for (const RegionLine& region : regions)
    if (is_guarded(region)) bytes += region.size;
  return Answers{std::to_string(bytes)};
}

/// One page for each thread.
Result<Answers> guard_bytes_of_threads(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  return Answers{std::to_string(threads.size() * kPage)};
}

Result<Answers> modules(const Desk& desk) {
  desk.dump().because("The modules and their bases.");
  DUMPLAB_TRY(auto modules, desk.dump().modules());
  std::sort(modules.begin(), modules.end(),
            [](const ModuleLine& a, const ModuleLine& b) { return a.start < b.start; });
  std::vector<std::string> names;
  for (const ModuleLine& module : modules) names.push_back(module.name);
  return Answers{fmt::format("{}", fmt::join(names, " "))};
}

/// Whether the headers of the image at `base` let the section at `address` be written to; empty when no
/// section is there.
Result<std::optional<bool>> is_writable_section(const Desk& desk, std::uint32_t base, std::uint32_t address) {
  constexpr std::uint32_t kNewHeader = 0x3c, kSectionHeader = 40, kWrite = 0x80000000;
  desk.dump().because(
      "The headers of the image: where are they, how many sections, how long is what lies before "
      "their table?");
  DUMPLAB_TRY(const auto new_header, desk.dump().dword(base + kNewHeader));
  DUMPLAB_TRY(const auto header, desk.dump().dwords(base + new_header, 6));
  const std::uint32_t count = header[1] >> 16, optional_size = header[5] & 0xffff;
  const std::uint32_t table = base + new_header + 24 + optional_size;
  for (std::uint32_t i = 0; i < count; ++i) {
    desk.dump().because("A section: size and offset are the third and fourth dword, its flags the last.");
    DUMPLAB_TRY(const auto section, desk.dump().dwords(table + i * kSectionHeader, kSectionHeader / 4));
    if (address - (base + section[3]) < section[2]) return std::optional<bool>((section[9] & kWrite) != 0);
  }
  return std::optional<bool>();
}

/// Pages of read-only sections with this protection.
Result<Answers> pages_with(const Desk& desk, std::string_view protection) {
  DUMPLAB_TRY(const auto regions, all_regions(desk));
  Answers answers;
  std::uint32_t base = 0;
  for (const RegionLine& region : regions) {
    if (region.is_start) base = region.start;
    if (region.type != "MEM_IMAGE" || region.protection != protection) continue;
    DUMPLAB_TRY(const auto writable, is_writable_section(desk, base, region.start));
    if (writable && !*writable) answers.push_back(hex(region.start));
  }
  return answers;
}

Result<Answers> copied_page(const Desk& desk) { return pages_with(desk, "PAGE_READWRITE"); }
Result<Answers> page_to_be_copied(const Desk& desk) { return pages_with(desk, "PAGE_WRITECOPY"); }

struct Allocation {
  std::uint64_t size = 0;
  std::vector<std::uint32_t> in_use;  ///< regions
};

Result<Answers> largest_allocation(const Desk& desk) {
  DUMPLAB_TRY(const auto regions, all_regions(desk));
  std::vector<Allocation> allocations;
  for (const RegionLine& region : regions) {
    if (region.type != "MEM_PRIVATE") continue;
    if (region.is_start) allocations.emplace_back();
    allocations.back().size += region.size;
    if (region.state == "MEM_COMMIT") allocations.back().in_use.push_back(region.start);
  }
  std::uint64_t most = 0;
  for (const Allocation& allocation : allocations) most = std::max(most, allocation.size);
  Answers answers;
  for (const Allocation& allocation : allocations) {
    if (allocation.size != most) continue;
    for (const std::uint32_t start : allocation.in_use) {
      desk.dump().because("The page that is in use.");
      DUMPLAB_TRY(const auto serial, desk.dump().witness(start));
      answers.push_back(serial);
    }
  }
  return answers;
}

/// The page in use next to the largest region.
Result<Answers> beside_largest_region(const Desk& desk) {
  DUMPLAB_TRY(const auto regions, all_regions(desk));
  std::size_t largest = 0;
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (regions[i].type == "MEM_PRIVATE" &&
        (regions[largest].type != "MEM_PRIVATE" || regions[i].size > regions[largest].size))
      largest = i;
  if (largest == 0 || largest + 1 == regions.size()) return Answers{};
  const RegionLine& used = regions[regions[largest].is_start ? largest + 1 : largest - 1];
  DUMPLAB_TRY(const auto serial, desk.dump().witness(used.start));
  return Answers{serial};
}

}  // namespace

std::span<const Method> solve_region_map() {
  constexpr std::string_view kRegions = "list of regions";
  static const Method kMethods[] = {{"1", places, places_by_type, {}, kRegions},
                                    {"2", mapped_like_image, first_like_image, {}, kRegions},
                                    {"3", guard_bytes, guard_bytes_of_threads, {}, kRegions},
                                    {"4", modules},
                                    {"5", copied_page, page_to_be_copied, {}, kRegions},
                                    {"6", largest_allocation, beside_largest_region, {}, kRegions}};
  return kMethods;
}

}  // namespace dumplab::solution
