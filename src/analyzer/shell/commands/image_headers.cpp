// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "base/try.h"
#include "image/pe_headers.h"
#include "shell/arguments.h"
#include "shell/image_text.h"
#include "shell/module_text.h"
#include "shell/time_text.h"
#include "snapshot/read_struct.h"

namespace dumplab::shell::commands {
namespace {

using document::Listing;

/// The headers of one image in memory.
struct Headers {
  std::uint64_t base = 0, optional_at = 0;
  image::FileHeader file;
  bool is_64_bit = false;
};

Result<Headers> read_headers(const Target& target, std::uint64_t base) {
  const auto& memory = target.memory();
  const auto missing =
      refuse(fmt::format("Unable to read an image: {} is not in the dump", target.text(base)));
  Headers headers;
  headers.base = base;
  const auto dos = snapshot::read_struct<image::DosHeader>(memory, base);
  if (!dos) return missing;
  if (dos->e_magic.value() != image::kDosMagic)
    return refuse(fmt::format("{} is no image: it does not begin with MZ", target.text(base)));
  const std::uint64_t at = base + dos->e_lfanew.value();
  const auto signature = target.read_number(at, 4);
  const auto file = snapshot::read_struct<image::FileHeader>(memory, at + 4);
  if (!signature || !file) return missing;
  if (*signature != image::kPeSignature)
    return refuse(fmt::format("{} is no image: it has no PE header", target.text(base)));
  headers.file = *file;
  headers.optional_at = at + 4 + sizeof *file;
  const auto magic = target.read_number(headers.optional_at, 2);
  if (!magic) return missing;
  headers.is_64_bit = *magic == image::kMagicPe32Plus;
  return headers;
}

/// "     14C machine (i386)": a value and what it is.
class ValueLines {
 public:
  explicit ValueLines(Listing& list) : list_(list) {}
  void add(std::uint64_t value, const std::string& what) {
    list_.add(fmt::format("{:>8X} {}", value, what)).address("value", value).with("what", what);
  }
  void text(std::string line) { list_.add(std::move(line)); }

