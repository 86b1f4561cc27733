// SPDX-License-Identifier: MIT
#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_SYSTEM_MEMORY_INFO_1 up to its performance counters, which later systems made longer.
struct SystemMemoryInfoStream {
  le16 Revision, Flags;
  // MINIDUMP_SYSTEM_BASIC_INFORMATION
  le32 TimerResolution;  // 100 ns units
  le32 PageSize, NumberOfPhysicalPages, LowestPhysicalPageNumber, HighestPhysicalPageNumber,
      AllocationGranularity;
  le64 MinimumUserModeAddress, MaximumUserModeAddress, ActiveProcessorsAffinityMask;
  le32 NumberOfProcessors;
  std::uint8_t FileCacheInfo[60];
  // MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION
  le64 AvailablePages, CommittedPages, CommitLimit, PeakCommitment;
};
static_assert(sizeof(SystemMemoryInfoStream) == 148);
static_assert(offsetof(SystemMemoryInfoStream, FileCacheInfo) == 56);
static_assert(offsetof(SystemMemoryInfoStream, AvailablePages) == 116);

/// Known are 344 and 376 bytes; beyond this it is damage.
constexpr std::uint64_t kMaximumPerfInfo = 1 << 16;

/// Calls with(member of the stream, member of the snapshot) for each number.
template <typename With>
void for_each_field(const With& with) {
  using From = SystemMemoryInfoStream;
  using To = SystemMemoryInfo;
  with(&From::Revision, &To::Revision);
  with(&From::Flags, &To::Flags);
  with(&From::TimerResolution, &To::TimerResolution);
  with(&From::PageSize, &To::PageSize);
  with(&From::NumberOfPhysicalPages, &To::NumberOfPhysicalPages);
  with(&From::LowestPhysicalPageNumber, &To::LowestPhysicalPageNumber);
  with(&From::HighestPhysicalPageNumber, &To::HighestPhysicalPageNumber);
  with(&From::AllocationGranularity, &To::AllocationGranularity);
  with(&From::MinimumUserModeAddress, &To::MinimumUserModeAddress);
  with(&From::MaximumUserModeAddress, &To::MaximumUserModeAddress);
  with(&From::ActiveProcessorsAffinityMask, &To::ActiveProcessorsAffinityMask);
  with(&From::NumberOfProcessors, &To::NumberOfProcessors);
  with(&From::AvailablePages, &To::AvailablePages);
  with(&From::CommittedPages, &To::CommittedPages);
  with(&From::CommitLimit, &To::CommitLimit);
  with(&From::PeakCommitment, &To::PeakCommitment);
}

void read(const StreamInput& stream, Reading& reading) {
  const auto from =
      read_fixed<SystemMemoryInfoStream>(stream, offsetof(SystemMemoryInfoStream, FileCacheInfo), reading);
  if (!from) return;
  SystemMemoryInfo& to = reading.snapshot.system_memory.emplace();
  for_each_field([&](auto in_file, auto in_snapshot) { to.*in_snapshot = ((*from).*in_file).value(); });
  std::ranges::copy(from->FileCacheInfo, to.FileCacheInfo.begin());
  const auto rest = stream.bytes.from(sizeof *from);
  if (!rest) return;
  const auto bytes = rest->bytes().first(std::min(rest->size(), kMaximumPerfInfo));
  if (bytes.size() < rest->size())
    reading.problems.add(Damage::kStream, rest->origin() + bytes.size(), "too long for performance counters");
  to.PerfInfo = copy_of(bytes);
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (!layout.snapshot.system_memory) return std::nullopt;
  const SystemMemoryInfo& from = *layout.snapshot.system_memory;
  SystemMemoryInfoStream to{};
  for_each_field([&](auto in_file, auto in_snapshot) { to.*in_file = from.*in_snapshot; });
  std::ranges::copy(from.FileCacheInfo, to.FileCacheInfo);
  std::vector<std::byte> stream;
  append(stream, to);
  const auto rest = std::as_bytes(std::span(from.PerfInfo));
  stream.insert(stream.end(), rest.begin(), rest.end());
  return stream;
}

}  // namespace

constinit const StreamCodec kSystemMemoryInfoCodec{read, write};

}  // namespace dumplab::minidump
