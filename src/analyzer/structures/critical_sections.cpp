// SPDX-License-Identifier: MIT
#include "structures/critical_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/little_endian.h"
#include "base/text.h"
#include "nt/critical_section.h"
#include "nt/peb.h"
#include "snapshot/captured_memory.h"
#include "snapshot/read_struct.h"
#include "structures/list_walk.h"
#include "structures/thread_block.h"
#include "symbols/pdb.h"

namespace dumplab::structures {
namespace {

using snapshot::read_struct;

constexpr std::uint64_t kLinks = offsetof(nt::CriticalSectionDebug, ProcessLocksList);
/// More than any real process has; a forged dump ends here.
constexpr std::size_t kMostScanned = 1 << 16;

std::optional<std::uint64_t> find_head_by_symbol(const ModuleImages& modules) {
  for (const ModuleImage& m : modules.all()) {
    const auto* pdb = dynamic_cast<const symbols::Pdb*>(m.symbols.get());
    if (!pdb || lower(m.name) != "ntdll.dll") continue;
    for (const symbols::GlobalSymbol& global : pdb->find_globals("RtlCriticalSectionList"))
      if (global.kind == symbols::GlobalSymbol::Kind::kData) return m.module->BaseOfImage + global.rva;
  }
  return std::nullopt;
}

/// Reads a process's sections into a CriticalSectionList.
class Reader {
 public:
  Reader(const MemorySource& memory, CriticalSectionList& to) : memory_(memory), to_(to) {}

  /// The list around a section that is known to exist: its only entry without a record is the head. A record
  /// that is alone in its list (Wine makes such) shows none.
  std::optional<std::uint64_t> find_head_from(std::uint64_t section) const {
    const auto debug_info = memory_.read_u32({section});
    if (section == 0 || !debug_info || !read_critical_section_debug(memory_, *debug_info))
      return std::nullopt;
    const std::uint64_t first = *debug_info + kLinks;
    const ListWalk walk = walk_list(memory_, first);
    for (const std::uint64_t entry : walk.entries)
      if (!read_critical_section_debug(memory_, entry - kLinks)) return entry;
    return walk.entries.empty() ? std::nullopt : std::optional(first);
  }

  /// `is_head` false: `head` is itself a section's entry, of a list that broke before its head was met.
  void follow(std::uint64_t head) {
    to_.list_found = true;
    const ListWalk walk = walk_list(memory_, head);
    to_.is_complete = walk.end == ListWalk::End::kClosed;
    to_.problem = walk.end == ListWalk::End::kHeadMissing
                      ? fmt::format("the head of the list, {:#x}, is not in the dump", head)
                      : walk.describe("list of critical sections");
    if (read_critical_section_debug(memory_, head - kLinks)) add_of_record(head - kLinks, true);
    for (const std::uint64_t entry : walk.entries)
      if (!add_of_record(entry - kLinks, true)) {
        to_.is_complete = false;
        to_.problem = fmt::format("the section of the record at {:#x} is not in the dump", entry - kLinks);
      }
  }

  /// Looks at every aligned place of the dump's memory.
  void scan() {
    std::vector<std::byte> chunk(1 << 16);
    for (const AddressRange& range : memory_.ranges())
      for (std::uint64_t done = 0; done < range.size;
           done += chunk.size() - sizeof(nt::CriticalSectionDebug)) {
        const std::uint64_t base = range.base.value + done;
        const std::size_t count = memory_.read(
            {base}, std::span(chunk).first(std::min<std::uint64_t>(chunk.size(), range.size - done)));
        scan_chunk(base, std::span(chunk).first(count));
        if (to_.sections.size() >= kMostScanned) return;
      }
  }

  void add_section(std::uint64_t address) {
    if (address == 0 || !seen_.insert(address).second) return;
    if (const auto state = read_critical_section(memory_, address)) to_.sections.push_back(*state);
  }

 private:
  bool add_of_record(std::uint64_t address, bool in_list) {
    const auto record = read_struct<nt::CriticalSectionDebug>(memory_, address);
    if (!record) return false;
    const std::uint64_t section = record->CriticalSection_.value();
    auto state = read_critical_section(memory_, section);
    if (!state) return false;
    if (!seen_.insert(section).second) return true;
    state->in_list = in_list;
    to_.sections.push_back(*state);
    return true;
  }

  void scan_chunk(std::uint64_t base, std::span<const std::byte> bytes) {
    const auto word = [&](std::size_t at) { return load_u32(bytes.data() + at); };
    for (std::size_t at = (4 - base % 4) % 4; at + sizeof(nt::CriticalSectionDebug) <= bytes.size();
         at += 4) {
      const std::uint64_t record = base + at, links = record + kLinks;
      const std::uint32_t section = word(at + 4), next = word(at + 8), before = word(at + 12);
      // Any entry of a linked list leads back to itself where a section would; but its first word is a
      // pointer, and a record's Type is 0 or 1.
      if ((word(at) & 0xffff) > 1) continue;
      if (section < 0x10000 || next < 0x10000 || before < 0x10000 || (section | next | before) % 4 != 0)
        continue;
      if (!read_critical_section_debug(memory_, record)) continue;
      const auto next_back = memory_.read_u32({std::uint64_t{next} + 4});
      const auto before_next = memory_.read_u32({before});
      if (next_back == links && before_next == links) add_of_record(record, false);
    }
  }

  const MemorySource& memory_;
  CriticalSectionList& to_;
  std::set<std::uint64_t> seen_;
};

}  // namespace

const CriticalSectionState* CriticalSectionList::find(std::uint64_t address) const {
  const auto found = std::ranges::find(sections, address, &CriticalSectionState::address);
  return found == sections.end() ? nullptr : &*found;
}

CriticalSectionList read_critical_sections(const Snapshot& snapshot, const ModuleImages& modules) {
  CriticalSectionList list;
  if (!snapshot.memory || snapshot.system.ProcessorArchitecture != Processor::kX86) {
    list.problem = "critical sections are read in 32-bit processes only";
    return list;
  }
  const MemorySource& memory = *snapshot.memory;
  for (const ThreadBlock& block : read_thread_blocks(snapshot))
    if (const auto peb = read_struct<nt::Peb>(memory, block.peb)) {
      list.loader_lock = peb->LoaderLock.value();
      list.fast_peb_lock = peb->FastPebLock.value();
      break;
    }
  Reader reader(memory, list);
  auto head = find_head_by_symbol(modules);
  if (!head) head = reader.find_head_from(list.loader_lock);
  if (!head) head = reader.find_head_from(list.fast_peb_lock);
  if (head) reader.follow(*head);
  if (!head) list.problem = "no list of critical sections was found: memory was scanned for them";
  const std::size_t listed = list.sections.size();
  reader.add_section(list.loader_lock);
  reader.add_section(list.fast_peb_lock);
  if (!list.is_complete) reader.scan();
  std::sort(list.sections.begin() + static_cast<std::ptrdiff_t>(listed), list.sections.end(),
            [](const auto& a, const auto& b) { return a.address < b.address; });
  return list;
}

}  // namespace dumplab::structures
