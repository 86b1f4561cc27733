// SPDX-License-Identifier: MIT
// guest/scenarios/stack_overflow: a part of a parts list holds a part that holds it, and weighing it with all
// that it holds does not end.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

constexpr const char* kRecursive = "WeighPart";

/// Where WeighPart's frames are among those of the thread, innermost first.
std::vector<std::size_t> recursive_frames(const truth::Thread& thread) {
  std::vector<std::size_t> frames;
  for (std::size_t i = 0; i < thread.frames.size(); ++i)
    if (thread.frames[i].function == kRecursive) frames.push_back(i);
  return frames;
}

/// The parts that are being weighed, outermost first.
std::vector<std::uint32_t> parts_on_stack(const Evidence& evidence, std::uint32_t thread) {
  std::vector<std::uint32_t> parts;
  for (const truth::Record& record : evidence.log) {
    if (record.kind != truth::Kind::kMark || record.thread != thread) continue;
    if (record.text == "mark_weighing") parts.push_back(ecx(record));
    if (record.text == "mark_weighed" && !parts.empty()) parts.pop_back();
  }
  return parts;
}

std::optional<std::uint32_t> first_repeated(const std::vector<std::uint32_t>& parts) {
  std::set<std::uint32_t> seen;
  for (const std::uint32_t part : parts)
    if (!seen.insert(part).second) return part;
  return std::nullopt;
}

/// The serial number of a part that another one holds; empty for the first part of all.
std::string serial_of(const Evidence& evidence, std::uint32_t part) {
  for (const truth::Record* added : evidence.marks("added"))
    if (edx(*added) == part) return fmt::format("{:08x}{:08x}", ebx(*added), eax(*added));
  return {};
}

}  // namespace

Result<Paper> ask_stack_overflow(std::span<const Evidence> parts) {
  constexpr std::size_t kStackBase = 2, kStackReserve = 3;  // fields of a "thread-start" record
  const Evidence& evidence = parts.front();
  const truth::Thread& thread = evidence.faulting_thread();
  const auto recursive = recursive_frames(thread);
  const auto weighed = parts_on_stack(evidence, thread.thread_id);
  const auto repeated = first_repeated(weighed);
  const auto start = std::find_if(evidence.log.begin(), evidence.log.end(), [&](const truth::Record& record) {
    return record.kind == truth::Kind::kThreadStart && record.thread == thread.thread_id;
  });
  if (recursive.size() < 3 || recursive.back() + 1 >= thread.frames.size() || !repeated ||
      start == evidence.log.end())
    return fail(ErrorKind::kMalformed, 0, "the recursion did not go deep");
  const std::string serial = serial_of(evidence, *repeated);
  if (serial.empty()) return fail(ErrorKind::kMalformed, 0, "nothing holds the part");
  std::set<std::string> functions;
  for (std::size_t i = recursive[0] + 1; i <= recursive[1]; ++i)
    functions.insert(hex(*evidence.function_start(thread.frames[i].eip - 1)));
  const std::uint64_t cycle = thread.frames[recursive[1]].ebp - thread.frames[recursive[0]].ebp;
  const std::uint64_t reserved = start->fields[kStackBase] - start->fields[kStackReserve];
  const std::uint64_t caller = thread.frames[recursive.back() + 1].eip;

  Paper paper;
  paper.scene =
      "A factory's program weighs products: a part weighs what it weighs itself and what the parts in it "
      "weigh, "
      "and those may hold parts again. With one product it stopped, and this dump was written. On another "
      "day "
      "it had weighed a product of as many parts.";
  paper.questions = {
      {.name = "1",
       .text = "Which functions call each other without end? Their starts are the answer.",
       .type = "set<sym>",
       .key = fmt::format("{}", fmt::join(functions, " ")),
       .idea = "The stack repeats itself: what belongs to one turn?",
       .evidence = "the shadow stack of the thread",
       .candidates = 60,
       .near_misses = {{hex(*evidence.function_start(thread.frames[0].eip)),
                        "the stack ended there, but that function does not call the others"}}},
      {.name = "2",
       .text = "How many bytes of stack does one turn take?",
       .type = "int",
       .key = std::to_string(cycle),
       .idea = "Compare EBP of two frames of the same function that follow each other.",
       .evidence = "the shadow stack of the thread",
       .candidates = 64},
      {.name = "3",
       .text = "How many calls of `Parts!WeighPart` had not returned? One more or less is right too.",
       .type = "range{1}",
       .key = std::to_string(recursive.size()),
       .idea = "Count the frames, or divide the stack's size by what a turn takes.",
       .evidence = "the shadow stack of the thread",
       .candidates = recursive.size() / 3,
       .near_misses = {{std::to_string(thread.frames.size()), "that is the number of all frames"}}},
      {.name = "4",
       .text = "To where does the outermost of these calls return?",
       .type = "sym",
       .key = hex(caller),
       .idea = "The stack's other end, next to its base, is where it began.",
       .evidence = "the shadow stack of the thread",
       .candidates = 60,
       .near_misses = {{hex(thread.frames[recursive[0] + 1].eip),
                        "that is where the innermost one returns to"}}},
      {.name = "5",
       .text =
           "Go from the outermost call inwards: which part is the first to come a second time? Its serial "
           "number "
           "is the answer: 64 bits, the first thing in a part, low part first. `WeighPart` takes the part.",
       .type = "witness",
       .key = serial,
       .idea = "The part is an argument: it lies behind the return address of each frame.",
       .evidence = "mark_weighing and mark_weighed, mark_added",
       .candidates = static_cast<std::uint64_t>(evidence.number("Parts")),
       .near_misses = {}},
      {.name = "6",
       .text = "How many bytes had been reserved for the stack?",
       .type = "dword",
       .key = hex(reserved),
       .idea =
           "The thread's environment block has the base of the stack (offset 4) and where its reservation "
           "begins (offset e0c).",
       .evidence = fmt::format("thread-start at {}", start->time),
       .candidates = 16,
       .near_misses = {{"0x100000", "that is what a thread has that does not ask for less"}}}};
  if (const std::string innermost = serial_of(evidence, weighed.back()); !innermost.empty())
    paper.questions[4].near_misses.push_back(
        {innermost, "that part was being weighed last, at the innermost call"});
  paper.herrings = {
      {fmt::format("The stack ended in {}.", thread.frames[0].function), "that this function is wrong",
       "It is called once, and takes what little stack it needs: all the rest is the recursion's.", "kb"},
      {"Another thread has a deep recursion too.", "that it is the one that does not end",
       "It ends, in a wait, and its stack has room.", "~*kb"},
      {"The stack's limit has moved down while it grew.", "that this is what was reserved",
       "What is committed is less than the reservation: the last pages are never given.", "!teb"}};
  return paper;
}

}  // namespace dumplab::exercise
