// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cstring>

#include "base/try.h"
#include "systems/paged_deck.h"
#include "x86/page_entry_text.h"
#include "x86/page_table.h"

namespace dumplab::systems {
namespace {

constexpr std::uint32_t kPage = 0x2000;  // of the deck's drawing

/// Where the tables in memory have the page whose bytes are those of Data.dat at `linear`: found by the
/// bytes, not by the address.
struct Found {
  std::uint32_t directory_index = 0, table_index = 0, frame = 0;
};
std::optional<Found> find_page(deck::System& system, const DeckFiles& files, std::uint32_t linear) {
  machine::PhysicalMemory& memory = system.memory();
  const std::uint32_t directory = x86::frame_of(system.cr3());
  for (std::uint32_t i = 0; i < x86::kEntriesPerTable; ++i) {
    const std::uint32_t pde = memory.read_entry(directory, i);
    if (!(pde & x86::kEntryPresent)) continue;
    for (std::uint32_t k = 0; k < x86::kEntriesPerTable; ++k) {
      const std::uint32_t pte = memory.read_entry(x86::frame_of(pde), k);
      if (!(pte & x86::kEntryPresent)) continue;
      const std::byte* const frame = memory.host(x86::frame_of(pte));
      if (!std::memcmp(frame, files.data().data() + x86::page_of(linear), 64))
        return Found{i, k, x86::frame_of(pte)};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Outcome> translation(const Settings& settings) {
  DUMPLAB_TRY(const DeckFiles files, make_deck_files(settings, "translation"));
  PagedDeck deck;
  deck.ranges = data_then_program();
  DUMPLAB_TRY(const auto system, deck::System::create(deck.configuration(), files.files));
  std::vector<std::uint32_t> entries;
  system->on_tell = [&](std::uint32_t, std::uint32_t) {
    entries.push_back(system->pager()->read_entry(kPage));
  };
  if (auto ran = system->run(); !ran) return tl::unexpected(ran.error());

  Outcome outcome;
  const std::string page = range_text(kPage, 4096);
  const char* const kSteps[] = {"before", "after a read", "after a write"};
  const char* const kExpected[] = {"none", "P RW US A", "P RW US A D"};
  for (unsigned step = 0; step < 3; ++step)
    outcome.measures.push_back({fmt::format("bits of the PTE {}", kSteps[step]),
                                x86::flags_text(entries[step]), std::string(kExpected[step]), page});
  outcome.address("frame of linear page 0x00002000 lies at", entries[1] & x86::kEntryFrameMask, 0x4000, page);
  outcome.address("PTE after the write", entries[2], 0x4067, page);
  for (std::uint32_t linear = 0x2444; linear < kDataSize; linear += 0x400000) {
    const auto found = find_page(*system, files, linear);
    const std::string of = fmt::format("{:#010x}", linear);
    outcome.count("PDE index of " + of, found ? found->directory_index : 0xffff, linear >> 22);
    outcome.count("PTE index of " + of, found ? found->table_index : 0xffff, linear >> 12 & 0x3ff);
  }
  const auto last = find_page(*system, files, 0x013ffffc);
  outcome.count("PDE index of 0x013ffffc", last ? last->directory_index : 0xffff, 4);
  outcome.count("PTE index of 0x013ffffc", last ? last->table_index : 0xffff, 0x3ff);
  outcome.address("PTE of a page that nobody touched", system->pager()->read_entry(0x5000), 0,
                  range_text(0x5000, 4096));
  outcome.count("frames for the tables of the data", system->pager()->frames_for_tables() - 2, 5,
                range_text(0, kDataSize));
  outcome.notes.push_back(
      fmt::format("CR3 {:#010x}; indexes were found by looking for the pages' bytes.", system->cr3()));
  return outcome;
}

}  // namespace dumplab::systems
