// SPDX-License-Identifier: MIT
// guest/scenarios/region_map: a program with many kinds of memory, and nothing wrong.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

constexpr std::uint32_t kPage = 0x1000, kReadWrite = 4, kWriteCopy = 8, kGuard = 0x100;
constexpr std::uint32_t kSerial = 8;  // offset in a sheet

const truth::Region* find_region(const Evidence& evidence, std::uint64_t address) {
  for (const truth::Region& region : evidence.truth.regions)
    if (address - region.base < region.size) return &region;
  return nullptr;
}

/// The sheet's word for an owner's; empty for others.
std::string kind_of(const std::string& owner) {
  const std::string word = owner.substr(0, owner.find(':'));
  if (word == "stack-guard" || word == "stack-reserve") return "stack";
  for (const char* kind : {"image", "stack", "heap", "mapped", "teb", "peb", "private", "free"})
    if (word == kind) return kind;
  return {};
}

std::string stem(const std::string& file) { return file.substr(0, file.rfind('.')); }

/// A reservation of the program and the page of it that is in use.
struct Land {
  std::uint64_t base, size, used;
  std::string serial;
};

std::vector<Land> all_land(const Evidence& evidence) {
  std::vector<Land> land;
  for (const auto* mark : evidence.marks("land")) {
    Land area{ecx(*mark), 0, ebx(*mark), fmt::format("{:08x}{:08x}", edx(*mark), eax(*mark))};
    for (const truth::Record& record : evidence.log)
      if (record.kind == truth::Kind::kReserve && record.process == evidence.truth.process_id &&
          record.fields[0] == area.base)
        area.size = record.fields[1];
    land.push_back(area);
  }
  return land;
}

}  // namespace

