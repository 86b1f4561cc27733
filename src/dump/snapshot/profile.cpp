// SPDX-License-Identifier: MIT
#include "snapshot/profile.h"

#include "nt/loader_data.h"
#include "nt/memory_constants.h"
#include "nt/peb.h"
#include "nt/teb.h"
#include "snapshot/captured_memory.h"
#include "snapshot/read_struct.h"

namespace dumplab::snapshot {
namespace {

constexpr std::uint64_t kWithFullMemory = 0x2, kWithHandleData = 0x4, kWithUnloadedModules = 0x20,
                        kWithFullMemoryInfo = 0x800, kWithThreadInfo = 0x1000;
constexpr std::uint64_t kBytesAroundEip = 256;
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

}  // namespace

std::optional<Profile> find_profile(std::string_view name) {
  if (name == "full") return Profile::kFull;
  if (name == "mini") return Profile::kMini;
  return std::nullopt;
}

std::uint64_t dump_flags(Profile profile) {
  return kWithHandleData | kWithUnloadedModules | kWithFullMemoryInfo | kWithThreadInfo |
         (profile == Profile::kFull ? kWithFullMemory : 0);
}

Snapshot reduce(const Snapshot& snapshot, Profile profile) {
  Snapshot result = snapshot;
  result.Flags = dump_flags(profile);
  if (profile == Profile::kFull || !snapshot.memory) return result;
  Selection selection(*snapshot.memory);
  for (const Thread& thread : snapshot.threads) {
    selection.add(thread.stack.base.value, thread.stack.size);
    selection.add_context(thread.context);
    if (thread.Teb) selection.add(thread.Teb, nt::kPageSize);
  }
  if (snapshot.exception) selection.add_context(snapshot.exception->context);
  if (!snapshot.threads.empty())
    if (const auto teb = read_struct<nt::Teb>(*snapshot.memory, snapshot.threads.front().Teb))
      selection.add_peb(teb->ProcessEnvironmentBlock.value());
  result.memory = std::make_shared<MemorySelection>(
      snapshot.memory, intersect(snapshot.memory->ranges(), std::move(selection.ranges)));
  return result;
}

}  // namespace dumplab::snapshot
