// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <span>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_PROCESS_VM_COUNTERS_1 and _2: this, and 64-bit counters.
struct CountersHeader {
  le16 Revision, Flags;
  le32 PageFaultCount;
};
static_assert(sizeof(CountersHeader) == 8);

using Counter = std::uint64_t VmCounters::*;
constexpr Counter kRevision1[] = {&VmCounters::PeakWorkingSetSize,
                                  &VmCounters::WorkingSetSize,
                                  &VmCounters::QuotaPeakPagedPoolUsage,
                                  &VmCounters::QuotaPagedPoolUsage,
                                  &VmCounters::QuotaPeakNonPagedPoolUsage,
                                  &VmCounters::QuotaNonPagedPoolUsage,
                                  &VmCounters::PagefileUsage,
                                  &VmCounters::PeakPagefileUsage,
                                  &VmCounters::PrivateUsage};
constexpr Counter kRevision2[] = {&VmCounters::PeakWorkingSetSize,
                                  &VmCounters::WorkingSetSize,
                                  &VmCounters::QuotaPeakPagedPoolUsage,
                                  &VmCounters::QuotaPagedPoolUsage,
                                  &VmCounters::QuotaPeakNonPagedPoolUsage,
                                  &VmCounters::QuotaNonPagedPoolUsage,
                                  &VmCounters::PagefileUsage,
                                  &VmCounters::PeakPagefileUsage,
                                  &VmCounters::PeakVirtualSize,
                                  &VmCounters::VirtualSize,
                                  &VmCounters::PrivateUsage,
                                  &VmCounters::PrivateWorkingSetSize,
                                  &VmCounters::SharedCommitUsage,
                                  &VmCounters::JobSharedCommitUsage,
                                  &VmCounters::JobPrivateCommitUsage,
                                  &VmCounters::JobPeakPrivateCommitUsage,
                                  &VmCounters::JobPrivateCommitLimit,
                                  &VmCounters::JobTotalCommitLimit};
static_assert(sizeof(CountersHeader) + std::size(kRevision1) * sizeof(le64) == 80);
static_assert(sizeof(CountersHeader) + std::size(kRevision2) * sizeof(le64) == 152);

std::span<const Counter> counters_of(std::uint16_t revision) {
  return revision >= 2 ? std::span<const Counter>(kRevision2) : std::span<const Counter>(kRevision1);
}

void read(const StreamInput& stream, Reading& reading) {
  const auto header = read_fixed<CountersHeader>(stream, sizeof(CountersHeader), reading);
  if (!header) return;
  VmCounters& to = reading.snapshot.vm_counters.emplace();
  to.Revision = header->Revision.value();
  to.Flags = header->Flags.value();
  to.PageFaultCount = header->PageFaultCount.value();
  std::uint64_t at = sizeof(CountersHeader);
  for (const Counter counter : counters_of(to.Revision)) {
    const auto value = stream.bytes.at<le64>(at);
    if (!value) {
      reading.problems.add(
          Damage::kStream, stream.bytes.origin() + stream.bytes.size(),
          fmt::format("the stream ends after {} bytes of revision {}", stream.bytes.size(), to.Revision));
      return;
    }
    to.*counter = (*value)->value();
    at += sizeof(le64);
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (!layout.snapshot.vm_counters) return std::nullopt;
  const VmCounters& from = *layout.snapshot.vm_counters;
  std::vector<std::byte> stream;
  append(stream, CountersHeader{le16(from.Revision), le16(from.Flags), le32(from.PageFaultCount)});
  for (const Counter counter : counters_of(from.Revision)) append(stream, le64(from.*counter));
  return stream;
}

}  // namespace

constinit const StreamCodec kProcessVmCountersCodec{read, write};

}  // namespace dumplab::minidump
