// SPDX-License-Identifier: MIT
// The part of H64 that is about the headers of images in memory.
#include "corpus/process_places.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

// Offsets in PE headers, by their names.
constexpr std::uint32_t kLfanew = 0x3c, kNumberOfSections = 0x06, kSizeOfOptionalHeader = 0x14,
                        kOptionalHeader = 0x18;
constexpr std::uint32_t kExports = 0, kImports = 1, kDebug = 6;
constexpr std::uint32_t kVirtualSize = 0x08, kImportName = 0x0c, kNameOrdinals = 0x24,
                        kAddressOfRawData = 0x14;

Malformation headers(std::string_view variant, std::string_view what,
                     std::function<void(ProcessPlaces&)> change) {
  return {"H64", variant, what, kWarning, "WA", in_process(std::move(change)), Twin::kLoader};
}
std::uint32_t first_section(const ProcessPlaces& p) {
  const std::uint32_t size = p.memory().word(p.nt_headers() + kSizeOfOptionalHeader) & 0xffff;
  return p.nt_headers() + kOptionalHeader + size;
}
/// The base of the image that a directory belongs to is what its RVAs count from.
std::uint32_t base_of(Draft& draft, std::uint32_t address) {
  return static_cast<std::uint32_t>(draft.snapshot.find_module({address})->BaseOfImage);
}
Malformation directory(std::string_view variant, std::string_view what, std::uint32_t index,
                       std::function<void(EditableMemory&, std::uint32_t at, std::uint32_t base)> change) {
  return {"H64",
          variant,
          what,
          kWarning,
          "WA",
          [=](Draft& draft) {
            const std::uint32_t at = ProcessPlaces(draft).directory(index);
            change(*draft.memory, at, base_of(draft, at));
          },
          Twin::kLoader};
}

}  // namespace

std::vector<Malformation> image_malformations() {
  return {
      headers("lfanew-huge", "an e_lfanew behind the image",
              [](ProcessPlaces& p) { p.memory().write_u32(p.image() + kLfanew, 0x10000000); }),
      headers("lfanew-negative", "a negative e_lfanew",
              [](ProcessPlaces& p) { p.memory().write_u32(p.image() + kLfanew, 0xfffffff0); }),
      headers("65535-sections", "65535 sections",
              [](ProcessPlaces& p) { p.memory().write_u16(p.nt_headers() + kNumberOfSections, 0xffff); }),
      headers("section-wraps", "a section that passes the top of the address space",
              [](ProcessPlaces& p) { p.memory().write_u32(first_section(p) + kVirtualSize, 0xfffff000); }),
      directory("import-name", "an import whose name is its own descriptor", kImports,
                [](EditableMemory& memory, std::uint32_t at, std::uint32_t base) {
                  memory.write_u32(at + kImportName, at + kImportName - base);
                }),
      directory("export-ordinal", "an export name with an ordinal that is not there", kExports,
                [](EditableMemory& memory, std::uint32_t at, std::uint32_t base) {
                  memory.write_u16(base + memory.word(at + kNameOrdinals), 0xfff0);
                }),
      directory("debug-loop", "debug data that is the debug directory itself", kDebug,
                [](EditableMemory& memory, std::uint32_t at, std::uint32_t base) {
                  memory.write_u32(at + kAddressOfRawData, at - base);
                }),
  };
}

}  // namespace dumplab::corpus
