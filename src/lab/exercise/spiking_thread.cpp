// SPDX-License-Identifier: MIT
// guest/scenarios/spiking_thread: readers put the words of documents into tables. One table is full, and the
// search for a free place in it has no end.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

constexpr std::uint64_t kUnitsPerMillisecond = 10'000;

bool has_frame(const truth::Thread& thread, std::string_view function) {
  return std::any_of(thread.frames.begin(), thread.frames.end(),
                     [&](const truth::Frame& frame) { return frame.function == function; });
}

std::string list(const std::vector<std::uint32_t>& threads) {
  return threads.empty() ? "{}" : fmt::format("{:x}", fmt::join(threads, " "));
}

std::uint64_t processor_time(const truth::Thread& thread) { return thread.user_time + thread.kernel_time; }

}  // namespace

Result<Paper> ask_spiking_thread(std::span<const Evidence> parts) {
  const Evidence& evidence = parts.front();
  std::vector<const truth::Thread*> threads;
  for (const truth::Thread& thread : evidence.truth.threads) threads.push_back(&thread);
  std::sort(threads.begin(), threads.end(), [](const truth::Thread* a, const truth::Thread* b) {
    return processor_time(*a) > processor_time(*b);
  });
  const truth::Thread& busy = *threads[0];
  const truth::Record* search = evidence.last_mark("long_search");
  if (!search || search->thread != busy.thread_id)
    return fail(ErrorKind::kMalformed, 0, "the busiest thread searches for nothing");
  const std::string serial = [&] {
    for (const auto* mark : evidence.marks("table"))
      if (ecx(*mark) == ecx(*search)) return fmt::format("{:08x}{:08x}", edx(*mark), eax(*mark));
    return std::string();
  }();
  const truth::Record* delivery = evidence.last_mark("delivery");
  if (serial.empty() || !delivery) return fail(ErrorKind::kMalformed, 0, "no table, or nobody has finished");

  std::vector<std::uint32_t> running;
  std::int64_t idle = 0, with_limit = 0;
  for (const truth::Thread& thread : evidence.truth.threads) {
    if (thread.frames.front().function != "KiFastSystemCallRet") running.push_back(thread.thread_id);
    const bool waits = has_frame(thread, "WaitForSingleObject");
    idle += waits && has_frame(thread, "AwaitDelivery");
    with_limit += waits && has_frame(thread, "KeepTime");
  }
  const std::uint64_t loop = *evidence.find_function("Words", "FindPlace");
  const std::string handle = fmt::format("{:x}", ecx(*delivery));
  const std::size_t count = threads.size();

  Paper paper;
  paper.scene =
      "The index of an archive should have been ready long ago. Its readers put the words of documents into "
      "tables, each into its own; when they have read all, they wait for the next delivery. The machine's "
      "processor has been busy since the start. This dump was written by hand, with the threads' times.";
  paper.questions = {
      {.name = "1",
       .text = "Which thread has used the most processor time?",
       .type = "tid",
       .key = fmt::format("{:x}", busy.thread_id),
       .idea = "What a thread does at the moment of the dump is chance; what it has used is not.",
       .evidence = "user and kernel time of each thread",
       .candidates = count,
       .near_misses = {{fmt::format("{:x}", threads[1]->thread_id), "that one comes second"}}},
      {.name = "2",
       .text = "How much of it was user time, in whole milliseconds?",
       .type = "int",
       .key = std::to_string(busy.user_time / kUnitsPerMillisecond),
       .idea = "Thread times are kept in units of 100 ns.",
       .evidence = "user time of the thread",
       .candidates = 400},
      {.name = "3",
       .text = "Which threads did not wait at the moment of the dump? A thread that waits stands in "
               "`ntdll!KiFastSystemCallRet`. `{}` if there was none.",
       .type = "set<tid>",
       .key = list(running),
       .idea = "Look at the innermost frame of every thread.",
       .evidence = "the machine's call stacks",
       .candidates = count * 2,
       .near_misses = {{fmt::format("{:x}", busy.thread_id),
                        "whether the busy thread runs just now is chance"}}},
      {.name = "4",
       .text = "Which function does the loop without end belong to? Its start is the answer.",
       .type = "sym",
       .key = hex(loop),
       .idea =
           "On the stack of the busy thread: the innermost function of the program that jumps back to before "
           "the place where it is.",
       .evidence = "source of the program; linker's map",
       .candidates = 12,
       .near_misses = {{hex(*evidence.function_start(busy.frames.front().eip)),
                        "that is where it was at the moment of the dump: the loop calls it"},
                       {hex(*evidence.find_function("Words", "AddWord")), "that one has no loop"},
                       {hex(*evidence.find_function("Index", "ReadDocument")),
                        "that loop would come to its end if its calls came back"}}},
      {.name = "5",
       .text = "Which word does the busy thread look for? `Words!AddWord` takes the table and the word.",
       .type = "dword",
       .key = hex(edx(*search)),
       .idea = "Arguments lie on the stack, behind the return address.",
       .evidence = fmt::format("mark_long_search at {}", search->time),
       .candidates = 1000,
       .near_misses = {{hex(ecx(*search)), "that is the table"}}},
      {.name = "6",
       .text = "In which table? Its serial number is the answer: 64 bits at its beginning, low part first.",
       .type = "witness",
       .key = serial,
       .idea = "The table is the first argument.",
       .evidence = fmt::format("mark_table with ECX = {:#x}", ecx(*search)),
       .candidates = 50},
      {.name = "7",
       .text =
           "Readers that are done wait for the event of the next delivery, without a limit of time. Which "
           "handle is it, and how many threads wait so?",
       .type = "(dword,int)",
       .key = fmt::format("({}, {})", handle, idle),
       .idea = "WaitForSingleObject takes the handle and the limit in milliseconds.",
       .evidence = "mark_delivery, and the machine's call stacks",
       .candidates = count * 3,
       .near_misses = {{fmt::format("({}, {})", handle, idle + with_limit),
                        "one of them looks every few milliseconds: it waits with a limit"}}}};
  paper.herrings = {
      {fmt::format("{} of {} threads do not wait.", running.size(), count),
       "that the one to blame is among them, and only it",
       "The times tell; the busy thread rests now and then, and others run for a moment.", "!runaway 7"},
      {fmt::format("Thread {:x} has used the second most.", threads[1]->thread_id),
       "that two threads are too busy", "It had much to read at once, and waits now.",
       fmt::format("~~[{:x}]kb", threads[1]->thread_id)}};
  return paper;
}

}  // namespace dumplab::exercise
