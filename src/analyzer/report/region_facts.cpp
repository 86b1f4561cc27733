// SPDX-License-Identifier: MIT
#include "report/region_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "nt/memory_constants.h"
#include "report/address_text.h"
#include "report/region_json.h"
#include "report/region_words.h"
#include "snapshot/captured_memory.h"

namespace dumplab::report {
namespace {

using regions::OwnedRegion;
using regions::OwnerKind;

constexpr const char* kNotInDump = "not in the dump";

const OwnedRegion& region_at(const Analysis& analysis, std::uint64_t address) {
  const OwnedRegion* region = regions::find_region(analysis.regions, address);
  DUMPLAB_CHECK(region);
  return *region;
}

/// Bytes from `address` to the first one that the dump lacks, or to the region's end.
std::uint64_t content_length(const Snapshot& snapshot, const OwnedRegion& region, std::uint64_t address) {
  if (!snapshot.memory) return 0;
  const auto ranges = snapshot.memory->ranges();
  std::uint64_t at = address;
  for (std::size_t i = snapshot::find_range(ranges, {address}); i < ranges.size(); ++i) {
    if (!ranges[i].contains({at})) break;
    at = ranges[i].end().value;
  }
  return std::min(at - address, region.size - (address - region.base));
}

/// The commands that say more.
std::vector<std::string> more_info(const OwnedRegion& region, const RegionWords& words) {
  switch (region.kind) {
    case OwnerKind::kImage: {
      const auto* const module = words.module_of(region);
      if (!module) return {};
      const std::string stem = module_stem(*module);
      return {"lmv m " + stem, "!lmi " + stem, "!dh " + hex(module->module->BaseOfImage)};
    }
    case OwnerKind::kStack:
    case OwnerKind::kStackGuard:
    case OwnerKind::kStackReserve:
    case OwnerKind::kBelowStack:
      if (const auto number = words.thread_number(region.id)) return {fmt::format("~{}k", *number)};
      return {};
    case OwnerKind::kTeb:
      return {"!teb " + hex(region.base)};
    case OwnerKind::kPeb:
      return {"!peb " + hex(region.base)};
    case OwnerKind::kHeap:
      return {"!heap " + hex(region.id)};
    default:
      return {};
  }
}

/// Rows of a name, and of a number with its word, as WinDbg writes them.
class FactRows {
 public:
  FactRows(const Analysis& analysis, document::Table& table) : text_(analysis.snapshot), table_(table) {}

  void add(const std::string& name, std::string value, const std::string& word = {}) {
    if (!word.empty()) value = fmt::format("{:<17} {}", value, word);
    table_.rows.push_back({name + ":", std::move(value)});
  }
  void add_address(const std::string& name, std::uint64_t value, const std::string& word = {}) {
    add(name, text_(value), word);
  }
  /// 0 where `may_lack`: there is none; elsewhere 0 is not known.
  void add_number(const std::string& name, std::uint32_t value, const std::string& word, bool may_lack) {
    if (value == 0)
      add(name, may_lack ? "" : kNotInDump);
    else
      add(name, fmt::format("{:08x}", value), word);
  }

 private:
  AddressText text_;
  document::Table& table_;
};

void add_protections(const OwnedRegion& region, FactRows& rows) {
  const bool is_free = region.state == nt::kMemFree;
  rows.add_number("State", region.state, nt::describe_state(region.state), false);
  rows.add_number("Protect", region.protect, nt::describe_protection(region.protect),
                  is_free || region.state == nt::kMemReserve);
  rows.add_number("Type", region.type, nt::describe_type(region.type), is_free);
  if (is_free) return;
  if (region.allocation_base)
    rows.add_address("Allocation Base", *region.allocation_base);
  else
    rows.add("Allocation Base", kNotInDump);
  rows.add_number("Allocation Protect", region.allocation_protect,
                  nt::describe_protection(region.allocation_protect), false);
}

}  // namespace

document::Document describe_region(const Analysis& analysis, std::uint64_t address) {
  const OwnedRegion& region = region_at(analysis, address);
  const RegionWords words(analysis);
  document::Table table{{{""}, {""}}, {}};
  FactRows rows(analysis, table);
  rows.add("Usage", std::string(regions::usage_of(region.kind)), words.detail(region));
  rows.add("Owner", region.owner);
  rows.add_address("Base Address", region.base);
  rows.add_address("End Address", region.base + region.size);
  rows.add_address("Region Size", region.size, size_text(region.size));
  add_protections(region, rows);
  if (const auto* const module = words.module_of(region)) {
    rows.add("Image Path", module->module->path);
    rows.add("Module Name", module_stem(*module));
  }
  for (const std::string& command : more_info(region, words)) rows.add("More info", command);
  const std::uint64_t length = content_length(analysis.snapshot, region, address);
  rows.add("Content source", length ? "1 (target), length: " + words.address(length) : kNotInDump);
  document::Document out;
  out.table(std::move(table));
  return out;
}

std::string describe_region_json(const Analysis& analysis, std::uint64_t address) {
  const OwnedRegion& region = region_at(analysis, address);
  const RegionWords words(analysis);
  const bool has_thread = regions::usage_of(region.kind) == "Stack" || region.kind == OwnerKind::kTeb;
  const auto* const module = words.module_of(region);
  Json json = listed_region_json(region);
  const std::string protect = nt::describe_protection(region.allocation_protect);
  json["allocation_protect"] = protect.empty() ? Json() : Json(protect);
  json["address"] = hex(address);
  json["content_length"] = hex(content_length(analysis.snapshot, region, address));
  json["thread_id"] = has_thread ? Json(region.id) : Json();
  json["heap"] = region.kind == OwnerKind::kHeap ? Json(hex(region.id)) : Json();
  json["module"] = module ? Json(module->name) : Json();
  json["path"] = module ? Json(module->module->path) : Json();
  json["more_info"] = more_info(region, words);
  return to_text(json);
}

}  // namespace dumplab::report
