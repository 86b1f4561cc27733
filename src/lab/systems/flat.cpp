// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "systems/paged_deck.h"

namespace dumplab::systems {
namespace {

constexpr std::uint32_t kFlatSize = kProgramSize + kDataSize;
constexpr std::uint32_t kPasses = 3;  // memset, readbuf, sum
constexpr std::uint32_t kOtherFrames = 32;

struct Expected {
  const char* policy;
  std::uint32_t saved_per_frame;  // faults
};
constexpr Expected kPolicies[] = {{"fifo", 0}, {"clock", 0}, {"lru", 0}, {"mru", 2}, {"opt", 2}};

PagedDeck flat_deck(std::uint32_t frames) {
  PagedDeck deck;
  deck.ranges = {{0, kProgramSize, 0, false, nullptr},
                 {kProgramSize, kDataSize, std::nullopt, true, nullptr}};
  deck.memory = std::max<std::uint64_t>(kMemory, (frames + kOtherFrames) * std::uint64_t{4096});
  deck.data_frames = frames;
  return deck;
}

}  // namespace

Result<Outcome> flat(const Settings& settings) {
  DUMPLAB_TRY(const DeckFiles files, make_deck_files(settings, "flat"));
  const std::string data = range_text(kProgramSize, kDataSize);
  Outcome outcome;
  outcome.comparison.titles = {"page faults"};
  for (const Expected& policy : kPolicies) outcome.comparison.titles.emplace_back(policy.policy);
  for (const std::uint32_t frames : {224u, 240u}) {
    PagedDeck deck = flat_deck(frames);
    replacement::ReferenceString future;
    std::vector<std::string> row = {fmt::format("{} frames", frames)};
    for (const Expected& policy : kPolicies) {
      deck.policy = policy.policy;
      deck.future = &future;  // as the run with lru recorded it
      DUMPLAB_TRY(const auto system, run_deck(deck.configuration(), files));
      deck::Pager& pager = *system->pager();
      if (deck.policy == "lru") future = pager.references();
      row.push_back(fmt::format("{}", pager.faults_in(kProgramSize, kDataSize)));
      const std::string how = fmt::format("{}, {} frames", policy.policy, frames);
      outcome.count("faults: " + how, pager.faults_in(kProgramSize, kDataSize),
                    kPasses * kDataPages - policy.saved_per_frame * frames, data);
      outcome.address("sum: " + how, system->result(), files.sum, data);
      if (deck.policy != "fifo" || frames != 224) continue;
      std::uint64_t zero = 0, disk = 0;
      for (const auto& fault : pager.faults())
        if (fault.linear >= kProgramSize) (fault.source == deck::Pager::Source::kZero ? zero : disk) += 1;
      outcome.count("faults of fifo that made zeros", zero, kDataPages, data);
      outcome.count("faults of fifo that read the disk", disk, 2 * kDataPages, data);
      outcome.count("pages of the linear space", pager.pages(), 5632, range_text(0, kFlatSize));
      outcome.count("frames for page tables and directory", pager.frames_for_tables(), 7,
                    range_text(0, kFlatSize));
      outcome.count("bytes of those", pager.frames_for_tables() * 4096, 28672, range_text(0, kFlatSize));
      outcome.count("pages of code and stack that were touched", pager.faults_in(0, kProgramSize), 2,
                    range_text(0, kProgramSize));
      outcome.address("sizeof buf", system->told().at(settings.errata ? 1 : 2),
                      settings.errata ? 0x01400000 : 0x05000000);
    }
    outcome.comparison.rows.push_back(std::move(row));
    if (deck.memory > kMemory)
      outcome.notes.push_back(fmt::format("{} data frames: --memory {} KiB.", frames, deck.memory >> 10));
  }
  outcome.notes.push_back(
      settings.errata
          ? "E2: int buf[20*1024*1024/4] is 20 MB, which is what the 22 MB of the drawing hold."
          : "E2: int buf[20*1024*1024) as the deck has it would be 80 MB; the program's buffer is 20 MB.");
  outcome.notes.push_back(
      "A cyclic scan of more pages than frames is LRU's worst case: what it throws out is needed next.");
  return outcome;
}

}  // namespace dumplab::systems
