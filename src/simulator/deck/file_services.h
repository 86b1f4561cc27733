// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "machine/clock.h"
#include "machine/disk.h"
#include "machine/disk_timing.h"

namespace dumplab::deck {

/// Open, read, close: files through the disk, with or without a cache of one sector.
class FileServices {
 public:
  struct Counts {
    std::uint64_t reads = 0;             ///< calls, the last one, which finds the end, included
    std::uint64_t sector_reads = 0;      ///< sectors that came from the disk, again and again
    std::uint64_t distinct_sectors = 0;  ///< of those
    std::uint64_t distinct_clusters = 0;
    std::uint64_t disk_units = 0;  ///< simulated time of the requests, 100 ns
  };

  FileServices(machine::Disk& disk, machine::Clock& clock, bool cache)
      : disk_(disk), clock_(clock), cache_(cache) {}

  /// A handle, or 0.
  std::uint32_t open(const std::string& path);
  void close(std::uint32_t handle);
  /// The next bytes of the file into `out`; gives how many there were. Not for several files at once.
  std::uint32_t read(std::uint32_t handle, std::span<std::byte> out);
  /// One call of the read service, which may need several read().
  void count_call() { ++counts_.reads; }

  const Counts& counts() const { return counts_; }

 private:
  struct OpenFile {
    const machine::DiskFile* file;
    std::uint64_t position;
  };
  void transfer(std::uint64_t first_sector, std::uint64_t count);

  machine::Disk& disk_;
  machine::Clock& clock_;
  machine::DiskTiming timing_;
  bool cache_;
  std::optional<std::uint64_t> cached_sector_;
  std::vector<OpenFile> open_;
  std::vector<bool> seen_, seen_clusters_;  // sectors and clusters of the disk
  Counts counts_;
};

}  // namespace dumplab::deck
