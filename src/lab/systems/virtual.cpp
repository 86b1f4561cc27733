// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "systems/paged_deck.h"

namespace dumplab::systems {
namespace {

struct Setting {
  const char* policy;
  std::uint32_t frames;  // 0: all that there are
  std::uint32_t cluster;
};
// One pass over the pages: no policy can do better than another.
constexpr Setting kSettings[] = {{"fifo", 0, 1}, {"clock", 0, 1}, {"lru", 64, 1}, {"mru", 16, 1},
                                 {"fifo", 1, 1}, {"fifo", 0, 4},  {"fifo", 0, 8}};

std::uint64_t loaded_from_disk(const deck::Pager& pager) {
  return static_cast<std::uint64_t>(
      std::count_if(pager.faults().begin(), pager.faults().end(), [](const deck::Pager::Fault& fault) {
        return fault.linear < kDataSize && fault.source == deck::Pager::Source::kFile;
      }));
}

}  // namespace

Result<Outcome> virtual_memory(const Settings& settings) {
  DUMPLAB_TRY(const DeckFiles files, make_deck_files(settings, "virtual"));
  const std::string range = range_text(0, kDataSize);
  Outcome outcome;
  for (const Setting& setting : kSettings) {
    PagedDeck deck;
    deck.ranges = data_then_program();
    deck.policy = setting.policy;
    deck.data_frames = setting.frames;
    deck.cluster = setting.cluster;
    const deck::Configuration configuration = deck.configuration();
    DUMPLAB_TRY(const auto system, run_deck(configuration, files));
    deck::Pager& pager = *system->pager();
    const std::uint32_t frames = configuration.paging.data.count;
    const std::string how =
        fmt::format("{}, {} frames, {} per page-in", setting.policy, frames, setting.cluster);
    outcome.count("faults: " + how, pager.faults_in(0, kDataSize), kDataPages / setting.cluster, range);
    if (&setting != kSettings) {
      outcome.address("sum: " + how, system->result(), files.sum);
      continue;
    }
    outcome.count("pages loaded from the disk", loaded_from_disk(pager), kDataPages, range);
    outcome.count("pages that are in at the end", pager.resident().size(), frames, range);
    outcome.address("first page that is in at the end", pager.resident().front(),
                    (kDataPages - frames) * 4096, range);
    outcome.address("first victim", *pager.faults()[frames + 2].victim, 0, range);
    outcome.address("sum: " + how, system->result(), files.sum);
    if (settings.errata)
      outcome.address("address of the last int", system->told().at(1), 0x013ffffc, range);
    else
      outcome.address("address that the deck draws at the end", system->told().at(2), 0x013fffec, range);
  }
  outcome.notes.push_back(
      settings.errata
          ? "E1: 20 MB end at 0x013fffff; the last int lies at 0x013ffffc."
          : "E1: the deck draws 0x013fffec, which is the fifth int from the end (--errata shows the last).");
  return outcome;
}

}  // namespace dumplab::systems
