// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/try.h"
#include "image/map_file.h"
#include "nt/memory_constants.h"
#include "systems/process_run.h"

namespace dumplab::systems {
namespace {

constexpr std::string_view kLabel = "ataBase 1.0: what lies";  // behind a byte that the program changes
constexpr std::uint32_t kBufferSize = 20u << 20, kTouchedPages = 5;

std::string letters(std::uint32_t protect) {
  struct Row {
    std::uint32_t protect;
    const char* text;
  };
  constexpr Row kRows[] = {{nt::kPageReadOnly, "R"},           {nt::kPageReadWrite, "RW"},
                           {nt::kPageWriteCopy, "RW"},         {nt::kPageExecuteRead, "RX"},
                           {nt::kPageExecuteReadWrite, "RWX"}, {nt::kPageExecuteWriteCopy, "RWX"}};
  for (const Row& row : kRows)
    if (row.protect == protect) return row.text;
  return "-";
}

std::string protection_at(const Snapshot& snapshot, std::uint64_t linear) {
  for (const Region& region : snapshot.regions)
    if (region.range().contains({linear})) return letters(region.Protect);
  return "-";
}

std::string owner_at(const truth::Truth& truth, std::uint64_t linear) {
  for (const truth::Region& region : truth.regions)
    if (linear - region.base < region.size) return region.owner;
  return "-";
}

std::uint64_t find_text(const std::vector<std::byte>& bytes, std::string_view text) {
  const auto wanted = std::as_bytes(std::span(text));
  return static_cast<std::uint64_t>(std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()) -
                                    bytes.begin());
}

}  // namespace

Result<Outcome> layout(const Settings& settings) {
  DUMPLAB_TRY(const ProcessRun process, run_database(settings, 1));
  DUMPLAB_TRY(const std::vector<std::byte> file, lab_file(settings, "DataBase.exe"));
  DUMPLAB_TRY(const std::string map_text, read_text_file(settings.guest / "labs" / "DataBase.map"));
  const Module* const exe = process.module("DataBase.exe");
  if (exe == nullptr || !process.snapshot.exception)
    return fail(ErrorKind::kMalformed, 0, "the capture lacks DataBase.exe or its breakpoint");
  const std::vector<std::byte> memory = process.image_bytes(*exe);
  DUMPLAB_TRY(const image::PeImage mapped,
              image::PeImage::parse(ByteView(memory), image::PeImage::Layout::kMapped));
  DUMPLAB_TRY(const image::PeImage stored,
              image::PeImage::parse(ByteView(file), image::PeImage::Layout::kFile));
  DUMPLAB_TRY(const image::MapFile map,
              image::parse_map_file(map_text, static_cast<std::uint32_t>(stored.image_base())));

  std::string order = "Header", protections = protection_at(process.snapshot, exe->BaseOfImage);
  const image::Section *text = nullptr, *data = nullptr, *bss = nullptr;
  for (const image::Section& section : mapped.sections()) {
    const std::string name = machine::upper_case(section.name);
    if (name == ".RELOC" || name == ".RSRC") continue;
    order += " " + name;
    protections += " " + protection_at(process.snapshot, exe->BaseOfImage + section.rva);
    if (name == ".TEXT") text = &section;
    if (name == ".DATA") data = &section;
    if (name == ".BSS") bss = &section;
  }
  if (!text || !data || !bss) return fail(ErrorKind::kMalformed, 0, "DataBase.exe lacks a section");

  const auto& context = std::get<ContextX86>(process.snapshot.exception->context);
  const std::uint64_t eip_rva = context.Eip - exe->BaseOfImage;
  const std::uint64_t label_rva = find_text(memory, kLabel), label_offset = find_text(file, kLabel);
  const std::uint64_t bss_base = exe->BaseOfImage + bss->rva;
  const std::string bss_range = range_text(bss_base, bss->virtual_size);
  const auto words = [](bool value, const char* yes, const char* no) {
    return std::string(value ? yes : no);
  };

  Outcome outcome;
  outcome.measures.push_back({"parts of the image, by address", order, std::string("Header .TEXT .DATA .BSS"),
                              range_text(exe->BaseOfImage, exe->SizeOfImage)});
  outcome.measures.push_back({"their protections", protections, std::string("R RX RW RW"),
                              range_text(exe->BaseOfImage, exe->SizeOfImage)});
  outcome.measures.push_back(
      {"EIP lies in .TEXT", words(eip_rva - text->rva < text->virtual_size, "yes", "no"), std::string("yes"),
       range_text(exe->BaseOfImage + text->rva, text->virtual_size)});
  outcome.address("RVA of EIP", eip_rva, map.find_mark("mark_stop").value_or(0));
  outcome.measures.push_back({"ESP lies in",
                              owner_at(process.truth, context.Esp),
                              fmt::format("stack:{}", process.snapshot.exception->ThreadId),
                              {}});
  outcome.address("bytes of .BSS in memory", bss->virtual_size, kBufferSize, bss_range);
  outcome.address("bytes of .BSS in the file", bss->file_size, 0);
  outcome.measures.push_back(
      {"buf is stored in the EXE", words(file.size() >= kBufferSize, "yes", "no"), std::string("no"), {}});
  outcome.count("pages of .BSS that came in", process.pages_in(bss_base, bss->virtual_size).size(),
                kTouchedPages, bss_range);
  outcome.address("file offset of the text in .DATA", label_offset,
                  label_rva - data->rva + data->file_offset);
  outcome.measures.push_back({"that text is changed in memory, not in the file",
                              words(memory[label_rva - 1] != file[label_offset - 1], "yes", "no"),
                              std::string("yes"),
                              {}});
  outcome.notes.push_back("Seen from inside the process; what a dump of it shows as well.");
  return outcome;
}

}  // namespace dumplab::systems
