// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/register_text.h"
#include "shell/thread_text.h"

namespace dumplab::shell::commands {
namespace {

/// The threads that "*", ".", "#" or a decimal number mean, and what follows.
struct Choice {
  std::vector<std::size_t> threads;
  std::string_view rest;
};

Result<Choice> choose(const Session& session, std::string_view text) {
  const Snapshot& s = session.snapshot();
  Choice choice;
  choice.rest = text.substr(1);
  if (text[0] == '*') {
    for (std::size_t i = 0; i < s.threads.size(); ++i) choice.threads.push_back(i);
    return choice;
  }
  if (text[0] == '.') {
    choice.threads.push_back(session.scope().thread);
    return choice;
  }
  if (text[0] == '#') {
    const auto number = s.exception ? session.thread_number(s.exception->ThreadId) : std::nullopt;
    if (!number) return refuse("The dump has no thread with an event");
    choice.threads.push_back(*number);
    return choice;
  }
  if (text.starts_with("~[")) {  // ~~[5c4]: by its id
    const std::size_t close = std::min(text.find(']'), text.size());
    DUMPLAB_TRY(const std::uint64_t id, evaluate(text.substr(2, close - 2), session.names()));
    const auto number = session.thread_number(static_cast<std::uint32_t>(id));
    if (!number) return refuse(fmt::format("There is no thread with the id {:x}", id));
    choice.threads.push_back(*number);
    choice.rest = text.substr(std::min(text.size(), close + 1));
    return choice;
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return refuse(fmt::format("Syntax error at '~{}'", text));
  if (number >= s.threads.size())
    return refuse(fmt::format("There is no thread {}: the dump has {}", number, s.threads.size()));
  choice.threads.push_back(number);
  choice.rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return choice;
}

document::Document list(const Session& session, const std::vector<std::size_t>& threads, bool with_details) {
  document::Listing lines{"threads", {}};
  for (const std::size_t number : threads) {
    lines.lines.push_back(thread_line(session, number));
    if (with_details) add_thread_details(session, number, lines);
  }
  return document::of(std::move(lines));
}

/// Runs `commands` with each of the threads as the current one.
document::Document run_for_each(Session& session, const std::vector<std::size_t>& threads,
                                std::string_view commands, bool with_lines) {
  document::Document out;
  const Scope before = session.scope();
  for (const std::size_t number : threads) {
    // The thread in front keeps the registers that .ecxr gave it.
    if (number != before.thread) session.select_thread(number);
    if (with_lines) {
      document::Listing line{"thread", {}};
      line.add("");
      line.lines.push_back(thread_line(session, number));
      out.listing(std::move(line));
    }
    for (Output& output : session.execute(commands)) {
      if (output.document) {
        out.append(std::move(*output.document));
      } else {
        document::Listing error{"error", {}};
        error.add(output.document.error().what).with("error", output.document.error().what);
        out.listing(std::move(error));
      }
    }
    session.select_thread(before.thread);
    session.select_context(before.source, before.context);
    session.select_frame(before.frame);
    if (session.is_over()) break;
  }
  return out;
}

}  // namespace

Result<document::Document> threads(Session& session, const Invocation& invocation) {
  const Snapshot& s = session.snapshot();
  if (s.threads.empty()) return refuse("The dump has no threads");
  std::string_view text = invocation.arguments;
  if (text.empty()) return list(session, choose(session, "*")->threads, false);
  DUMPLAB_TRY(const Choice choice, choose(session, text));
  std::string_view rest = choice.rest;
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.empty()) return list(session, choice.threads, true);
  if (rest == "s") {
    if (choice.threads.size() != 1) return refuse("One thread can be the current one");
    session.select_thread(choice.threads[0]);
    document::Listing registers = describe_registers(session.target(), session.scope().context);
    if (registers.lines.empty()) registers.add("The thread has no registers in the dump");
    document::Document out;
    out.listing(std::move(registers));
    return out;
  }
  if (rest[0] == 'f' || rest[0] == 'u' || rest[0] == 'n' || rest[0] == 'm')
    if (rest.size() == 1) return refuse("Threads of a dump cannot be frozen, suspended or resumed");
  const bool is_list = rest.starts_with("e ");
  if (is_list) rest.remove_prefix(2);
  return run_for_each(session, choice.threads, rest, !is_list);
}

}  // namespace dumplab::shell::commands
