// SPDX-License-Identifier: MIT
// guest/scenarios/null_pointer: a line of an order asks a part of the price list for an article that is not
// in it, and what the search gave, NULL, is used three calls later.
#include <fmt/format.h>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

/// A search and the mark at its end.
struct Search {
  const char* mark;
  const char* function;
};
constexpr Search kSearches[] = {
    {"regular_price", "FindPrice"}, {"offered_price", "FindOffer"}, {"reserve_price", "FindReserve"}};

/// The search that gave NULL to the thread; null when there is none.
const Search* find_failed(const Evidence& evidence, std::uint32_t thread) {
  for (const Search& search : kSearches)
    if (const auto* mark = evidence.last_mark(search.mark, thread); mark && eax(*mark) == 0) return &search;
  return nullptr;
}

/// The general registers that are zero, but for ESP and EBP.
std::vector<std::string> zero_registers(const ContextX86& context) {
  const std::pair<const char*, std::uint32_t> registers[] = {{"eax", context.Eax}, {"ebx", context.Ebx},
                                                             {"ecx", context.Ecx}, {"edx", context.Edx},
                                                             {"esi", context.Esi}, {"edi", context.Edi}};
  std::vector<std::string> zero;
  for (const auto& [name, value] : registers)
    if (value == 0) zero.emplace_back(name);
  return zero;
}

std::string serial_of(const truth::Record& booking) {
  return fmt::format("{:08x}{:08x}", ebx(booking), eax(booking));
}

}  // namespace

Result<Paper> ask_null_pointer(std::span<const Evidence> parts) {
  constexpr std::size_t kAccess = 3, kAccessed = 4;  // fields of an "exception" record
  const Evidence& evidence = parts.front();
  const truth::Thread& thread = evidence.faulting_thread();
  const truth::Record* fault = evidence.last_exception();
  const Search* search = find_failed(evidence, thread.thread_id);
  const auto bookings = evidence.marks("booking");
  const auto zero = zero_registers(thread.context);
  if (!fault || !search || bookings.empty() || thread.frames.size() < 4)
    return fail(ErrorKind::kMalformed, 0, "the search for a price did not fail");
  if (zero.size() != 1) return fail(ErrorKind::kMalformed, 0, "more than one register is zero");
  const std::uint64_t user = *evidence.function_start(thread.frames[0].eip);
  const std::uint64_t asker = *evidence.function_start(thread.frames[1].eip);
  const unsigned serial = evidence.truth.variant == "c" ? 8 : 0;

  Paper paper;
  paper.scene =
      "The program that books orders at night has stopped. Customers' orders were booked one after the "
      "other; each order "
      "asks a price list for an article, in one of three parts of the list. This dump was written when it "
      "stopped.";
  paper.questions = {
      {.name = "1",
       .text = "Which instruction could not be carried out?",
       .type = "sym",
       .key = hex(thread.frames[0].eip),
       .idea = "The dump has an exception record: it says where the processor stopped.",
       .evidence = fmt::format("exception record at {}", fault->time),
       .candidates = 2000,
       .near_misses = {{hex(evidence.truth.threads[0].context.Eip),
                        "that is where a thread stood when the dump was written"},
                       {hex(thread.frames[1].eip), "that is where the function would have returned to"}}},
      {.name = "2",
       .text = "Which register should have held a pointer and is zero?",
       .type = "enum{eax,ebx,ecx,edx,esi,edi}",
       .key = zero.front(),
       .idea = "The operand of the instruction is an address that is made of registers.",
       .evidence = "registers at the exception",
       .candidates = 6},
      {.name = "3",
       .text = "At which offset from the pointer was the structure accessed?",
       .type = "dword",
       .key = hex(fault->fields[kAccessed]),
       .idea = "From a pointer that is zero, the address that was accessed is the offset.",
       .evidence = fmt::format("exception record at {}", fault->time),
       .candidates = 64,
       .near_misses = {{hex(evidence.number("Orders") * 4),
                        "that access failed before, and the program handled it: it is not what stopped it"}}},
      {.name = "4",
       .text = "Was it read, written or executed?",
       .type = "enum{read,write,execute}",
       .key = fault->fields[kAccess] == 1 ? "write" : "read",
       .idea = "The exception's first parameter says it, and so does the instruction.",
       .evidence = fmt::format("exception record at {}", fault->time),
       .candidates = 2},
      {.name = "5",
       .text = "Which function returned the null pointer? Its start is the answer.",
       .type = "sym",
       .key = hex(*evidence.find_function("PriceList", search->function)),
       .idea = "The pointer came as an argument: look at the code before the return address.",
       .evidence = fmt::format("mark_{} with EAX = 0", search->mark),
       .candidates = 200,
       .near_misses = {{hex(user), "that function was given the pointer"},
                       {hex(asker), "that function passed the pointer on"}}},
      {.name = "6",
       .text = fmt::format("Which order was being booked? Its serial number is the answer: 64 bits, at "
                           "offset {} of an order, "
                           "low part first. `BookOrder` takes the batch and the order.",
                           serial),
       .type = "witness",
       .key = serial_of(*bookings.back()),
       .idea = "Arguments lie on the stack, behind the return address.",
       .evidence = fmt::format("mark_booking at {}", bookings.back()->time),
       .candidates = static_cast<std::uint64_t>(evidence.number("Orders")),
       .near_misses = {{serial_of(*bookings.front()), "that is the first order of the batch"}},
       .given = {{"serial", serial}}}};
  if (bookings.size() > 1)
    paper.questions.back().near_misses.push_back(
        {serial_of(*bookings[bookings.size() - 2]), "that order was booked before, without trouble"});
  paper.herrings = {
      {fmt::format("The stack holds the record of an access to {:#x} as well.",
                   evidence.number("Orders") * 4),
       "that this access stopped the program",
       "It was handled: the program went on, and the dump's exception record names another address.",
       ".exr -1"},
      {fmt::format("The registers at the top show a thread in {}.", "a system call"), "that it hangs there",
       "This is where the thread waits for the dump to be written; its exception's context is older.",
       ".ecxr"}};
  return paper;
}

}  // namespace dumplab::exercise
