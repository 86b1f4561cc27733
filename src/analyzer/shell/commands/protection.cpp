// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "nt/memory_constants.h"
#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> protection(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  DUMPLAB_TRY(const std::uint64_t address, address_or_ip(session, invocation.arguments));
  const auto* region = regions::find_region(target.analysis().regions, address);
  if (!region) return refuse(fmt::format("{} is beyond the address space", target.text(address)));
  document::Listing list{"region", {}};
  const auto add = [&](const char* name, std::string value, const std::string& word = {}) {
    list.add(fmt::format("{:<20}{}{}{}", std::string(name) + ":", value, word.empty() ? "" : "  ", word))
        .with(name, value)
        .with("word", word);
  };
  const auto number = [&](const char* name, std::uint32_t value, const std::string& word) {
    add(name, value ? fmt::format("{:08x}", value) : "not in the dump", word);
  };
  add("BaseAddress", target.text(region->base));
  if (region->state != nt::kMemFree) {
    add("AllocationBase",
        region->allocation_base ? target.text(*region->allocation_base) : "not in the dump");
    number("AllocationProtect", region->allocation_protect,
           nt::describe_protection(region->allocation_protect));
  }
  add("RegionSize", target.text(region->size));
  number("State", region->state, nt::describe_state(region->state));
  if (region->state != nt::kMemFree) {
    if (region->state != nt::kMemReserve)
      number("Protect", region->protect, nt::describe_protection(region->protect));
    number("Type", region->type, nt::describe_type(region->type));
  }
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
