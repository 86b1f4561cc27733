// SPDX-License-Identifier: MIT
#include "structures/process_structures.h"

#include <algorithm>
#include <array>

#include "nt/memory_constants.h"
#include "nt/peb.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

using snapshot::read_struct;

/// Bytes of the environment at `address` that the dump has: to the empty string behind the last one, or to
/// the first byte that is missing.
std::uint64_t environment_size(const MemorySource& memory, std::uint64_t address) {
  constexpr std::uint64_t kLargest = 1 << 20;
  std::array<std::byte, nt::kPageSize> chunk;
  bool after_end_of_string = false;
  for (std::uint64_t size = 0; size < kLargest;) {
    const std::size_t count = memory.read({address + size}, chunk) & ~std::size_t{1};
    for (std::size_t i = 0; i < count; i += 2) {
      const bool is_end = chunk[i] == std::byte{0} && chunk[i + 1] == std::byte{0};
      if (is_end && after_end_of_string) return size + i + 2;
      after_end_of_string = is_end;
    }
    size += count;
    if (count < chunk.size()) return size;
  }
  return kLargest;
}

template <typename Peb, typename Parameters>
void follow_peb(const MemorySource& memory, bool is_64_bit, ProcessStructures& to) {
  const auto peb = read_struct<Peb>(memory, *to.peb);
  if (!peb) return;
  to.loader_data = peb->Ldr.value();
  to.parameters.base = {peb->ProcessParameters.value()};
  if (const auto parameters = read_struct<Parameters>(memory, to.parameters.base.value)) {
    to.parameters.size = parameters->Length.value();
    to.environment.base = {parameters->Environment.value()};
    to.environment.size = environment_size(memory, to.environment.base.value);
  }
  to.loader = read_loader_list(memory, to.loader_data, is_64_bit);
  to.heaps = read_heap_list(
      memory, {peb->ProcessHeap.value(), peb->ProcessHeaps.value(), peb->NumberOfHeaps.value(), is_64_bit});
}

}  // namespace

const ThreadBlock* ProcessStructures::find_thread(std::uint32_t id) const {
  const auto found = std::ranges::find(threads, id, &ThreadBlock::thread_id);
  return found == threads.end() ? nullptr : &*found;
}

ProcessStructures read_process_structures(const Snapshot& snapshot) {
  ProcessStructures result;
  result.threads = read_thread_blocks(snapshot);
  const auto with_peb = std::ranges::find_if(result.threads, [](const ThreadBlock& t) { return t.peb != 0; });
  if (with_peb == result.threads.end()) return result;
  result.peb = with_peb->peb;
  if (snapshot.system.ProcessorArchitecture == Processor::kX86)
    follow_peb<nt::Peb, nt::ProcessParameters>(*snapshot.memory, false, result);
  else
    follow_peb<nt::Peb64, nt::ProcessParameters64>(*snapshot.memory, true, result);
  return result;
}

}  // namespace dumplab::structures
