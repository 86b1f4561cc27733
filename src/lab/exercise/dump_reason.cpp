// SPDX-License-Identifier: MIT
// guest/scenarios/dump_reason: carriers deliver letters. Six runs of it end in six ways; what differs is the
// moment that the dump is from.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/random.h"
#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

/// One reason for a dump.
struct Reason {
  const char* word;
  int way;              ///< what office.c does
  bool is_torn;         ///< letters were refused before, by a handled access violation
  const char* capture;  ///< rule
};
constexpr Reason kBreakIn = {"manual", 6, false, "first-chance"};
constexpr Reason kReasons[] = {{"manual", 0, true, "tick:1500000"},   {"self", 1, true, "dbghelp!WriteDump"},
                               {"early", 2, false, "first-chance"},   {"exit", 3, true, "exit"},
                               {"handled", 4, false, "first-chance"}, {"crash", 5, true, "fault"}};

std::string word_of(const Evidence& evidence) {
  const std::int64_t way = evidence.number("Way");
  for (const Reason& reason : kReasons)
    if (reason.way == way) return reason.word;
  return kBreakIn.word;
}

/// The dump that was written for this reason.
std::size_t find_part(std::span<const Evidence> parts, std::string_view word) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Evidence& part) { return word_of(part) == word; });
  DUMPLAB_CHECK(found != parts.end());
  return static_cast<std::size_t>(found - parts.begin());
}

std::string serial_of(const truth::Record& letter) {
  return fmt::format("{:08x}{:08x}", edx(letter), eax(letter));
}

/// The letter that the thread of the dump's exception had in hand; null when there is none.
const truth::Record* letter_in_hand(const Evidence& evidence) {
  if (!evidence.truth.exception) return nullptr;
  return evidence.last_mark("letter", evidence.truth.exception->thread_id);
}

template <class Values>
std::string list(const Values& values) {
  return values.empty() ? "{}" : fmt::format("{:x}", fmt::join(values, " "));
}

}  // namespace

std::vector<Part> parts_of_dump_reason(std::uint64_t seed) {
  Random random(seed, "order of the dumps");
  std::vector<Reason> order(std::begin(kReasons), std::end(kReasons));
  if (random.below(2) == 1) order[0] = kBreakIn;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  std::vector<Part> parts;
  for (const Reason& reason : order) {
    Part part{{{"Way", std::to_string(reason.way)}}, *scenario::parse_capture_rules(reason.capture)};
    if (!reason.is_torn) part.configuration["Torn"] = "0";
    parts.push_back(std::move(part));
  }
  return parts;
}

Result<Paper> ask_dump_reason(std::span<const Evidence> parts) {
  const auto at = [&](const char* word) { return static_cast<unsigned>(find_part(parts, word)); };
  const unsigned self = at("self"), exit = at("exit"), manual = at("manual"), crash = at("crash");
  const truth::Record* report = parts[self].last_mark("report");
  const truth::Record* closing = parts[exit].last_mark("closing");
  const truth::Record* letter = letter_in_hand(parts[crash]);
  if (!report || !closing || !letter) return fail(ErrorKind::kMalformed, 0, "a run has not come to its end");

  std::vector<std::string> words, by_exception;
  for (const Evidence& part : parts) {
    words.push_back(word_of(part));
    by_exception.emplace_back(part.truth.exception ? "crash" : "manual");
  }
  std::set<std::uint32_t> gone;
  for (const truth::Thread& thread : parts[manual].truth.threads)
    if (!parts[exit].find_thread(thread.thread_id)) gone.insert(thread.thread_id);
  const std::size_t carriers = parts[manual].truth.threads.size();
  const std::string path = fmt::format("Letter{}.dmp", edx(*report));

  // No question names its dump: that would answer the first one.
  Paper paper;
  paper.scene =
      "Six dumps of a program that delivers letters, from six days. Their names were lost on the way, and "
      "nobody "
      "knows any more why each was written. The program itself handles access violations where it reads "
      "letters "
      "that nobody has checked; it writes a dump of itself where a letter has an impossible weight.";
  paper.questions = {
      {.name = "1",
       .text =
           "Why was each dump written? In the order of the dumps: `manual` (by a person with a tool, without "
           "need), `self` (by the program itself), `early` (at the first sight of an exception that no "
           "handler "
           "of the program would take), `exit` (at the end of the process), `handled` (at the first sight of "
           "an exception that a handler of the program takes), `crash` (no handler has taken the exception). "
           "Each reason occurs once.",
       .type = "seq<enum{manual,self,early,exit,handled,crash}>",
       .key = fmt::format("{}", fmt::join(words, " ")),
       .idea = "Is there an exception record? What do the thread's own registers and stack say, and which "
               "handler "
               "comes first in its chain?",
       .evidence = "what each run was told, and the moment of its capture",
       .candidates = 720,
       .near_misses = {{fmt::format("{}", fmt::join(by_exception, " ")),
                        "an exception record does not make a crash"}}},
      {.name = "2",
       .text =
           "Which thread wrote the dump of its own process? Its id is asked for, not the debugger's number.",
       .type = "tid",
       .key = fmt::format("{:x}", report->thread),
       .idea = "Somebody has called the function that writes dumps.",
       .evidence = "mark_report",
       .candidates = carriers},
      {.name = "3",
       .text = "Into which file? `Letters!WriteReport` takes the path and the letter.",
       .type = "str",
       .key = path,
       .idea = "Arguments lie on the stack, behind the return address.",
       .evidence = fmt::format("mark_report: letter {}", edx(*report)),
       .candidates = 120},
      {.name = "4",
       .text = "With which exit code did the process end whose dump is from its end?",
       .type = "dword",
       .key = hex(ecx(*closing)),
       .idea = "`ExitProcess` takes it.",
       .evidence = "mark_closing",
       .candidates = 1000},
      {.name = "5",
       .text = "Which threads of the dump that a person wrote are missing in the dump from the end of the "
               "process? "
               "(Thread ids are the same in all six; they are asked for, not the debugger's numbers.)",
       .type = "set<tid>",
       .key = list(gone),
       .idea = "At the end of a process its other threads are ended first.",
       .evidence = "threads of both runs",
       .candidates = carriers + 1},
      {.name = "6",
       .text =
           "Which letter was delivered when the program crashed? Its serial number is the answer: 64 bits at "
           "its beginning, low part first. `Courier!DeliverLetter` takes the office and the letter.",
       .type = "witness",
       .key = serial_of(*letter),
       .idea = "Look at the stack as it was at the exception.",
       .evidence = fmt::format("mark_letter at {}", letter->time),
       .candidates = 120}};
  for (const char* other : {"early", "handled"})
    if (const truth::Record* one = letter_in_hand(parts[at(other)]))
      paper.questions.back().near_misses.push_back(
          {serial_of(*one), "that is from another dump: the program had not crashed there"});
  paper.herrings = {{"Three or four of the dumps have an exception record.", "that all of these are crashes",
                     "One is of a handler's daily work, one from before any handler was asked, one perhaps "
                     "of a debugger's own "
                     "breakpoint.",
                     ".exr -1"},
                    {"dbghelp.dll is loaded.", "that the program has written this dump",
                     "It is loaded in all of them; only in one a thread is in it.", "~*k"}};
  return paper;
}

}  // namespace dumplab::exercise
