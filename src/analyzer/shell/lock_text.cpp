// SPDX-License-Identifier: MIT
#include "shell/lock_text.h"

#include <fmt/format.h>

#include "shell/arguments.h"

namespace dumplab::shell {
namespace {

using structures::CriticalSectionState;

constexpr const char* kRule = "-----------------------------------------";

/// "+0x0" is written out: commands can be fed with it.
std::string symbol_of(const Target& target, std::uint64_t address) {
  std::string name = target.symbols().describe(address);
  if (!name.empty() && name.find('+') == std::string::npos) name += "+0x0";
  return name;
}

}  // namespace

std::string lock_name(const Target& target, std::uint64_t address) {
  std::string name = symbol_of(target, address);
  if (name.empty()) return "at " + target.text(address);
  name.erase(name.rfind("+0x") + 1, 2);  // here the offset is without "0x"
  return name + " at " + target.text(address);
}

std::int32_t shown_lock_count(const CriticalSectionState& section) {
  return section.lock_count < -1 ? static_cast<std::int32_t>(section.waiters) : section.lock_count;
}

void add_lock(const Target& target, const CriticalSectionState& section, document::Listing& out) {
  const auto add = [&](const char* name, const std::string& value) {
    out.add(fmt::format("{:<18} {}", name, value));
  };
  out.add("");
  out.add("CritSec " + lock_name(target, section.address))
      .address("address", section.address)
      .with("symbol", target.symbols().describe(section.address))
      .number("owning_thread", section.owning_thread)
      .number("recursion_count", section.recursion_count)
      .number("waiters", section.waiters)
      .with("lock_count", std::to_string(section.lock_count))
      .flag("is_locked", section.is_locked);
  if (!section.is_locked) {
    add("LockCount", "NOT LOCKED");
    add("RecursionCount", std::to_string(section.recursion_count));
    add("OwningThread", fmt::format("{:x}", section.owning_thread));
    add("EntryCount", fmt::format("{:x}", section.entry_count));
    add("ContentionCount", fmt::format("{:x}", section.contention_count));
    return;
  }
  add("WaiterWoken", section.waiter_woken ? "Yes" : "No");
  add("LockCount", std::to_string(shown_lock_count(section)));
  add("RecursionCount", std::to_string(section.recursion_count));
  add("OwningThread", fmt::format("{:x}", section.owning_thread));
  add("EntryCount", fmt::format("{:x}", section.entry_count));
  add("ContentionCount", fmt::format("{:x}", section.contention_count));
  out.add("*** Locked");
}

void add_critical_section(const Target& target, const CriticalSectionState& section, document::Listing& out) {
  const auto add = [&](const char* name, const std::string& value) {
    out.add(fmt::format("{:<18} = {}", name, value));
  };
  const std::string name = symbol_of(target, section.address);
  out.add(kRule);
  add("DebugInfo", fmt::format("0x{}", target.text(section.debug_info)));
  add("Critical section",
      fmt::format("0x{}{}", target.text(section.address), name.empty() ? "" : " (" + name + ")"));
  out.lines.back()
      .address("address", section.address)
      .with("symbol", target.symbols().describe(section.address))
      .number("owning_thread", section.is_locked ? section.owning_thread : 0)
      .number("waiters", section.waiters)
      .with("lock_count", std::to_string(section.lock_count))
      .number("recursion_count", section.recursion_count)
      .flag("is_locked", section.is_locked);
  if (section.is_locked) {
    out.add("LOCKED");
    add("LockCount", fmt::format("{:#x}", static_cast<std::uint32_t>(shown_lock_count(section))));
    add("WaiterWoken", section.waiter_woken ? "Yes" : "No");
    add("OwningThread", fmt::format("{:#010x}", section.owning_thread));
    add("RecursionCount", fmt::format("{:#x}", section.recursion_count));
  } else {
    out.add("NOT LOCKED");
  }
  add("LockSemaphore", fmt::format("0x{:X}", section.semaphore));
  add("SpinCount", fmt::format("{:#010x}", section.spin_count));
}

Result<structures::CriticalSectionList> read_locks(const Target& target) {
  if (target.is_64_bit()) return refuse("Critical sections of 64-bit processes are not read");
  auto list = structures::read_critical_sections(target.snapshot(), target.modules());
  if (list.sections.empty())
    return refuse(fmt::format("No critical sections are in the dump{}",
                              list.problem.empty() ? "" : ": " + list.problem));
  return list;
}

}  // namespace dumplab::shell
