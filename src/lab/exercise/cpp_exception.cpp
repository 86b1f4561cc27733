// SPDX-License-Identifier: MIT
// guest/scenarios/cpp_exception: no road leads to a delivery's town; an object of a class that depends on the
// road is thrown, and nobody catches it. Others were thrown and handled before.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

constexpr unsigned kErrorNumber = 4, kKey = 8;  // offsets in the thrown object

/// The class that is thrown for each kind of road, and its bases.
const std::vector<std::string> kClasses[] = {
    {"TollProblem", "RouteProblem", "ServiceProblem"},
    {"DetourProblem", "RouteProblem", "ServiceProblem"},
    {"BridgeProblem", "DetourProblem", "RouteProblem", "ServiceProblem"},
    {"FerryProblem", "DetourProblem", "RouteProblem", "ServiceProblem"}};

std::string decorated(const std::string& name) { return ".?AV" + name + "@@"; }

/// The characters in the registers of mark_key, in the order ECX, EDX, EAX, EBX.
std::string text_of(const truth::Record& mark) {
  std::string text;
  for (const std::uint32_t word : {ecx(mark), edx(mark), eax(mark), ebx(mark)})
    for (unsigned shift = 0; shift < 32; shift += 8) text += static_cast<char>(word >> shift & 0xff);
  return text.substr(0, text.find('\0'));
}

}  // namespace

Result<Paper> ask_cpp_exception(std::span<const Evidence> parts) {
  constexpr std::size_t kObject = 4;  // field of an "exception" record
  const Evidence& evidence = parts.front();
  const truth::Thread& thread = evidence.faulting_thread();
  const truth::Record* thrown = evidence.last_exception();
  const truth::Record* refused = evidence.last_mark("refused", thread.thread_id);
  const truth::Record* key = evidence.last_mark("key", thread.thread_id);
  const auto thrower =
      std::find_if(thread.frames.begin(), thread.frames.end(),
                   [](const truth::Frame& frame) { return frame.function == "_CxxThrowException"; });
  if (!thrown || !refused || !key || eax(*refused) >= std::size(kClasses) ||
      thread.frames.end() - thrower < 3)
    return fail(ErrorKind::kMalformed, 0, "no delivery was refused");
  std::vector<std::string> types;
  for (const std::string& name : kClasses[eax(*refused)]) types.push_back(decorated(name));
  const auto deliveries = static_cast<std::uint64_t>(evidence.number("Deliveries"));
  const std::string layout =
      "The last parameter of the exception is the address of a description: offset c of it has the address "
      "of a "
      "list. The list begins with the number of types; then come addresses of types, the object's own first. "
      "Offset 4 of a type has the address of its descriptor, and offset 8 of that is the name.";

  Paper paper;
  paper.scene =
      "A delivery service's program plans the tour of the day, and loads vans meanwhile. Deliveries that "
      "come too "
      "late or are too heavy are left, and the program goes on. At one delivery it stopped, and this dump "
      "was "
      "written.";
  paper.questions = {
      {.name = "1",
       .text = "Of which type is the object that was thrown? The answer is the name as it lies in memory, "
               "with all "
               "its signs. " +
               layout,
       .type = "str",
       .key = types.front(),
       .idea =
           "The dump's exception has three parameters: a magic number, the object, and what describes it.",
       .evidence = fmt::format("mark_refused at {}, kind {}", refused->time, eax(*refused)),
       .candidates = 7,
       .near_misses = {{decorated("ServiceProblem"), "that is a base of the type"},
                       {decorated("RouteProblem"), "that is a base of the type"},
                       {decorated("TimeProblem"), "such an object was thrown before, and handled"},
                       {decorated("LoadProblem"), "another thread threw and handled such an object"}},
       .given = {{"list", 0xc}, {"descriptor", 4}, {"name", 8}}},
      {.name = "2",
       .text = "As which types could it be caught? Their names, as in question 1.",
       .type = "set<str>",
       .key = fmt::format("{}", fmt::join(types, " ")),
       .idea = "The list of the description has all of them.",
       .evidence = "the program's classes",
       .candidates = 16,
       .near_misses = {{types.front(), "as its bases it can be caught too"}},
       .given = {{"list", 0xc}, {"descriptor", 4}, {"name", 8}}},
      {.name = "3",
       .text = "Where is the object?",
       .type = "addr",
       .key = hex(thrown->fields[kObject]),
       .idea = "The second parameter of the exception is its address.",
       .evidence = fmt::format("exception at {}", thrown->time),
       .candidates = 500},
      {.name = "4",
       .text = fmt::format("Which error number does the object have, at offset {}? Decimal.", kErrorNumber),
       .type = "int",
       .key = std::to_string(edx(*refused)),
       .idea = "The object lies on the stack of the thread that threw it, and is whole.",
       .evidence = fmt::format("mark_refused at {}", refused->time),
       .candidates = deliveries * 1000,
       .given = {{"number", kErrorNumber}}},
      {.name = "5",
       .text = fmt::format("Which key does the object have? It is text, at offset {}.", kKey),
       .type = "str",
       .key = text_of(*key),
       .idea = "The object lies on the stack of the thread that threw it, and is whole.",
       .evidence = fmt::format("mark_key at {}", key->time),
       .candidates = deliveries,
       .given = {{"key", kKey}}},
      {.name = "6",
       .text = "The program threw by a call of `_CxxThrowException`. To where would that call return?",
       .type = "sym",
       .key = hex(thrower[1].eip),
       .idea = "The stack of the exception has the functions between the throw and the program.",
       .evidence = "the shadow stack of the thread",
       .candidates = 60,
       .near_misses = {{hex(thread.frames[0].eip), "that is where every exception of a program is raised"},
                       {hex(thrower[0].eip), "that is in the function that throws for everybody"},
                       {hex(thrower[2].eip), "that is where the function that threw would return to"}}}};
  paper.herrings = {
      {"Memory has more than one record of a C++ exception.", "that the first one found stopped the program",
       "Another thread threw as well, and handled it: the dump's exception record names the object.",
       ".exr -1"},
      {"The list of types has more than one name.", "that any of them is the object's type",
       "The first one is the object's own, the others are its bases.", "dd"},
      {"The stack begins in RaiseException.", "that kernel32 is at fault",
       "Every exception of a program begins there.", "kb"}};
  return paper;
}

}  // namespace dumplab::exercise
