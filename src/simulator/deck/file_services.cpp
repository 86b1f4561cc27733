// SPDX-License-Identifier: MIT
#include "deck/file_services.h"

namespace dumplab::deck {

using machine::kClusterSize;
using machine::kSectorSize;

std::uint32_t FileServices::open(const std::string& path) {
  const machine::DiskFile* const file = disk_.find(path);
  if (file == nullptr) return 0;
  open_.push_back({file, 0});
  return static_cast<std::uint32_t>(open_.size());
}

void FileServices::close(std::uint32_t handle) {
  if (handle - 1 < open_.size()) open_[handle - 1].file = nullptr;
}

void FileServices::transfer(std::uint64_t first_sector, std::uint64_t count) {
  const std::uint64_t units = timing_.request(first_sector, count);
  clock_.advance(units * machine::Clock::kInstructionsPerUnit);
  counts_.disk_units += units;
  counts_.sector_reads += count;
  disk_.count_read(count);
  if (seen_.size() < first_sector + count) seen_.resize(first_sector + count);
  for (std::uint64_t sector = first_sector; sector < first_sector + count; ++sector) {
    counts_.distinct_sectors += !seen_[sector];
    seen_[sector] = true;
    const std::uint64_t cluster = sector / (kClusterSize / kSectorSize);
    if (seen_clusters_.size() <= cluster) seen_clusters_.resize(cluster + 1);
    counts_.distinct_clusters += !seen_clusters_[cluster];
    seen_clusters_[cluster] = true;
  }
}

std::uint32_t FileServices::read(std::uint32_t handle, std::span<std::byte> out) {
  if (handle - 1 >= open_.size() || open_[handle - 1].file == nullptr) return 0;
  OpenFile& open = open_[handle - 1];
  const std::size_t count = open.file->content.read(open.position, out);
  if (count == 0) return 0;
  const std::uint64_t start = std::uint64_t{open.file->first_cluster} * kClusterSize + open.position;
  std::uint64_t first = start / kSectorSize;
  const std::uint64_t last = (start + count - 1) / kSectorSize;
  if (cache_ && cached_sector_ == first) ++first;
  if (first <= last) transfer(first, last - first + 1);
  cached_sector_ = last;
  open.position += count;
  return static_cast<std::uint32_t>(count);
}

}  // namespace dumplab::deck
