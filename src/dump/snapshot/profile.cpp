// SPDX-License-Identifier: MIT
#include "snapshot/profile.h"

#include <array>
#include <cstring>

#include "nt/loader_data.h"
#include "nt/memory_constants.h"
#include "nt/peb.h"
#include "nt/teb.h"
#include "snapshot/captured_memory.h"
#include "snapshot/dump_type.h"
#include "snapshot/read_struct.h"

namespace dumplab::snapshot {
namespace {

constexpr std::uint64_t kBytesAroundEip = 256;
/// Of memory that a word of a stack points to.
constexpr std::uint64_t kBytesBeforeTarget = 256, kBytesOfTarget = 1024;
constexpr int kMaximumModules = 4096;

/// Collects the ranges that a mini dump keeps.
class Selection {
 public:
  explicit Selection(const MemorySource& memory) : memory_(memory) {}

  void add(std::uint64_t base, std::uint64_t size) {
    if (size) ranges.push_back({{base}, size});
  }
  void add_string(const nt::UnicodeString& text) { add(text.Buffer.value(), text.Length.value() + 2u); }

  void add_context(const Context& context) {
    if (const auto* x86 = std::get_if<ContextX86>(&context)) {
      const std::uint64_t half = kBytesAroundEip / 2;
      const std::uint64_t first = x86->Eip < half ? 0 : x86->Eip - half;
      add(first, kBytesAroundEip);
    }
  }

  void add_peb(std::uint32_t address) {
    add(address, nt::kPageSize);
    const auto peb = read_struct<nt::Peb>(memory_, address);
    if (!peb) return;
    add_loader(peb->Ldr.value());
    add_parameters(peb->ProcessParameters.value());
  }

  /// What the words of a stack point to, as far as there is memory.
  void add_targets(AddressRange stack) {
    std::array<std::byte, 4096> chunk;
    for (std::uint64_t at = 0; at < stack.size; at += chunk.size()) {
      const std::size_t wanted = std::min<std::uint64_t>(chunk.size(), stack.size - at);
      const std::size_t count = memory_.read(stack.base + at, std::span(chunk).first(wanted));
      for (std::size_t i = 0; i + 4 <= count; i += 4) {
        std::uint32_t word;
        std::memcpy(&word, &chunk[i], sizeof word);
        if (word >= kBytesBeforeTarget && memory_.read_u32({word}))
          add(word - kBytesBeforeTarget, kBytesOfTarget);
      }
    }
  }

  std::vector<AddressRange> ranges;

 private:
  void add_loader(std::uint32_t address) {
    const auto loader = read_struct<nt::LoaderData>(memory_, address);
    if (!loader) return;
    add(address, sizeof *loader);
    const std::uint32_t head = address + offsetof(nt::LoaderData, InLoadOrderModuleList);
    std::uint32_t link = loader->InLoadOrderModuleList.Flink.value();
    for (int i = 0; i < kMaximumModules && link != head; ++i) {
      const auto entry = read_struct<nt::LoaderEntry>(memory_, link);
      if (!entry) return;
      add(link, sizeof *entry);
      add_string(entry->FullDllName);
      add_string(entry->BaseDllName);
      link = entry->InLoadOrderLinks.Flink.value();
    }
  }

  void add_parameters(std::uint32_t address) {
    const auto parameters = read_struct<nt::ProcessParameters>(memory_, address);
    if (!parameters) return;
    add(address, parameters->Length.value());
    for (const auto* text : {&parameters->CurrentDirectory, &parameters->DllPath, &parameters->ImagePathName,
                             &parameters->CommandLine, &parameters->WindowTitle, &parameters->DesktopInfo})
      add_string(*text);
    add(parameters->Environment.value(), nt::kPageSize);
  }

  const MemorySource& memory_;
};

/// Regions that a type takes as a whole.
bool wants_region(const Region& region, std::uint64_t flags) {
  constexpr std::uint32_t kWritable =
      nt::kPageReadWrite | nt::kPageWriteCopy | nt::kPageExecuteReadWrite | nt::kPageExecuteWriteCopy;
  constexpr std::uint32_t kExecutable = nt::kPageExecute | nt::kPageExecuteRead;
  if (region.State != nt::kMemCommit) return false;
  if (region.Type == nt::kMemImage)
    return ((flags & dump_type::kWithDataSegs) && (region.Protect & kWritable)) ||
           ((flags & dump_type::kWithCodeSegs) && (region.Protect & kExecutable));
  return (flags & dump_type::kWithPrivateReadWriteMemory) && region.Type == nt::kMemPrivate &&
         (region.Protect & kWritable);
}

}  // namespace

std::uint64_t dump_flags(Profile profile) {
  constexpr std::uint64_t kBoth = dump_type::kWithHandleData | dump_type::kWithUnloadedModules |
                                  dump_type::kWithFullMemoryInfo | dump_type::kWithThreadInfo;
  return kBoth | (profile == Profile::kFull ? dump_type::kWithFullMemory : dump_type::kWithProcessThreadData);
}

Snapshot reduce(const Snapshot& snapshot, Profile profile) { return reduce(snapshot, dump_flags(profile)); }

Snapshot reduce(const Snapshot& snapshot, std::uint64_t flags) {
  const auto has = [&](std::uint64_t bit) { return (flags & bit) != 0; };
  Snapshot result = snapshot;
  result.Flags = flags;
  if (!has(dump_type::kWithHandleData)) result.handles.clear();
  if (!has(dump_type::kWithUnloadedModules)) result.unloaded_modules.clear();
  if (!has(dump_type::kWithFullMemoryInfo)) result.regions.clear();
  if (!has(dump_type::kWithThreadInfo))
    for (Thread& thread : result.threads) thread.info.reset();
  if (has(dump_type::kFilterModulePaths))
    for (Module& module : result.modules) module.path.erase(0, module.path.rfind('\\') + 1);
  if (has(dump_type::kWithFullMemory) || !snapshot.memory) return result;

  Selection selection(*snapshot.memory);
  for (const Thread& thread : snapshot.threads) {
    selection.add(thread.stack.base.value, thread.stack.size);
    selection.add_context(thread.context);
    if (thread.Teb && has(dump_type::kWithProcessThreadData)) selection.add(thread.Teb, nt::kPageSize);
    if (has(dump_type::kWithIndirectlyReferencedMemory)) selection.add_targets(thread.stack);
  }
  if (snapshot.exception) selection.add_context(snapshot.exception->context);
  if (!snapshot.threads.empty() && has(dump_type::kWithProcessThreadData))
    if (const auto teb = read_struct<nt::Teb>(*snapshot.memory, snapshot.threads.front().Teb))
      selection.add_peb(teb->ProcessEnvironmentBlock.value());
  if (has(dump_type::kWithModuleHeaders))
    for (const Module& module : snapshot.modules) selection.add(module.BaseOfImage, nt::kPageSize);
  for (const Region& region : snapshot.regions)
    if (wants_region(region, flags)) selection.add(region.BaseAddress, region.RegionSize);
  result.memory = std::make_shared<MemorySelection>(
      snapshot.memory, intersect(snapshot.memory->ranges(), std::move(selection.ranges)));
  return result;
}

}  // namespace dumplab::snapshot
