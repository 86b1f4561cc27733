// SPDX-License-Identifier: MIT
#include "dumps.h"

#include <fmt/format.h>

#include <algorithm>

#include "minidump/writer.h"
#include "nt/memory_constants.h"
#include "scenario/run.h"
#include "snapshot/captured_memory.h"
#include "snapshot/profile.h"

namespace dumplab::bench {
namespace {

std::optional<Snapshot> capture(const char* name) {
  const auto guest = scenario::GuestSet::find();
  if (!guest) return std::nullopt;
  scenario::Request request;
  request.program = std::string(DUMPLAB_ANALYZE_PROGRAMS) + "/" + name + ".exe";
  auto run = scenario::Run::prepare(*guest, request);
  if (!run) return std::nullopt;
  auto captures = (*run)->execute();
  if (captures.empty()) return std::nullopt;
  return snapshot::reduce(captures.front().snapshot, snapshot::Profile::kFull);
}

bool write(const Snapshot& snapshot, const std::filesystem::path& dump) {
  const auto written = minidump::write_file(snapshot, dump);
  if (!written) fmt::print(stderr, "bench-analyze: {}: {}\n", dump.string(), written.error().what);
  return written.has_value();
}

/// Makes `size` bytes of the largest free region a mapped file full of zeros.
bool add_mapping(Snapshot& snapshot, std::uint64_t size) {
  auto free = snapshot.regions.end();
  for (auto region = snapshot.regions.begin(); region != snapshot.regions.end(); ++region)
    if (region->State == nt::kMemFree &&
        (free == snapshot.regions.end() || region->RegionSize > free->RegionSize))
      free = region;
  if (free == snapshot.regions.end() || free->RegionSize < size) return false;
  Region mapping;
  mapping.BaseAddress = mapping.AllocationBase = free->BaseAddress;
  mapping.RegionSize = size;
  mapping.State = nt::kMemCommit;
  mapping.Type = nt::kMemMapped;
  mapping.Protect = mapping.AllocationProtect = nt::kPageReadWrite;
  free->BaseAddress += size;
  free->RegionSize -= size;
  if (free->RegionSize == 0) free = snapshot.regions.erase(free);
  snapshot.regions.insert(free, mapping);

  const auto memory = std::make_shared<snapshot::CapturedMemory>();
  SparseBytes zeros;
  zeros.resize(size);
  bool added = false;
  for (const AddressRange& range : snapshot.memory->ranges()) {
    if (!added && range.base.value > mapping.BaseAddress) {
      memory->append({mapping.BaseAddress}, zeros);
      added = true;
    }
    std::vector<std::byte> bytes(range.size);
    if (snapshot.memory->read(range.base, bytes) != bytes.size()) return false;
    memory->append(range.base, bytes);
  }
  if (!added) memory->append({mapping.BaseAddress}, zeros);
  snapshot.memory = memory;
  return true;
}

}  // namespace

bool make_large_dump(const std::filesystem::path& dump, std::uint64_t size) {
  auto snapshot = capture("many_threads");
  return snapshot && snapshot->threads.size() == 40 && add_mapping(*snapshot, size) && write(*snapshot, dump);
}

bool make_deep_dump(const std::filesystem::path& dump) {
  const auto snapshot = capture("deep_stack");
  return snapshot && write(*snapshot, dump);
}

}  // namespace dumplab::bench
