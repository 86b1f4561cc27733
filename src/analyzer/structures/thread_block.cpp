// SPDX-License-Identifier: MIT
#include "structures/thread_block.h"

#include <optional>

#include "nt/memory_constants.h"
#include "nt/teb.h"
#include "nt/tib64.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

using snapshot::read_struct;

std::optional<ThreadBlock> read_block32(const MemorySource& memory, const Thread& thread) {
  const auto teb = read_struct<nt::Teb>(memory, thread.Teb);
  if (!teb || teb->Self.value() != thread.Teb) return std::nullopt;
  return ThreadBlock{thread.ThreadId,
                     thread.Teb,
                     teb->ProcessEnvironmentBlock.value(),
                     teb->StackBase.value(),
                     teb->StackLimit.value(),
                     teb->DeallocationStack.value(),
                     teb->ExceptionList.value()};
}

std::optional<ThreadBlock> read_block64(const MemorySource& memory, const Thread& thread) {
  const auto tib = read_struct<nt::Tib64>(memory, thread.Teb);
  if (!tib || tib->Self.value() != thread.Teb) return std::nullopt;
  const auto word = [&](std::uint64_t offset) {
    const auto value = read_struct<le64>(memory, thread.Teb + offset);
    return value ? value->value() : 0;
  };
  return ThreadBlock{thread.ThreadId,
                     thread.Teb,
                     word(nt::kTeb64ProcessEnvironmentBlock),
                     tib->StackBase.value(),
                     tib->StackLimit.value(),
                     word(nt::kTeb64DeallocationStack),
                     tib->ExceptionList.value()};
}

}  // namespace

std::vector<ThreadBlock> read_thread_blocks(const Snapshot& snapshot) {
  std::vector<ThreadBlock> blocks;
  const Processor processor = snapshot.system.ProcessorArchitecture;
  if (!snapshot.memory || (processor != Processor::kX86 && processor != Processor::kAmd64)) return blocks;
  const auto read = processor == Processor::kX86 ? read_block32 : read_block64;
  for (const Thread& thread : snapshot.threads)
    if (thread.Teb)
      if (const auto block = read(*snapshot.memory, thread)) blocks.push_back(*block);
  return blocks;
}

std::uint64_t teb_size(Processor processor) {
  return processor == Processor::kAmd64 ? nt::kTeb64Size : nt::kPageSize;
}

}  // namespace dumplab::structures
