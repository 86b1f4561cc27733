// SPDX-License-Identifier: MIT
// guest/scenarios/string_parameter: names of map sheets are handed down in groups; one of them is not in the
// catalogue.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

constexpr std::uint32_t kSlotBytes = 4, kSerialBytes = 8;

/// The characters that the marks of a name have in ECX, EDX, EAX, EBX, `bytes` each.
std::string text_of(const std::vector<const truth::Record*>& marks, unsigned bytes) {
  std::string text;
  for (const truth::Record* mark : marks)
    for (const std::uint32_t word : {ecx(*mark), edx(*mark), eax(*mark), ebx(*mark)})
      for (unsigned shift = 0; shift < 32; shift += 8 * bytes)
        text += static_cast<char>(word >> shift & 0xff);
  return text.substr(0, text.find('\0'));
}

std::string serial_of(const truth::Record& written) {
  return fmt::format("{:08x}{:08x}", ebx(written), eax(written));
}

}  // namespace

Result<Paper> ask_string_parameter(std::span<const Evidence> parts) {
  const Evidence& evidence = parts.front();
  const std::uint32_t thread = evidence.faulting_thread().thread_id;
  const bool is_wide = evidence.truth.variant == "b";
  const std::uint32_t group = evidence.truth.variant == "a" ? 3 : is_wide ? 5 : 7;
  const truth::Record* opening = evidence.last_mark("opening", thread);
  const truth::Record* refused = evidence.last_mark("refused", thread);
  const auto written = evidence.marks("written");
  auto names = evidence.marks("name");
  for (const truth::Record* end : evidence.marks("name_end")) names.push_back(end);
  if (!opening || !refused || names.empty()) return fail(ErrorKind::kMalformed, 0, "all names were opened");
  const auto bad = std::find_if(written.begin(), written.end(),
                                [&](const auto* record) { return ecx(*record) == edx(*refused); });
  if (bad == written.end()) return fail(ErrorKind::kMalformed, 0, "the name was not written");
  const std::uint32_t slot = ecx(*refused), index = (slot - ecx(*opening)) / kSlotBytes;
  const std::uint32_t count = edx(*opening);
  const auto sheets = static_cast<std::uint64_t>(evidence.number("Sheets"));

  Paper paper;
  paper.scene =
      "A program that plots maps opens the sheets of an atlas by their names. One name it could not open, "
      "and it "
      "stopped; this dump was written. \"Which one?\" asks the drawing office, \"we sent you dozens.\"";
  paper.questions = {
      {.name = "1",
       .text = "How many names was `Sheets!OpenAll` to open? It takes the catalogue, a list of addresses of "
               "names, and "
               "their number.",
       .type = "int",
       .key = std::to_string(count),
       .idea = "Arguments lie on the stack, behind the return address.",
       .evidence = fmt::format("mark_opening at {}", opening->time),
       .candidates = 60,
       .near_misses = {{std::to_string(sheets), "the list goes on, but only so many were to be opened"},
                       {std::to_string(group), "that is the size of a group"},
                       {std::to_string(evidence.number("Printed")), "so many names are to be printed"}}},
      {.name = "2",
       .text = "At which place in that list is the name that could not be opened? Places count from 0.",
       .type = "int",
       .key = std::to_string(index),
       .idea = "Which address was handed down to the function that failed, and where in the list is it?",
       .evidence = fmt::format("mark_refused at {}", refused->time),
       .candidates = count,
       .near_misses = {{std::to_string(index % group),
                        "that is the place in its group, not in the whole list"},
                       {std::to_string(index + 1), "places count from 0"}}},
      {.name = "3",
       .text = "What is the name?",
       .type = "str",
       .key = text_of(names, is_wide ? 2 : 1),
       .idea = "The list has its address.",
       .evidence = "mark_name",
       .candidates = sheets},
      {.name = "4",
       .text = "How is it encoded?",
       .type = "enum{ansi,utf16}",
       .key = is_wide ? "utf16" : "ansi",
       .idea = "Look at its bytes.",
       .evidence = "the variant of the program",
       .candidates = 2},
      {.name = "5",
       .text = "At which address does that list have the address of the name?",
       .type = "addr",
       .key = hex(slot),
       .idea = "Not where the name is, but where its address is.",
       .evidence = fmt::format("mark_refused at {}", refused->time),
       .candidates = sheets * 2,
       .near_misses = {{hex(edx(*refused)), "there is the name itself"}}},
      {.name = "6",
       .text = fmt::format(
           "What is the serial number of the name? 64 bits, the {} bytes before its text, low part first.",
           kSerialBytes),
       .type = "witness",
       .key = serial_of(**bad),
       .idea = "It lies right before the first character.",
       .evidence = fmt::format("mark_written at {}", (*bad)->time),
       .candidates = sheets,
       .near_misses = {{serial_of(*written.front()), "that is the name that was written first"}},
       .given = {{"serial", kSerialBytes}}}};
  paper.herrings = {
      {"Functions below OpenAll have the address of a part of the list.", "that it is the whole list",
       "Names are handed down in groups: the place in the group is not the place in the list.", "kb"},
      {"The list ends with a zero.", "that all names before it were to be opened",
       "OpenAll was told a smaller number.", "dd"},
      {"A second list has the addresses of the same names.", "that this is the list",
       "The arguments of OpenAll name the other one.", "kb"}};
  return paper;
}

}  // namespace dumplab::exercise
