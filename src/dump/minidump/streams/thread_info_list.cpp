// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"
#include "minidump/streams/thread_index.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_THREAD_INFO_LIST.
struct ThreadInfoHeader {
  le32 SizeOfHeader, SizeOfEntry, NumberOfEntries;
};
static_assert(sizeof(ThreadInfoHeader) == 12);

/// MINIDUMP_THREAD_INFO. Times are in 100 ns; CreateTime and ExitTime are FILETIMEs.
struct ThreadInfoEntry {
  le32 ThreadId, DumpFlags, DumpError, ExitStatus;
  le64 CreateTime, ExitTime, KernelTime, UserTime, StartAddress, Affinity;
};
static_assert(sizeof(ThreadInfoEntry) == 64);
static_assert(offsetof(ThreadInfoEntry, CreateTime) == 16);
static_assert(offsetof(ThreadInfoEntry, StartAddress) == 48);

/// As a FILETIME: when the dump was taken and a day, since clocks are set; 2^64-1 when that is not known.
std::uint64_t latest_time(const Snapshot& snapshot) {
  constexpr std::uint64_t kPerSecond = 10'000'000, kFrom1601To1970 = 11'644'473'600, kDay = 86'400;
  if (snapshot.TimeDateStamp == 0) return ~std::uint64_t{0};
  return (snapshot.TimeDateStamp + kFrom1601To1970 + kDay) * kPerSecond;
}

void read(const StreamInput& stream, Reading& reading) {
  const EntryList<ThreadInfoEntry> entries(
      find_headed_entries(stream, sizeof(le32), sizeof(ThreadInfoEntry), reading));
  const ThreadIndex threads(reading.snapshot.threads);
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const ThreadInfoEntry& from = entries[i];
    Thread* thread = threads.find(from.ThreadId.value());
    if (!thread || thread->info) continue;
    if (from.CreateTime.value() > latest_time(reading.snapshot))
      reading.problems.add(Damage::kWarning, entries.offset(i) + offsetof(ThreadInfoEntry, CreateTime),
                           fmt::format("thread {:#x} was created after the dump", thread->ThreadId));
    ThreadInfo& to = thread->info.emplace();
    to.DumpFlags = from.DumpFlags.value();
    to.DumpError = from.DumpError.value();
    to.ExitStatus = from.ExitStatus.value();
    to.CreateTime = from.CreateTime.value();
    to.ExitTime = from.ExitTime.value();
    to.KernelTime = from.KernelTime.value();
    to.UserTime = from.UserTime.value();
    to.StartAddress = from.StartAddress.value();
    to.Affinity = from.Affinity.value();
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  std::vector<std::byte> entries;
  std::uint32_t count = 0;
  for (const Thread& thread : layout.snapshot.threads) {
    if (!thread.info) continue;
    const ThreadInfo& from = *thread.info;
    ThreadInfoEntry to{};
    to.ThreadId = thread.ThreadId;
    to.DumpFlags = from.DumpFlags;
    to.DumpError = from.DumpError;
    to.ExitStatus = from.ExitStatus;
    to.CreateTime = from.CreateTime;
    to.ExitTime = from.ExitTime;
    to.KernelTime = from.KernelTime;
    to.UserTime = from.UserTime;
    to.StartAddress = from.StartAddress;
    to.Affinity = from.Affinity;
    append(entries, to);
    ++count;
  }
  if (count == 0) return std::nullopt;
  ThreadInfoHeader header{};
  header.SizeOfHeader = static_cast<std::uint32_t>(sizeof(ThreadInfoHeader));
  header.SizeOfEntry = static_cast<std::uint32_t>(sizeof(ThreadInfoEntry));
  header.NumberOfEntries = count;
  std::vector<std::byte> stream;
  append(stream, header);
  stream.insert(stream.end(), entries.begin(), entries.end());
  return stream;
}

}  // namespace

constinit const StreamCodec kThreadInfoListCodec{read, write};

}  // namespace dumplab::minidump
