// SPDX-License-Identifier: MIT
#include <limits>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_THREAD. The stream is a 32-bit count and the threads.
struct ThreadEntry {
  le32 ThreadId, SuspendCount, PriorityClass, Priority;
  le64 Teb;                // linear address in the dumped process
  MemoryDescriptor Stack;  // from the stack pointer up, not the whole reservation
  LocationDescriptor ThreadContext;
};
static_assert(sizeof(ThreadEntry) == 48);
static_assert(offsetof(ThreadEntry, Teb) == 16);
static_assert(offsetof(ThreadEntry, Stack) == 24);
static_assert(offsetof(ThreadEntry, ThreadContext) == 40);

/// 16 times Breakpad's limit. An entry becomes some twenty times larger in memory, so a hostile count could
/// take all of it.
constexpr std::uint64_t kMaximumThreads = 1 << 16;

void read(const StreamInput& stream, Reading& reading) {
  EntryList<ThreadEntry> entries(find_counted_entries(stream, sizeof(ThreadEntry), reading));
  entries.limit(kMaximumThreads, reading);
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const ThreadEntry& from = entries[i];
    const std::uint64_t stack_at = entries.offset(i) + offsetof(ThreadEntry, Stack);
    const std::uint64_t context_at = entries.offset(i) + offsetof(ThreadEntry, ThreadContext);
    Thread& to = reading.snapshot.threads.emplace_back();
    to.ThreadId = from.ThreadId.value();
    to.SuspendCount = from.SuspendCount.value();
    to.PriorityClass = from.PriorityClass.value();
    to.Priority = from.Priority.value();
    to.Teb = from.Teb.value();
    const Field stack{stack_at, "stack of thread", to.ThreadId};
    to.stack =
        reading.range(from.Stack.StartOfMemoryRange.value(), from.Stack.Memory.DataSize.value(), stack);
    reading.add_stack(to.stack, from.Stack.Memory.Rva.value(), stack);
    to.context = reading.context(from.ThreadContext, {context_at, "context of thread", to.ThreadId});
  }
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
