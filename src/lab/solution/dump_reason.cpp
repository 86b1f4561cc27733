// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

struct ThreadStack {
  ThreadLine thread;
  std::vector<FrameLine> frames;

  const FrameLine* find(std::string_view function) const {
    const auto found = std::find_if(frames.begin(), frames.end(), [&](const FrameLine& frame) {
      return frame.symbol == function || frame.symbol.starts_with(std::string(function) + "+");
    });
    return found == frames.end() ? nullptr : &*found;
  }
};

Result<std::vector<ThreadStack>> stacks_of(Debugger& dump) {
  DUMPLAB_TRY(const auto threads, dump.threads());
  std::vector<ThreadStack> stacks;
  for (const ThreadLine& thread : threads) {
    dump.because("Is this thread in a function that says why the dump was written?");
    DUMPLAB_TRY(auto frames, dump.stack({thread.id}));
    stacks.push_back({thread, std::move(frames)});
  }
  return stacks;
}

/// The thread that has the function on its stack; null when there is none.
const ThreadStack* find_in(const std::vector<ThreadStack>& stacks, std::string_view function) {
  const auto found = std::find_if(stacks.begin(), stacks.end(),
                                  [&](const ThreadStack& stack) { return stack.find(function) != nullptr; });
  return found == stacks.end() ? nullptr : &*found;
}

constexpr std::string_view kWriter = "dbghelp!MiniDumpWriteDump", kExit = "kernel32!ExitProcess";

Result<std::string> reason_without_exception(Debugger& dump) {
  DUMPLAB_TRY(const auto stacks, stacks_of(dump));
  return std::string(find_in(stacks, kWriter) ? "self" : find_in(stacks, kExit) ? "exit" : "manual");
}

Result<std::string> reason_with_exception(Debugger& dump, const ExceptionLine& exception) {
  constexpr std::uint32_t kBreakpoint = 0x80000003;
  DUMPLAB_TRY(const auto stacks, stacks_of(dump));
  if (exception.code == kBreakpoint && find_in(stacks, "ntdll!DbgUiRemoteBreakin"))
    return std::string("manual");
  if (find_in(stacks, "kernel32!UnhandledExceptionFilter")) return std::string("crash");
  const ThreadStack* raised = find_in(stacks, "ntdll!KiUserExceptionDispatcher");
  if (!raised) return fail(ErrorKind::kMalformed, 0, "no thread has an exception");
  dump.because("The first handler of the thread's chain: the chain begins at the start of its TEB.");
  DUMPLAB_TRY(const auto record, dump.dword(raised->thread.teb));
  DUMPLAB_TRY(const auto registration, dump.dwords(record, 2));
  dump.because("Whose handler is it?");
  DUMPLAB_TRY(const auto handler, dump.function_at(registration[1]));
  const bool is_systems = handler.module == "kernel32" || handler.module == "ntdll";
  return std::string(is_systems ? "early" : "handled");
}

Result<std::string> reason_of(Debugger& dump) {
  dump.because("Has the dump an exception?");
  const auto exception = dump.exception();
  return exception ? reason_with_exception(dump, *exception) : reason_without_exception(dump);
}

Result<Answers> reasons(const Desk& desk) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < desk.dumps.size(); ++i) {
    DUMPLAB_TRY(auto word, reason_of(desk.dump(i)));
    words.push_back(std::move(word));
  }
  return Answers{fmt::format("{}", fmt::join(words, " "))};
}

Result<Answers> reasons_by_exception(const Desk& desk) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < desk.dumps.size(); ++i)
    words.emplace_back(desk.dump(i).exception() ? "crash" : "manual");
  return Answers{fmt::format("{}", fmt::join(words, " "))};
}

/// The dump that question 1 has found to be written for this reason.
Result<Debugger*> dump_for(const Desk& desk, std::string_view word) {
  const std::string& words = desk.earlier.at("1");
  std::size_t index = 0, start = 0;
  while (start < words.size()) {
    const std::size_t end = std::min(words.find(',', start), words.size());
    if (words.substr(start, end - start) == word) return &desk.dump(index);
    start = end + 1;
    ++index;
  }
  return fail(ErrorKind::kMalformed, 0, "question 1 names no such dump: " + std::string(word));
}

