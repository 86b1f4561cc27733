// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <limits>
#include <set>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"
#include "minidump/streams/thread_entry.h"

namespace dumplab::minidump {
namespace {

/// Thread 0 is the idle thread of a processor and belongs to no process; ids are unique.
void note_ids(const EntryList<ThreadEntry>& entries, Reading& reading) {
  std::set<std::uint32_t> ids;
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const std::uint32_t id = entries[i].ThreadId.value();
    if (id == 0) reading.problems.add(Damage::kWarning, entries.offset(i), "a thread with id 0");
    if (!ids.insert(id).second)
      reading.problems.add(Damage::kWarning, entries.offset(i), fmt::format("a second thread {:#x}", id));
  }
}

/// The stream is a 32-bit count and the threads.
void read(const StreamInput& stream, Reading& reading) {
  EntryList<ThreadEntry> entries(find_counted_entries(stream, sizeof(ThreadEntry), reading));
  entries.limit(kMaximumThreads, reading);
  for (std::uint64_t i = 0; i < entries.size(); ++i) add_thread(entries[i], entries.offset(i), reading);
  note_ids(entries, reading);
}

/// Breakpad reads a stack only through the thread's own descriptor, so it points into the memory's bytes.
MemoryDescriptor describe_stack(const Layout& layout, AddressRange stack) {
  constexpr std::uint64_t kMaximum = std::numeric_limits<std::uint32_t>::max();
  MemoryDescriptor descriptor{};
  descriptor.StartOfMemoryRange = stack.base.value;
  if (stack.size == 0 || stack.size > kMaximum) return descriptor;
  const auto offset = layout.offset_of_memory(stack);
  if (!offset) return descriptor;
  descriptor.Memory.DataSize = static_cast<std::uint32_t>(stack.size);
  // Behind 4 GiB readers find the bytes by their address, as in the full dumps that Windows writes.
  descriptor.Memory.Rva = *offset > kMaximum ? 0 : static_cast<std::uint32_t>(*offset);
  return descriptor;
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  std::vector<std::byte> stream;
  le32 count{};
  count = static_cast<std::uint32_t>(layout.snapshot.threads.size());
  append(stream, count);
  for (const Thread& from : layout.snapshot.threads) {
    ThreadEntry to{};
    to.ThreadId = from.ThreadId;
    to.SuspendCount = from.SuspendCount;
    to.PriorityClass = from.PriorityClass;
    to.Priority = from.Priority;
    to.Teb = from.Teb;
    to.Stack = describe_stack(layout, from.stack);
    to.ThreadContext = layout.place_context(from.context);
    append(stream, to);
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kThreadListCodec{read, write};

}  // namespace dumplab::minidump
