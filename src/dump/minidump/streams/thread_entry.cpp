// SPDX-License-Identifier: MIT
#include "minidump/streams/thread_entry.h"

#include <fmt/format.h>

namespace dumplab::minidump {
void add_thread(const ThreadEntry& from, std::uint64_t where, Reading& reading) {
  const std::uint64_t stack_at = where + offsetof(ThreadEntry, Stack);
  const std::uint64_t context_at = where + offsetof(ThreadEntry, ThreadContext);
  Thread& to = reading.snapshot.threads.emplace_back();
  to.ThreadId = from.ThreadId.value();
  to.SuspendCount = from.SuspendCount.value();
  to.PriorityClass = from.PriorityClass.value();
  to.Priority = from.Priority.value();
  to.Teb = from.Teb.value();
  const Field stack{stack_at, "stack of thread", to.ThreadId};
  to.stack = reading.range(from.Stack.StartOfMemoryRange.value(), from.Stack.Memory.DataSize.value(), stack);
  reading.add_stack(to.stack, from.Stack.Memory.Rva.value(), stack);
  const Field context{context_at, "context of thread", to.ThreadId};
  to.context = reading.context(from.ThreadContext, context);
  if (from.ThreadContext.DataSize.value() == 0 || from.ThreadContext.Rva.value() == 0)
    reading.problems.add(Damage::kEntry, context_at, fmt::format("thread {:#x} has no context", to.ThreadId));
}

}  // namespace dumplab::minidump
