// SPDX-License-Identifier: MIT
#include "report/region_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/address_text.h"
#include "snapshot/system_names.h"

namespace dumplab::report {

using regions::OwnedRegion;
using regions::OwnerKind;
using structures::HeapReservation;

namespace {

/// A forged path must not be repeated at full length for every section.
constexpr std::size_t kLongestPath = 260;  // MAX_PATH

}  // namespace

RegionWords::RegionWords(const Analysis& analysis)
    : analysis_(analysis),
      is_wide_(snapshot::has_64_bit_addresses(analysis.snapshot.system.ProcessorArchitecture)) {
  for (const Thread& thread : analysis.snapshot.threads)
    threads_.try_emplace(thread.ThreadId, threads_.size());
  for (const std::uint64_t handle : analysis.process.heaps.handles) heaps_.try_emplace(handle, heaps_.size());
  for (const HeapReservation& reservation : analysis.process.heaps.reservations)
    reservations_.push_back(&reservation);
  std::ranges::stable_sort(reservations_, {}, [](const auto* r) { return r->range.base; });
}

std::string RegionWords::detail(const OwnedRegion& region) const {
  switch (region.kind) {
    case OwnerKind::kImage:
      return image_text(region);
    case OwnerKind::kStack:
    case OwnerKind::kStackGuard:
    case OwnerKind::kStackReserve:
    case OwnerKind::kBelowStack:
    case OwnerKind::kTeb:
      return thread_text(region.id);
    case OwnerKind::kHeap:
      return heap_text(region);
    case OwnerKind::kParams:
    case OwnerKind::kEnvironment:
    case OwnerKind::kSharedData:
    case OwnerKind::kKernel:
      return fmt::format("[{}]", region.owner);
    case OwnerKind::kUnknown:
    case OwnerKind::kFree:
    case OwnerKind::kPeb:
    case OwnerKind::kMapped:
    case OwnerKind::kPrivate:
      break;
  }
  return {};
}

std::optional<std::size_t> RegionWords::thread_number(std::uint64_t thread_id) const {
  const auto found = threads_.find(thread_id);
  return found == threads_.end() ? std::nullopt : std::optional(found->second);
}

const structures::ModuleImage* RegionWords::module_of(const OwnedRegion& region) const {
  return region.kind == OwnerKind::kImage ? analysis_.modules.find(region.base) : nullptr;
}

const HeapReservation* RegionWords::reservation_of(const OwnedRegion& region) const {
  const auto after = std::ranges::upper_bound(reservations_, LinearAddress{region.base}, {},
                                              [](const auto* r) { return r->range.base; });
  if (region.kind != OwnerKind::kHeap || after == reservations_.begin()) return nullptr;
  const HeapReservation* reservation = *std::prev(after);
  return reservation->range.contains({region.base}) ? reservation : nullptr;
}

std::string RegionWords::address(std::uint64_t value) const {
  return is_wide_ ? fmt::format("{:x}`{:08x}", value >> 32, value & 0xffffffff) : fmt::format("{:x}", value);
}

std::string RegionWords::thread_text(std::uint64_t thread_id) const {
  const auto& misc = analysis_.snapshot.misc;
  const auto number = thread_number(thread_id);
  return fmt::format("[~{}; {}.{:x}]", number ? std::to_string(*number) : "?",
                     misc && (misc->Flags1 & 1) ? fmt::format("{:x}", misc->ProcessId) : "?", thread_id);
}

std::string RegionWords::image_text(const OwnedRegion& region) const {
  const auto* const module = module_of(region);
  if (!module) return fmt::format("[{}]", region.owner.substr(region.owner.find(':') + 1));
  const std::string section = region.owner.substr(region.owner.rfind(':') + 1);
  return fmt::format("[{}; \"{}\"{}]", module_stem(*module), module->module->path.substr(0, kLongestPath),
                     section == "unknown" ? "" : "; " + section);
}

std::string RegionWords::heap_text(const OwnedRegion& region) const {
  const auto number = heaps_.find(region.id);
  const HeapReservation* reservation = reservation_of(region);
  const std::string id = number == heaps_.end() ? "?" : std::to_string(number->second);
  const char* type = !reservation                                           ? ""
                     : reservation->kind == HeapReservation::Kind::kSegment ? "; Type: Segment"
                                                                            : "; Type: Large block";
  return fmt::format("[ID: {}; Handle: {}{}]", id, AddressText(analysis_.snapshot)(region.id), type);
}

std::string size_text(std::uint64_t bytes) {
  constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  for (; value >= 1024 && unit + 1 < std::size(kUnits); ++unit) value /= 1024;
  return fmt::format("({:8.3f} {})", value, kUnits[unit]);
}

std::string module_stem(const structures::ModuleImage& module) {
  return module.name.substr(0, module.name.rfind('.'));
}

}  // namespace dumplab::report
