// SPDX-License-Identifier: MIT
#include "minidump/streams/entry_list.h"
#include "minidump/streams/thread_entry.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_THREAD_EX: a thread of an IA-64 process, with its register stack.
struct ThreadExEntry {
  ThreadEntry Thread;
  MemoryDescriptor BackingStore;
};
static_assert(sizeof(ThreadExEntry) == 64);

/// The stream is a 32-bit count and the threads. It stands instead of a ThreadList: where both are there,
/// that one counts.
void read(const StreamInput& stream, Reading& reading) {
  if (!reading.snapshot.threads.empty()) return;
  EntryList<ThreadExEntry> entries(find_counted_entries(stream, sizeof(ThreadExEntry), reading));
  entries.limit(kMaximumThreads, reading);
  for (std::uint64_t i = 0; i < entries.size(); ++i)
    add_thread(entries[i].Thread, entries.offset(i), reading);
}

std::optional<std::vector<std::byte>> write(Layout&) { return std::nullopt; }

}  // namespace

constinit const StreamCodec kThreadExListCodec{read, write};

}  // namespace dumplab::minidump