Result<Paper> ask_region_map(std::span<const Evidence> parts) {
  const Evidence& evidence = parts.front();
  const auto refuse = [](const char* why) { return fail(ErrorKind::kMalformed, 0, why); };

  std::vector<std::string> places;
  for (const auto* mark : evidence.marks("place")) {
    const truth::Region* region = find_region(evidence, ecx(*mark));
    places.push_back(region ? kind_of(region->owner) : "");
    if (places.back().empty()) return refuse("an address of no kind that is asked for");
  }
  std::vector<std::string> kinds = places;
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  if (places.size() != 8 || kinds.size() < 4) return refuse("the addresses are too much of one kind");

  const truth::Record* special = nullptr;
  for (const auto* mark : evidence.marks("sheet"))
    if (ebx(*mark) == 0x5a4d) special = mark;
  const auto land = all_land(evidence);
  const truth::Record* correction = evidence.last_mark("correction");
  if (!special || land.size() < 2 || !correction) return refuse("a sheet, land or a correction is missing");
  const auto largest = std::max_element(land.begin(), land.end(),
                                        [](const Land& a, const Land& b) { return a.size < b.size; });
  const auto piece_of = [](const Land& area) {
    return std::max(area.used - area.base, area.base + area.size - area.used - kPage);
  };
  const auto largest_piece = std::max_element(
      land.begin(), land.end(), [&](const Land& a, const Land& b) { return piece_of(a) < piece_of(b); });

  std::uint64_t guarded = 0, in_stacks = 0;
  std::string opened;  // a page that is only ready to be copied
  for (const truth::Region& region : evidence.truth.regions) {
    if ((region.protect & kGuard) != 0) {
      guarded += region.size;
      if (region.owner.starts_with("stack-guard")) in_stacks += region.size;
    }
    if (region.owner.ends_with(":.rdata") && region.protect == kWriteCopy) opened = hex(region.base);
  }
  const truth::Region* copied = find_region(evidence, ecx(*correction));
  if (copied->base != ecx(*correction) || copied->size != kPage || copied->protect != kReadWrite)
    return refuse("no page of constants was copied");

  std::vector<std::string> names, loaded;
  for (const truth::Module& module : evidence.truth.modules) loaded.push_back(stem(module.name));
  std::vector<truth::Module> modules = evidence.truth.modules;
  std::sort(modules.begin(), modules.end(),
            [](const truth::Module& a, const truth::Module& b) { return a.base < b.base; });
  for (const truth::Module& module : modules) names.push_back(stem(module.name));
  const std::uint64_t sheet = ecx(*special);
  const std::string serial = fmt::format("{:08x}{:08x}", edx(*special), eax(*special));

  Paper paper;
  paper.scene =
      "An atlas for surveyors: it maps sheets from files, keeps land for later, and clerks, its threads, "
      "wait for "
      "work. Nothing is wrong; somebody wants to know what its memory is used for.";
  paper.questions = {
      {.name = "1",
       .text =
           "`Atlas!Places` is an array of eight addresses. What does each lie in? `private` is memory of the "
           "program that is none of the others, in use or only reserved; guard pages and reserved pages of "
           "stacks and heaps count as stack and heap.",
       .type = "seq<enum{image,stack,heap,mapped,teb,peb,private,free}>",
       .key = fmt::format("{}", fmt::join(places, " ")),
       .idea = "Each region has a type and a state; a private one is known by what points to it.",
       .evidence = "marks of the addresses, and the machine's regions",
       .candidates = 100'000},
      {.name = "2",
       .text = fmt::format(
           "One of the mapped files begins like an image, with MZ, and is none. Where does it lie, "
           "and what is its serial number? That is 64 bits at offset {}, low part first.",
           kSerial),
       .type = "(addr,witness)",
       .key = fmt::format("({:x}, {})", sheet, serial),
       .idea = "Mapped memory has another type than an image.",
       .evidence = fmt::format("mark_sheet with ECX = {:#x}", sheet),
       .candidates = evidence.marks("sheet").size() + 1,
       .given = {{"serial", kSerial}}},
      {.name = "3",
       .text = "How many bytes do all guard pages have together?",
       .type = "int",
       .key = std::to_string(guarded),
       .idea = "PAGE_GUARD is added to a protection.",
       .evidence = "the machine's regions",
       .candidates = 40,
       .near_misses = {{std::to_string(in_stacks), "not only stacks have guard pages"}}},
      {.name = "4",
       .text = "Which modules are loaded, from the lowest base to the highest? Names without extension.",
       .type = "seq<str>",
       .key = fmt::format("{}", fmt::join(names, " ")),
       .idea = "The list of modules has their bases.",
       .evidence = "the machine's modules",
       .candidates = 12,
       .near_misses = {{fmt::format("{}", fmt::join(loaded, " ")), "that is the order of loading"}}},
      {.name = "5",
       .text = "One page of a section that its image's headers make read-only has been written to. Which?",
       .type = "addr",
       .key = hex(copied->base),
       .idea = "A page that is only ready to be copied has another protection than a copy.",
       .evidence = fmt::format("mark_correction at {}", correction->time),
       .candidates = 36,
       .near_misses = {{opened,
                        "that page could be written to, and would be copied then; nobody has done it"}}},
      {.name = "6",
       .text = "In the largest allocation of private memory exactly one page is in use. Which serial number "
               "lies at "
               "its beginning (64 bits, low part first)?",
       .type = "witness",
       .key = largest->serial,
       .idea = "A page that is in use divides a reservation into several regions; they are one allocation.",
       .evidence = fmt::format("mark_land with ECX = {:#x}; reserve", largest->base),
       .candidates = land.size(),
       .near_misses = {
           {largest_piece->serial, "that one has the largest region, but not the largest allocation"}}}};
  paper.herrings = {{fmt::format("Memory at {:08x} begins with MZ and is in no list of modules.", sheet),
                     "that a module is hidden", "It is a mapped file whose first letters are a country's.",
                     fmt::format("!address {:x}", sheet)},
                    {fmt::format("The page at {} is PAGE_WRITECOPY among read-only ones.", opened),
                     "that it was changed", "A copy would be PAGE_READWRITE.", "!address " + opened}};
  return paper;
}

}  // namespace dumplab::exercise
