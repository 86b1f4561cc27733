// SPDX-License-Identifier: MIT
// guest/scenarios/divide_by_zero: samples that are taken out of a list are subtracted from their counter
// twice. Where they are half of all, the counter is zero, and the list is not empty.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

constexpr unsigned kListOfStation = 8, kFirstOfList = 8, kNextOfSample = 8;

/// The samples of a list, the first one first: each was put in front of the others.
std::vector<const truth::Record*> samples_of(const Evidence& evidence, std::uint32_t list) {
  std::vector<const truth::Record*> samples;
  for (const truth::Record& record : evidence.log) {
    if (record.kind != truth::Kind::kMark || record.process != evidence.truth.process_id) continue;
    if (ecx(record) != list) continue;
    if (record.text == "mark_added") samples.insert(samples.begin(), &record);
    if (record.text == "mark_removed")
      std::erase_if(samples, [&](const auto* added) { return edx(*added) == edx(record); });
  }
  return samples;
}

std::string serial_of(const truth::Record& added) {
  return fmt::format("{:08x}{:08x}", ebx(added), eax(added));
}

/// What a region's owner is called in question 3; empty for others.
std::string kind_of_memory(const Evidence& evidence, std::uint64_t address) {
  const auto region =
      std::find_if(evidence.truth.regions.begin(), evidence.truth.regions.end(),
                   [&](const truth::Region& r) { return address - r.base < r.size && address >= r.base; });
  if (region == evidence.truth.regions.end()) return {};
  const std::string owner = region->owner.substr(0, region->owner.find(':'));
  return owner == "image" ? "global" : owner == "stack" || owner == "heap" ? owner : std::string();
}

}  // namespace

Result<Paper> ask_divide_by_zero(std::span<const Evidence> parts) {
  const Evidence& evidence = parts.front();
  const truth::Thread& thread = evidence.faulting_thread();
  const truth::Record* divided = evidence.last_mark("divided", thread.thread_id);
  if (!divided || thread.frames.size() < 4 || eip(*divided) != thread.frames[0].eip)
    return fail(ErrorKind::kMalformed, 0, "no division failed");
  const std::uint32_t divisor = ecx(*divided), list = ebx(*divided);
  const auto samples = samples_of(evidence, list);
  const std::string memory = kind_of_memory(evidence, divisor);
  const truth::Record* spoiled = evidence.last_mark("added", thread.thread_id);
  if (samples.empty() || memory.empty() || !spoiled)
    return fail(ErrorKind::kMalformed, 0, "the list is empty");
  std::size_t lists = 0;
  for (const auto name : {"added", "removed"}) lists += evidence.marks(name).size();

  Paper paper;
  paper.scene =
      "A weather service's program takes the mean of the samples of every station of a region; samples that "
      "came too late are taken out first. At one station it stopped, and this dump was written. \"There were "
      "samples,\" says the observer.";
  paper.questions = {
      {.name = "1",
       .text =
           "At which address does the divisor lie? If the division takes it from a register, it is where the "
           "register was loaded from.",
       .type = "addr",
       .key = hex(divisor),
       .idea = "The exception names the instruction, and its operand is made of registers.",
       .evidence = fmt::format("mark_divided at {}", divided->time),
       .candidates = 1000,
       .near_misses = {{hex(list + kFirstOfList + 4), "that is the list's own counter"},
                       {hex(ecx(*spoiled) + kFirstOfList + 4),
                        "that counts the samples that were taken out"}}},
      {.name = "2",
       .text = "What was to be divided? 64 bits.",
       .type = "witness",
       .key = fmt::format("{:08x}{:08x}", edx(*divided), eax(*divided)),
       .idea = "DIV and IDIV of 32 bits divide a number that lies in two registers.",
       .evidence = fmt::format("mark_divided at {}", divided->time),
       .candidates = std::uint64_t{1} << 32,
       .near_misses = {{fmt::format("{:08x}{:08x}", 0, eax(*divided)), "the upper half is in EDX"},
                       {fmt::format("{:08x}{:08x}", eax(*divided), edx(*divided)), "EDX is the upper half"}}},
      {.name = "3",
       .text = "In what kind of memory does the divisor lie?",
       .type = "enum{stack,heap,global}",
       .key = memory,
       .idea = "The region that holds the address belongs to a thread, to a module or to neither.",
       .evidence = "the machine's regions",
       .candidates = 3},
      {.name = "4",
       .text = fmt::format(
           "The mean of a list of samples was to be taken. Where does the list begin? "
           "`Summary!SummarizeStation` takes the station, and offset {} of a station has the address "
           "of its list.",
           kListOfStation),
       .type = "addr",
       .key = hex(list),
       .idea = "The station is an argument: it lies on the stack behind the return address.",
       .evidence = fmt::format("mark_divided at {}", divided->time),
       .candidates = static_cast<std::uint64_t>(evidence.number("Stations")) * 2,
       .near_misses = {{hex(ecx(*spoiled)), "that is the list of samples that were taken out"}},
       .given = {{"list", kListOfStation}}},
      {.name = "5",
       .text = fmt::format(
           "How many samples are in that list really? Offset {} of the list has the address of the "
           "first one, offset {} of a sample that of the next one, 0 at the end.",
           kFirstOfList, kNextOfSample),
       .type = "int",
       .key = std::to_string(samples.size()),
       .idea = "Follow the list, and do not trust a counter.",
       .evidence = fmt::format("mark_added and mark_removed with list {:#x}", list),
       .candidates = 3,
       .near_misses = {{"0", "that is what the counter says"},
                       {std::to_string(samples.size() * 2), "half of them were taken out"}},
       .given = {{"first", kFirstOfList}, {"next", kNextOfSample}}},
      {.name = "6",
       .text =
           "What is the serial number of the last sample in that list? 64 bits, the first thing in a sample, "
           "low part first.",
       .type = "witness",
       .key = serial_of(*samples.back()),
       .idea = "The last sample has no next one.",
       .evidence = fmt::format("mark_added at {}", samples.back()->time),
       .candidates = lists,
       .near_misses = {{serial_of(*samples.front()), "that is the first one"},
                       {serial_of(*spoiled), "that one was taken out"}},
       .given = {{"first", kFirstOfList}, {"next", kNextOfSample}}}};
  paper.herrings = {
      {"The counter is zero.", "that the list is empty",
       "The list has samples: what was taken out was subtracted twice.", "dd"},
      {"The station has a second list.", "that the mean of it was to be taken",
       "The divisor's counter and the arguments belong to the first one.", "kb"},
      {"The registers at the top show a thread in a system call.", "that it hangs there",
       "This is where the thread waits for the dump to be written; its exception's context is older.",
       ".ecxr"}};
  return paper;
}

}  // namespace dumplab::exercise
