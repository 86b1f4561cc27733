// SPDX-License-Identifier: MIT
// guest/scenarios/null_code_pointer: a request has a form for which its table has no routine yet, and the
// empty slot is called.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

/// The slots of a table that were filled.
std::set<std::uint32_t> filled_slots(const Evidence& evidence, std::uint32_t table) {
  std::set<std::uint32_t> slots;
  for (const truth::Record* accepted : evidence.marks("accepted"))
    if (ecx(*accepted) == table) slots.insert(edx(*accepted));
  return slots;
}

std::string serial_of(const truth::Record& written) {
  return fmt::format("{:08x}{:08x}", ebx(written), eax(written));
}

}  // namespace

Result<Paper> ask_null_code_pointer(std::span<const Evidence> parts) {
  const Evidence& evidence = parts.front();
  const truth::Thread& thread = evidence.faulting_thread();
  const truth::Record* called = evidence.last_mark("called", thread.thread_id);
  const auto written = evidence.marks("written");
  if (!called || thread.frames.size() < 4 || thread.frames[0].eip != 0)
    return fail(ErrorKind::kMalformed, 0, "no empty slot was called");
  const auto request = std::find_if(written.begin(), written.end(),
                                    [&](const auto* record) { return ecx(*record) == edx(*called); });
  if (request == written.end()) return fail(ErrorKind::kMalformed, 0, "the request was not written");
  const std::uint32_t table = ecx(*called), form = edx(**request);
  const auto forms = static_cast<std::uint32_t>(evidence.number("Forms"));
  const auto filled = filled_slots(evidence, table);
  if (filled.count(form) != 0) return fail(ErrorKind::kMalformed, 0, "the slot is filled");
  std::uint32_t first_empty = 0;
  while (filled.count(first_empty) != 0) ++first_empty;
  std::set<std::uint32_t> tables;
  for (const truth::Record* accepted : evidence.marks("accepted")) tables.insert(ecx(*accepted));
  const std::uint64_t caller = *evidence.function_start(thread.frames[1].eip - 1);
  const std::uint64_t waiting = *evidence.function_start(thread.frames[2].eip - 1);
  const unsigned slots = evidence.truth.variant == "c" ? 0x14 : 0xc;

  Paper paper;
  paper.scene =
      "The program of an office that handles requests has stopped in the middle of the day. Each request has "
      "a form; tables of routines, one table for each year, say how a form is handled. This dump was written "
      "when the program stopped.";
  paper.questions = {
      {.name = "1",
       .text = "A call led to where no code is. To which address would it have returned?",
       .type = "addr",
       .key = hex(thread.frames[1].eip),
       .idea = "A CALL leaves its return address on the stack, and nothing was executed after it.",
       .evidence = "the shadow stack of the thread",
       .candidates = 200,
       .near_misses = {{hex(thread.frames[2].eip), "that is where the function returns that made the call"}}},
      {.name = "2",
       .text = "Which function made the call? Its start is the answer.",
       .type = "sym",
       .key = hex(caller),
       .idea = "The return address lies in it.",
       .evidence = "the shadow stack of the thread, the linker's map",
       .candidates = 200,
       .near_misses = {{hex(waiting), "that function called the one that made the call"}}},
      {.name = "3",
       .text = fmt::format(
           "The address of the routine came out of a table. Where does the table begin? Slot 0 is at offset "
           "{:#x}, and the dword before it is the number of slots. `Forms!HandleRequest` takes the table and "
           "the request.",
           slots),
       .type = "addr",
       .key = hex(table),
       .idea = "The operand of the CALL is made of registers, and those still have their values.",
       .evidence = fmt::format("mark_called at {}", called->time),
       .candidates = tables.size() + 1,
       .given = {{"slots", slots}}},
      {.name = "4",
       .text = "Which slot of the table was called? Slots count from 0.",
       .type = "int",
       .key = std::to_string(form),
       .idea = "One register of the operand is the slot's number. More than one slot is empty.",
       .evidence = fmt::format("mark_written at {}", (*request)->time),
       .candidates = forms,
       .near_misses = {{std::to_string(first_empty),
                        "that slot is empty too, but another one was called: look at the registers"},
                       {std::to_string(form + 1), "slots count from 0"}},
       .given = {{"slots", slots}}},
      {.name = "5",
       .text = "How many slots of that table do hold a routine?",
       .type = "int",
       .key = std::to_string(filled.size()),
       .idea = "Slots that hold none are zero; slots that the table does not have do not count.",
       .evidence = "mark_accepted with this table",
       .candidates = forms,
       .near_misses = {{std::to_string(forms), "that is the number of slots, empty ones too"},
                       {"0", "that table is not in use"},
                       {std::to_string(forms - filled.size()), "that is the number of empty slots"}},
       .given = {{"slots", slots}}},
      {.name = "6",
       .text =
           "Which request was being handled? The answer is its serial number: 64 bits, the first thing in a "
           "request, low part first. Routines take the request.",
       .type = "witness",
       .key = serial_of(**request),
       .idea = "An argument lies right above the return address.",
       .evidence = fmt::format("mark_written at {}", (*request)->time),
       .candidates = written.size(),
       .near_misses = {{serial_of(*written.front()), "that is the first request of the day"}}}};
  paper.herrings = {
      {"The stack near ESP is full of addresses of routines.", "that one of them was called or returns there",
       "They are left over from a copy of the table: no CALL lies before them.", "dps esp"},
      {"More than one slot of the table is empty.", "that the first of them was called",
       "The index register at the exception has the number of the slot.", ".ecxr"},
      {"A table nearby has no routine at all.", "that this table was used",
       "The arguments and the registers name another one.", "kb"}};
  return paper;
}

}  // namespace dumplab::exercise
