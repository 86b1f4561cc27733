// SPDX-License-Identifier: MIT
#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"
#include "minidump/streams/thread_index.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_THREAD_NAME. The stream is a 32-bit count and the names.
struct ThreadNameEntry {
  le32 ThreadId;
  le64 RvaOfThreadName;
};
static_assert(sizeof(ThreadNameEntry) == 12);
static_assert(offsetof(ThreadNameEntry, RvaOfThreadName) == 4);

void read(const StreamInput& stream, Reading& reading) {
  const EntryList<ThreadNameEntry> entries(find_counted_entries(stream, sizeof(ThreadNameEntry), reading));
  const ThreadIndex threads(reading.snapshot.threads);
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    Thread* thread = threads.find(entries[i].ThreadId.value());
    if (!thread || thread->name) continue;
    const std::uint64_t where = entries.offset(i) + offsetof(ThreadNameEntry, RvaOfThreadName);
    thread->name =
        reading.string(entries[i].RvaOfThreadName.value(), {where, "name of thread", thread->ThreadId});
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  std::vector<std::byte> entries;
  le32 count{};
  for (const Thread& thread : layout.snapshot.threads) {
    if (!thread.name) continue;
    ThreadNameEntry to{};
    to.ThreadId = thread.ThreadId;
    to.RvaOfThreadName = layout.place_string(*thread.name);
    append(entries, to);
    count = count.value() + 1;
  }
  if (count.value() == 0) return std::nullopt;
  std::vector<std::byte> stream;
  append(stream, count);
  stream.insert(stream.end(), entries.begin(), entries.end());
  return stream;
}

}  // namespace

constinit const StreamCodec kThreadNamesCodec{read, write};

}  // namespace dumplab::minidump
