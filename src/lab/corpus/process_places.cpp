// SPDX-License-Identifier: MIT
#include "corpus/process_places.h"

#include "base/check.h"

namespace dumplab::corpus {
namespace {

// Offsets in 32-bit structures of Windows XP, by their names.
constexpr std::uint32_t kTebPeb = 0x30, kPebLdr = 0x0c, kPebParameters = 0x10, kPebHeap = 0x18,
                        kLoadOrder = 0x0c, kEnvironment = 0x48, kHeapSegments = 0x58,
                        kSegmentFirstEntry = 0x20, kLfanew = 0x3c, kOptionalHeader = 0x18,
                        kDataDirectory = 0x60;

}  // namespace

std::function<void(Draft&)> in_process(std::function<void(ProcessPlaces&)> change) {
  return [change = std::move(change)](Draft& draft) {
    ProcessPlaces places(draft);
    change(places);
  };
}

std::uint32_t ProcessPlaces::teb() const {
  return static_cast<std::uint32_t>(draft_.snapshot.threads.at(0).Teb);
}
std::uint32_t ProcessPlaces::peb() const { return memory().word(teb() + kTebPeb); }
std::uint32_t ProcessPlaces::loader_data() const { return memory().word(peb() + kPebLdr); }
std::uint32_t ProcessPlaces::first_module() const { return memory().word(loader_data() + kLoadOrder); }
std::uint32_t ProcessPlaces::parameters() const { return memory().word(peb() + kPebParameters); }
std::uint32_t ProcessPlaces::environment() const { return memory().word(parameters() + kEnvironment); }
std::uint32_t ProcessPlaces::heap() const { return memory().word(peb() + kPebHeap); }
std::uint32_t ProcessPlaces::first_block() const {
  return memory().word(memory().word(heap() + kHeapSegments) + kSegmentFirstEntry);
}

std::uint32_t ProcessPlaces::image() const {
  for (const Module& module : draft_.snapshot.modules)
    if ((memory().read_u32({module.BaseOfImage}).value_or(0) & 0xffff) == 0x5a4d)  // MZ
      return static_cast<std::uint32_t>(module.BaseOfImage);
  DUMPLAB_CHECK(false);
}
std::uint32_t ProcessPlaces::nt_headers() const { return image() + memory().word(image() + kLfanew); }

std::uint32_t ProcessPlaces::directory(std::uint32_t index) const {
  for (const Module& module : draft_.snapshot.modules) {
    const auto base = static_cast<std::uint32_t>(module.BaseOfImage);
    if ((memory().read_u32({base}).value_or(0) & 0xffff) != 0x5a4d) continue;
    const std::uint32_t headers = base + memory().word(base + kLfanew);
    const std::uint32_t rva = memory().word(headers + kOptionalHeader + kDataDirectory + 8 * index);
    if (rva != 0) return base + rva;
  }
  DUMPLAB_CHECK(false);
}

}  // namespace dumplab::corpus
