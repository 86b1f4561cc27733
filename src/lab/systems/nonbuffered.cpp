// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "systems/deck_files.h"

namespace dumplab::systems {
namespace {

constexpr double kUnitsPerMinute = 600e6;

}  // namespace

Result<Outcome> nonbuffered(const Settings& settings) {
  DUMPLAB_TRY(const DeckFiles files, make_deck_files(settings, "nonbuffered"));
  deck::Configuration configuration;
  DUMPLAB_TRY(const auto plain, run_deck(configuration, files));
  configuration.disk_cache = true;
  DUMPLAB_TRY(const auto cached, run_deck(configuration, files));

  const deck::FileServices::Counts& counts = plain->files().counts();
  Outcome outcome;
  outcome.count("read calls", counts.reads, kInts + 1);
  outcome.count("sector reads", counts.sector_reads, kInts);
  outcome.count("distinct clusters", counts.distinct_clusters, kDataPages);
  outcome.count("distinct sectors", counts.distinct_sectors, kDataSize / 512);
  outcome.count("reads of each sector", counts.sector_reads / counts.distinct_sectors, 128);
  outcome.address("address of val", plain->lowest_buffer(), 0x4444);
  outcome.count("frame of val", plain->lowest_buffer() >> 12, 4);
  outcome.count("bytes of Data.dat in memory at once", plain->highest_buffer() - plain->lowest_buffer(), 4,
                range_text(plain->lowest_buffer(), plain->highest_buffer() - plain->lowest_buffer()));
  outcome.address("sum", plain->result(), files.sum);
  outcome.count("sector reads with a cache of one sector", cached->files().counts().sector_reads,
                kDataSize / 512);
  outcome.address("sum with the cache", cached->result(), files.sum);
  outcome.notes.push_back(
      fmt::format("Simulated time of the disk: {:.1f} minutes, with the cache {:.1f}.",
                  static_cast<double>(counts.disk_units) / kUnitsPerMinute,
                  static_cast<double>(cached->files().counts().disk_units) / kUnitsPerMinute));
  if (settings.errata)
    outcome.notes.push_back(
        "E3: the loop ends when read gives 0, so there is one call more than there are ints.");
  return outcome;
}

}  // namespace dumplab::systems
