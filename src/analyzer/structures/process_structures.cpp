// SPDX-License-Identifier: MIT
#include "structures/process_structures.h"

#include "nt/heap.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

constexpr std::uint32_t kMaximumHeaps = 1024;
/// Lists that loop, or are forged, end here.
constexpr std::size_t kMaximumReservations = 65'536;

using snapshot::read_struct;

void read_heap(const MemorySource& memory, std::uint32_t handle, std::vector<HeapReservation>& reservations) {
  const auto heap = read_struct<nt::Heap>(memory, handle);
  if (!heap || heap->Signature.value() != nt::kHeapSignature) return;
  for (const le32& pointer : heap->Segments) {
    if (pointer.value() == 0) continue;
    const auto segment = read_struct<nt::HeapSegment>(memory, pointer.value());
    const bool valid =
        segment && segment->Signature.value() == nt::kHeapSegmentSignature && segment->Heap.value() == handle;
    if (valid) reservations.push_back({handle, segment->BaseAddress.value()});
  }
  const std::uint32_t head = handle + offsetof(nt::Heap, VirtualAllocdBlocks);
  std::uint32_t block = heap->VirtualAllocdBlocks.Flink.value();
  while (block != head && reservations.size() < kMaximumReservations) {
    reservations.push_back({handle, block});
    const auto next = memory.read_u32({block});
    if (!next) break;
    block = *next;
  }
}

}  // namespace

const ThreadBlock* ProcessStructures::find_thread(std::uint32_t id) const {
  for (const ThreadBlock& thread : threads)
    if (thread.thread_id == id) return &thread;
  return nullptr;
}

ProcessStructures read_process_structures(const Snapshot& snapshot) {
  ProcessStructures result;
  if (!snapshot.memory || snapshot.system.ProcessorArchitecture != Processor::kX86) return result;
  const MemorySource& memory = *snapshot.memory;
  for (const Thread& thread : snapshot.threads) {
    const auto teb = thread.Teb ? read_struct<nt::Teb>(memory, thread.Teb) : std::nullopt;
    if (!teb || teb->Self.value() != thread.Teb) continue;
    result.threads.push_back({thread.ThreadId, teb->Self.value(), teb->StackBase.value(),
                              teb->StackLimit.value(), teb->DeallocationStack.value(),
                              teb->ExceptionList.value()});
    if (!result.peb) result.peb = teb->ProcessEnvironmentBlock.value();
  }
  if (!result.peb) return result;
  const auto peb = read_struct<nt::Peb>(memory, *result.peb);
  if (!peb) return result;
  result.loader_data = peb->Ldr.value();
  result.parameters = peb->ProcessParameters.value();
  if (const auto parameters = read_struct<nt::ProcessParameters>(memory, result.parameters))
    result.environment = parameters->Environment.value();
  const std::uint32_t count = std::min(peb->NumberOfHeaps.value(), kMaximumHeaps);
  for (std::uint32_t i = 0; i < count; ++i)
    if (const auto handle = memory.read_u32({std::uint64_t{peb->ProcessHeaps.value()} + 4 * i}))
      read_heap(memory, *handle, result.heaps);
  if (result.heaps.empty()) read_heap(memory, peb->ProcessHeap.value(), result.heaps);
  return result;
}

}  // namespace dumplab::structures
