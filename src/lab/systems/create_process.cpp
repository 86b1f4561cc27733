// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "base/try.h"
#include "nt/memory_constants.h"
#include "systems/process_run.h"

namespace dumplab::systems {
namespace {

using truth::Kind;

/// Modules and stacks of the first process in the order in which they were mapped.
std::string mapping_order(const truth::Log& log, std::uint32_t process) {
  std::string order;
  for (const truth::Record& record : log) {
    if (record.process != process) continue;
    if (record.kind == Kind::kModuleLoad) order += std::string(machine::file_name_of(record.text)) + " ";
    if (record.kind == Kind::kThreadStart) order += "stack ";
  }
  if (!order.empty()) order.pop_back();
  return order;
}

std::uint64_t count_owner(const truth::Truth& truth, std::string_view prefix) {
  std::set<std::string> owners;
  for (const truth::Region& region : truth.regions)
    if (region.owner.starts_with(prefix)) owners.insert(region.owner);
  return owners.size();
}

/// Gaps between the process's VADs, by the kernel; and as a walk with VirtualQuery sees them.
std::uint64_t gaps_between_vads(const kernel::Process& process) {
  std::uint64_t gaps = 0, end = 0;
  for (const auto& [base, vad] : process.space.vads().all()) {
    gaps += base != end;
    end = std::uint64_t{base} + vad.size();
  }
  return gaps + (end <= kernel::kHighestUserAddress);
}
std::uint64_t free_regions(const Snapshot& snapshot) {
  return static_cast<std::uint64_t>(
      std::count_if(snapshot.regions.begin(), snapshot.regions.end(),
                    [](const Region& region) { return region.State == nt::kMemFree; }));
}

/// Aligned words of the image in memory that are `value`.
std::uint64_t count_words(const std::vector<std::byte>& memory, std::uint32_t value) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; at + 4 <= memory.size(); at += 4)
    count += !std::memcmp(memory.data() + at, &value, 4);
  return count;
}

/// Words of the image in memory that differ from the file's by `delta`.
std::uint64_t shifted_words(const std::vector<std::byte>& memory, const image::PeImage& file,
                            std::uint32_t delta) {
  std::uint64_t count = 0;
  for (const image::Section& section : file.sections()) {
    const auto stored = file.at_rva(section.rva, std::min(section.file_size, section.virtual_size));
    if (!stored) continue;
    for (std::uint32_t at = 0; at + 4 <= stored->size();) {
      std::uint32_t before = 0, now = 0;
      std::memcpy(&before, stored->bytes().data() + at, 4);
      std::memcpy(&now, memory.data() + section.rva + at, 4);
      const bool shifted = before != now && now - before == delta;
      count += shifted;
      at += shifted ? 4 : 1;
    }
  }
  return count;
}

/// Frames that hold pages of [base, base + size) in any of the processes, and the same pages counted in each.
struct Frames {
  std::uint64_t mapped = 0, distinct = 0;
};
Frames frames_of(const scenario::Run& run, std::uint32_t base, std::uint32_t size) {
  Frames result;
  std::set<std::uint32_t> distinct;
  for (const auto& process : const_cast<scenario::Run&>(run).kernel().processes())
    for (std::uint32_t page = base; page - base < size; page += 4096)
      if (const auto frame = process->space.frame_of(page)) {
        ++result.mapped;
        distinct.insert(*frame);
      }
  result.distinct = distinct.size();
  return result;
}

}  // namespace

Result<Outcome> create_process(const Settings& settings) {
  DUMPLAB_TRY(ProcessRun process, run_database(settings, 2));
  DUMPLAB_TRY(const std::vector<std::byte> exe_file, lab_file(settings, "DataBase.exe"));
  DUMPLAB_TRY(const std::vector<std::byte> dll_file, lab_file(settings, "Index.dll"));
  const Module *exe = process.module("DataBase.exe"), *dll = process.module("Index.dll");
  if (!exe || !dll) return fail(ErrorKind::kMalformed, 0, "a module is missing");
  DUMPLAB_TRY(const image::PeImage exe_image,
              image::PeImage::parse(ByteView(exe_file), image::PeImage::Layout::kFile));
  DUMPLAB_TRY(const image::PeImage dll_image,
              image::PeImage::parse(ByteView(dll_file), image::PeImage::Layout::kFile));
  const auto& processes = process.run->kernel().processes();
  const auto first = std::find_if(processes.begin(), processes.end(),
                                  [&](const auto& p) { return p->id == process.truth.process_id; });
  const truth::Log& log = process.run->log();
  const std::uint32_t id = process.truth.process_id;
  const auto dll_base = static_cast<std::uint32_t>(dll->BaseOfImage);
  const std::string dll_range = range_text(dll->BaseOfImage, dll->SizeOfImage);
  const std::string exe_range = range_text(exe->BaseOfImage, exe->SizeOfImage);

  Outcome outcome;
  outcome.measures.push_back({"order of mapping",
                              mapping_order(log, id),
                              std::string("DataBase.exe ntdll.dll stack kernel32.dll Index.dll stack"),
                              {}});
  outcome.count("stacks", count_owner(process.truth, "stack:"), 2);
  outcome.count("free gaps", free_regions(process.snapshot), gaps_between_vads(**first),
                range_text(0, kernel::kHighestUserAddress + std::uint64_t{1}));
  outcome.address("size of Index.dll", dll->SizeOfImage, dll_image.size_of_image(), dll_range);
  outcome.address("size of DataBase.exe", exe->SizeOfImage, exe_image.size_of_image(), exe_range);
  for (const Module* module : {exe, dll}) {
    const std::string name(machine::file_name_of(module->path));
    const auto pages = process.pages_in(module->BaseOfImage, module->SizeOfImage);
    std::uint64_t resident = 0;
    for (std::uint32_t page = 0; page < module->SizeOfImage; page += 4096)
      resident +=
          (*first)->space.frame_of(static_cast<std::uint32_t>(module->BaseOfImage) + page).has_value();
    outcome.count(name + ": pages that faulted", pages.size(), resident,
                  range_text(module->BaseOfImage, module->SizeOfImage));
    outcome.address(name + ": first page that came in", pages.empty() ? 0 : pages.front(),
                    module->BaseOfImage, range_text(module->BaseOfImage, module->SizeOfImage));
  }

  const auto exported = dll_image.find_export("IndexOf");
  if (!exported) return fail(ErrorKind::kMalformed, 0, "IndexOf is not exported");
  outcome.count("import slots that hold IndexOf",
                count_words(process.image_bytes(*exe), dll_base + exported->rva), 1, exe_range);

  const auto delta = static_cast<std::uint32_t>(dll_base - dll_image.image_base());
  outcome.count("fixups of Index.dll", shifted_words(process.image_bytes(*dll), dll_image, delta),
                delta == 0 ? 0 : dll_image.relocations().size(), dll_range);
  const image::Section& text = dll_image.sections().front();
  const Frames code = frames_of(*process.run, dll_base + text.rva, text.virtual_size);
  outcome.count("mappings of Index.dll's code in both processes", code.mapped, 2 * code.distinct,
                range_text(dll_base + text.rva, text.virtual_size));
  outcome.notes.push_back(fmt::format(
      "Index.dll lies {:#x} bytes above the base that it was linked for; {} of its {} pages came in.", delta,
      process.pages_in(dll->BaseOfImage, dll->SizeOfImage).size(), dll->SizeOfImage / 4096));
  return outcome;
}

}  // namespace dumplab::systems