Result<Answers> writer(const Desk& desk) {
  DUMPLAB_TRY(Debugger * dump, dump_for(desk, "self"));
  DUMPLAB_TRY(const auto stacks, stacks_of(*dump));
  Answers answers;
  for (const ThreadStack& stack : stacks)
    if (stack.find(kWriter)) answers.push_back(fmt::format("{:x}", stack.thread.id));
  return answers;
}

/// The thread that the debugger shows first.
Result<Answers> first_thread(const Desk& desk) {
  DUMPLAB_TRY(Debugger * dump, dump_for(desk, "self"));
  DUMPLAB_TRY(const auto threads, dump->threads());
  return Answers{fmt::format("{:x}", threads.front().id)};
}

Result<Answers> file(const Desk& desk) {
  DUMPLAB_TRY(Debugger * dump, dump_for(desk, "self"));
  DUMPLAB_TRY(const auto stacks, stacks_of(*dump));
  Answers answers;
  for (const ThreadStack& stack : stacks) {
    const FrameLine* frame = stack.find("Letters!WriteReport");
    if (!frame) continue;
    dump->because("Its first argument is the path.");
    DUMPLAB_TRY(const auto path, dump->text(frame->arguments[0]));
    answers.push_back(path);
  }
  return answers;
}

Result<Answers> exit_code(const Desk& desk) {
  DUMPLAB_TRY(Debugger * dump, dump_for(desk, "exit"));
  DUMPLAB_TRY(const auto stacks, stacks_of(*dump));
  Answers answers;
  for (const ThreadStack& stack : stacks)
    if (const FrameLine* frame = stack.find(kExit)) answers.push_back(hex(frame->arguments[0]));
  return answers;
}

Result<Answers> missing_threads(const Desk& desk) {
  DUMPLAB_TRY(Debugger * manual, dump_for(desk, "manual"));
  DUMPLAB_TRY(Debugger * exit, dump_for(desk, "exit"));
  DUMPLAB_TRY(const auto before, manual->threads());
  DUMPLAB_TRY(const auto after, exit->threads());
  std::set<std::uint32_t> missing;
  for (const ThreadLine& thread : before) missing.insert(thread.id);
  for (const ThreadLine& thread : after) missing.erase(thread.id);
  return Answers{missing.empty() ? "{}" : fmt::format("{:x}", fmt::join(missing, " "))};
}

Result<Answers> letter_of(Debugger& dump) {
  dump.because("The stack at the exception: the letter is the second argument of DeliverLetter.");
  DUMPLAB_TRY(const auto frames, dump.stack(kAtException));
  Answers answers;
  for (const FrameLine& frame : frames) {
    if (!frame.symbol.starts_with("Courier!DeliverLetter+")) continue;
    dump.because("The letter begins with its serial number.");
    DUMPLAB_TRY(const auto serial, dump.witness(frame.arguments[1]));
    answers.push_back(serial);
  }
  return answers;
}

Result<Answers> letter(const Desk& desk) {
  DUMPLAB_TRY(Debugger * dump, dump_for(desk, "crash"));
  return letter_of(*dump);
}

/// Of the first dump that has an access violation.
Result<Answers> letter_of_first_exception(const Desk& desk) {
  constexpr std::uint32_t kAccessViolation = 0xc0000005;
  for (std::size_t i = 0; i < desk.dumps.size(); ++i)
    if (const auto exception = desk.dump(i).exception(); exception && exception->code == kAccessViolation)
      return letter_of(desk.dump(i));
  return Answers{};
}

}  // namespace

std::span<const Method> solve_dump_reason() {
  static const Method kMethods[] = {{"1", reasons, reasons_by_exception},
                                    {"2", writer, first_thread, {"1"}},
                                    {"3", file, nullptr, {"1"}},
                                    {"4", exit_code, nullptr, {"1"}},
                                    {"5", missing_threads, nullptr, {"1"}},
                                    {"6", letter, letter_of_first_exception, {"1"}}};
  return kMethods;
}

}  // namespace dumplab::solution
