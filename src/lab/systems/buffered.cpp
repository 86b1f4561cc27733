// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "systems/deck_files.h"

namespace dumplab::systems {

Result<Outcome> buffered(const Settings& settings) {
  DUMPLAB_TRY(const DeckFiles files, make_deck_files(settings, "buffered"));
  DUMPLAB_TRY(const auto system, run_deck(deck::Configuration{}, files));
  DUMPLAB_TRY(const DeckFiles other_files, make_deck_files(settings, "nonbuffered"));
  deck::Configuration with_cache;
  with_cache.disk_cache = true;
  DUMPLAB_TRY(const auto other, run_deck(with_cache, other_files));
  const std::uint64_t other_reads = other->files().counts().reads;
  const deck::FileServices::Counts& counts = system->files().counts();
  const std::uint32_t size = system->highest_buffer() - system->lowest_buffer();
  Outcome outcome;
  outcome.count("read calls", counts.reads, kDataPages + 1);
  outcome.count("memset calls", system->memset_calls(), kDataPages + 1);
  outcome.count("sector reads", counts.sector_reads, kDataSize / 512);
  outcome.count("distinct clusters", counts.distinct_clusters, kDataPages);
  outcome.address("address of buf", system->lowest_buffer(), 0x4000);
  outcome.count("bytes of buf", size, 4096, range_text(system->lowest_buffer(), size));
  outcome.count("ints in buf", size / 4, 1024);
  outcome.count("element of buf at 0x00004444", system->told().at(1) / 4, 273);
  // 5,242,881 against 5,121: 1,023.8.
  outcome.count("calls of the non-buffered program to one of this",
                (other_reads + counts.reads / 2) / counts.reads, 1024);
  outcome.address("sum", system->result(), files.sum);
  return outcome;
}

}  // namespace dumplab::systems
