// SPDX-License-Identifier: MIT
#include "shell/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "shell/absent_commands.h"
#include "shell/arguments.h"
#include "shell/command_line.h"
#include "shell/opening.h"
#include "shell/pseudo_registers.h"

namespace dumplab::shell {
namespace {

/// `~*e ~*e ...` runs each command once for each thread, at each level.
constexpr int kDeepest = 2;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Calls use(name) for each of a command's names until one is true.
template <typename Use>
bool any_name(std::string_view names, Use use) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (use(names.substr(0, end))) return true;
    names.remove_prefix(std::min(names.size(), end + 1));
  }
  return false;
}

/// The part of a line that can be a name: a sign, a word of letters, or a word behind `.` or `!`.
std::string_view leading_word(std::string_view line) {
  if (line.empty()) return {};
  if (line[0] == '.' || line[0] == '!') return line.substr(0, line.find_first_of(" \t"));
  if (line.starts_with("||") || line.starts_with("??")) return line.substr(0, 2);
  if (!is_letter(line[0])) return line.substr(0, 1);
  std::size_t end = 0;
  while (end < line.size() && is_letter(line[end])) ++end;
  // `lm1m`: a digit between letters; `k5`: the first argument.
  if (end + 1 < line.size() && line[end] >= '0' && line[end] <= '9' && is_letter(line[end + 1]))
    while (end < line.size() && (is_letter(line[end]) || (line[end] >= '0' && line[end] <= '9'))) ++end;
  return line.substr(0, end);
}

}  // namespace

Session::Session(Target target) : target_(std::move(target)), commands_(built_in_commands()) {
  const auto& exception = snapshot().exception;
  const auto number = exception ? thread_number(exception->ThreadId) : std::nullopt;
  select_thread(number.value_or(0));
}

Output Session::opening() { return {"", describe_opening(*this)}; }

const Thread* Session::thread() const {
  return scope_.thread < snapshot().threads.size() ? &snapshot().threads[scope_.thread] : nullptr;
}

std::optional<std::size_t> Session::thread_number(std::uint32_t id) const {
  const auto& threads = snapshot().threads;
  const auto found = std::ranges::find(threads, id, &Thread::ThreadId);
  if (found == threads.end()) return std::nullopt;
  return static_cast<std::size_t>(found - threads.begin());
}

void Session::select_thread(std::size_t number) {
  scope_ = {};
  scope_.thread = number;
  if (const Thread* chosen = thread()) scope_.context = chosen->context;
}

void Session::select_context(Scope::Source source, Context context) {
  scope_.source = source;
  scope_.context = std::move(context);
  scope_.frame = 0;
}

unwind::CallStack Session::call_stack(std::size_t limit) const {
  const Thread* of = thread();
  return of ? target_.stack_walk().walk(*of, scope_.context, limit) : unwind::CallStack();
}

std::string Session::prompt() const {
  return fmt::format("0:{}> ", snapshot().threads.empty() ? "---" : fmt::format("{:03}", scope_.thread));
}

Result<std::uint64_t> Session::evaluate_address(std::string_view text) const {
  DUMPLAB_TRY(const std::uint64_t value, evaluate(text, *this));
  return target_.mask(value);
}

std::optional<std::uint64_t> Session::find_register(std::string_view name) const {
  return shell::find_register(scope_.context, name);
}

Result<std::uint64_t> Session::find_pseudo_register(std::string_view name) const {
  return shell::find_pseudo_register(*this, name);
}

std::optional<std::uint64_t> Session::find_symbol(std::string_view name) const {
  if (name.find('!') == std::string_view::npos)
    if (const auto* module = target_.symbols().find_module(name)) return module->module->BaseOfImage;
  return target_.symbols().find(name);
}

void Session::add_command(Command command) { commands_.push_back(std::move(command)); }

std::optional<std::pair<const Command*, Invocation>> Session::find_command(std::string_view line) const {
  const std::string_view word = leading_word(line);
  const Command* best = nullptr;
  Invocation invocation;
  for (const Command& command : commands_) {
    any_name(command.names, [&](std::string_view name) {
      const bool fits = word.starts_with(name) &&
                        word.find_first_not_of(command.letters, name.size()) == std::string_view::npos;
      if (fits && (!best || name.size() > invocation.name.size())) {
        best = &command;
        invocation.name = name;
        invocation.letters = word.substr(name.size());
      }
      return false;
    });
  }
  if (!best) return std::nullopt;
  invocation.arguments = without_blanks(line.substr(word.size()));
  return std::pair(best, std::move(invocation));
}

Output Session::run(std::string_view text) {
  Output output{std::string(text), document::Document()};
  const auto found = find_command(text);
  if (!found) {
    const std::string why = why_absent(leading_word(text));
    output.document =
        refuse(why.empty() ? fmt::format("There is no command in '{}' (.help lists them)", text) : why);
  } else if (depth_ >= kDeepest) {
    output.document = refuse("~e inside ~e inside ~e is not done");
  } else {
    ++depth_;
    output.document = found->first->run(*this, found->second);
    --depth_;
  }
  return output;
}

std::vector<Output> Session::execute(std::string_view line) {
  std::vector<Output> outputs;
  for (const std::string_view command : split_commands(line)) {
    outputs.push_back(run(command));
    if (is_over_) break;
  }
  return outputs;
}

std::vector<std::string> Session::complete(std::string_view line) const {
  const std::size_t space = line.find_last_of(" \t;(");
  const std::string_view begun = space == std::string_view::npos ? line : line.substr(space + 1);
  std::vector<std::string> found;
  const auto offer = [&](std::string_view word) {
    if (word.starts_with(begun)) found.emplace_back(word);
    return false;
  };
  if (without_blanks(line.substr(0, line.size() - begun.size())).empty())
    for (const Command& command : commands_) any_name(command.names, offer);
  if (const std::size_t mark = begun.find('!'); mark != std::string_view::npos && mark > 0) {
    for (const Symbol& symbol : target_.symbols().match(std::string(begun) + "*")) offer(symbol.text());
  } else {
    for (const auto& module : target_.modules().all()) offer(target_.symbols().module_name(module));
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace dumplab::shell