 private:
  Listing& list_;
};

struct BitWord {
  std::uint32_t bit;
  const char* text;
};
constexpr BitWord kImageBits[] = {{0x1, "Relocations stripped"},           {0x2, "Executable"},
                                  {0x4, "Line numbers stripped"},          {0x8, "Symbols stripped"},
                                  {0x20, "App can handle >2gb addresses"}, {0x100, "32 bit word machine"},
                                  {0x200, "Debug information stripped"},   {0x2000, "DLL"}};
constexpr BitWord kSectionBits[] = {{0x20, "Code"},
                                    {0x40, "Initialized Data"},
                                    {0x80, "Uninitialized Data"},
                                    {0x02000000, "Discardable"},
                                    {0x10000000, "Shared"},
                                    {0x20000000, "Execute"},
                                    {0x40000000, "Read"},
                                    {0x80000000, "Write"}};

template <std::size_t Count>
void add_bits(const BitWord (&words)[Count], std::uint32_t bits, Listing& list) {
  for (const BitWord& word : words)
    if (bits & word.bit) list.add(fmt::format("            {}", word.text)).with("flag", word.text);
}

constexpr const char* kDirectories[] = {"Export Directory",
                                        "Import Directory",
                                        "Resource Directory",
                                        "Exception Directory",
                                        "Security Directory",
                                        "Base Relocation Directory",
                                        "Debug Directory",
                                        "Description Directory",
                                        "Special Directory",
                                        "Thread Storage Directory",
                                        "Load Configuration Directory",
                                        "Bound Import Directory",
                                        "Import Address Table Directory",
                                        "Delay Import Directory",
                                        "COR20 Header Directory",
                                        "Reserved Directory"};

/// The fields that both kinds of optional header have under the same names.
template <typename Optional>
void add_optional(const Optional& o, const std::string& magic, ValueLines& lines) {
  lines.add(o.Magic.value(), "magic # (" + magic + ")");
  lines.add(o.SizeOfCode.value(), "size of code");
  lines.add(o.SizeOfInitializedData.value(), "size of initialized data");
  lines.add(o.SizeOfUninitializedData.value(), "size of uninitialized data");
  lines.add(o.AddressOfEntryPoint.value(), "address of entry point");
  lines.add(o.BaseOfCode.value(), "base of code");
  lines.text("         ----- new -----");
  lines.add(o.ImageBase.value(), "image base");
  lines.add(o.SectionAlignment.value(), "section alignment");
  lines.add(o.FileAlignment.value(), "file alignment");
  lines.add(o.Subsystem.value(), o.Subsystem.value() == 3   ? "subsystem (Windows CUI)"
                                 : o.Subsystem.value() == 2 ? "subsystem (Windows GUI)"
                                                            : "subsystem");
  lines.text(fmt::format("{:>5}.{:02} operating system version", o.MajorOperatingSystemVersion.value(),
                         o.MinorOperatingSystemVersion.value()));
  lines.text(
      fmt::format("{:>5}.{:02} image version", o.MajorImageVersion.value(), o.MinorImageVersion.value()));
  lines.text(fmt::format("{:>5}.{:02} subsystem version", o.MajorSubsystemVersion.value(),
                         o.MinorSubsystemVersion.value()));
  lines.add(o.SizeOfImage.value(), "size of image");
  lines.add(o.SizeOfHeaders.value(), "size of headers");
  lines.add(o.CheckSum.value(), "checksum");
  lines.add(o.SizeOfStackReserve.value(), "size of stack reserve");
  lines.add(o.SizeOfStackCommit.value(), "size of stack commit");
  lines.add(o.SizeOfHeapReserve.value(), "size of heap reserve");
  lines.add(o.SizeOfHeapCommit.value(), "size of heap commit");
  lines.add(o.DllCharacteristics.value(), "DLL characteristics");
}

template <typename Optional>
Result<void> add_optional_header(const Target& target, const Headers& headers, Listing& list) {
  const auto optional = snapshot::read_struct<Optional>(target.memory(), headers.optional_at);
  if (!optional) return refuse("The image's optional header is not in the dump");
  list.add("");
  list.add("OPTIONAL HEADER VALUES");
  ValueLines lines(list);
  add_optional(*optional, headers.is_64_bit ? "PE32+" : "PE32", lines);
  const std::uint32_t count =
      std::min<std::uint32_t>(optional->NumberOfRvaAndSizes.value(), std::size(kDirectories));
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto directory = snapshot::read_struct<image::DataDirectory>(
        target.memory(), headers.optional_at + sizeof *optional + i * sizeof(image::DataDirectory));
    if (!directory) break;
    list.add(fmt::format("{:>8X} [{:>8X}] address [size] of {}", directory->VirtualAddress.value(),
                         directory->Size.value(), kDirectories[i]))
        .address("rva", directory->VirtualAddress.value())
        .number("size", directory->Size.value())
        .with("directory", kDirectories[i]);
  }
  return {};
}

Result<void> add_file_header(const Target& target, const Headers& headers, Listing& list) {
  const image::FileHeader& file = headers.file;
  const bool is_dll = file.Characteristics.value() & 0x2000;
  list.add(fmt::format("File Type: {}", is_dll ? "DLL" : "EXECUTABLE IMAGE"));
  list.add("FILE HEADER VALUES");
  ValueLines lines(list);
  lines.add(file.Machine.value(), fmt::format("machine ({})", lower(machine_word(file.Machine.value()))));
  lines.add(file.NumberOfSections.value(), "number of sections");
  lines.add(file.TimeDateStamp.value(), "time date stamp " + time_stamp_text(file.TimeDateStamp.value()));
  lines.add(file.PointerToSymbolTable.value(), "file pointer to symbol table");
  lines.add(file.NumberOfSymbols.value(), "number of symbols");
  lines.add(file.SizeOfOptionalHeader.value(), "size of optional header");
  lines.add(file.Characteristics.value(), "characteristics");
  add_bits(kImageBits, file.Characteristics.value(), list);
  return headers.is_64_bit ? add_optional_header<image::OptionalHeader64>(target, headers, list)
                           : add_optional_header<image::OptionalHeader32>(target, headers, list);
}

void add_sections(const Target& target, const Headers& headers, Listing& list) {
  const std::uint64_t first = headers.optional_at + headers.file.SizeOfOptionalHeader.value();
  for (unsigned i = 0; i < headers.file.NumberOfSections.value(); ++i) {
    const auto section = snapshot::read_struct<image::SectionHeader>(
        target.memory(), first + i * sizeof(image::SectionHeader));
    list.add("");
    if (!section) {
      list.add(fmt::format("SECTION HEADER #{:X} is not in the dump", i + 1));
      return;
    }
    const std::string name(section->Name, strnlen(section->Name, sizeof section->Name));
    list.add(fmt::format("SECTION HEADER #{:X}", i + 1)).with("section", name);
    list.add(fmt::format("{:>8} name", name)).with("name", name);
    ValueLines lines(list);
    lines.add(section->VirtualSize.value(), "virtual size");
    const std::uint64_t begin = headers.base + section->VirtualAddress.value();
    lines.add(section->VirtualAddress.value(),
              fmt::format("virtual address ({} to {})", target.text(target.mask(begin)),
                          target.text(target.mask(begin + std::max(section->VirtualSize.value(), 1u) - 1))));
    lines.add(section->SizeOfRawData.value(), "size of raw data");
    lines.add(section->PointerToRawData.value(), "file pointer to raw data");
    lines.add(section->PointerToRelocations.value(), "file pointer to relocation table");
    lines.add(section->PointerToLinenumbers.value(), "file pointer to line numbers");
    lines.add(section->NumberOfRelocations.value(), "number of relocations");
    lines.add(section->NumberOfLinenumbers.value(), "number of line numbers");
    lines.add(section->Characteristics.value(), "flags");
    add_bits(kSectionBits, section->Characteristics.value(), list);
  }
}

}  // namespace

Result<document::Document> image_headers(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  std::string options;
  while (const auto more = arguments.take_options()) options += *more;
  const std::string_view which = arguments.rest();
  if (which.empty()) return refuse("!dh needs a module or an address");
  const Target& target = session.target();
  std::uint64_t base = 0;
  if (const auto* module = target.symbols().find_module(which)) {
    base = module->module->BaseOfImage;
  } else {
    DUMPLAB_TRY(base, session.evaluate_address(which));
  }
  DUMPLAB_TRY(const Headers headers, read_headers(target, base));
  const bool all = options.empty() || options.find('a') != std::string::npos;
  Listing list{"headers", {}};
  list.add("");
  if (all || options.find('f') != std::string::npos) DUMPLAB_TRY_VOID(add_file_header(target, headers, list));
  if (all || options.find('s') != std::string::npos) add_sections(target, headers, list);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
