// SPDX-License-Identifier: MIT
#include "classroom/hints.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace dumplab::classroom {
namespace {

/// "dd 0012ff80 L4" -> "dd"
std::string verb_of(const std::string& command) { return command.substr(0, command.find(' ')); }

/// The commands that solve the question, without their arguments, each once.
std::vector<std::string> verbs_of(const Solved& solved) {
  std::vector<std::string> verbs;
  for (const solution::Step& step : solved.steps)
    if (const std::string verb = verb_of(step.command); verbs.empty() || verbs.back() != verb)
      verbs.push_back(verb);
  return verbs;
}

}  // namespace

std::array<std::string, 5> make_hints(const exercise::Question& question, const Solved& solved) {
  const std::size_t count = solved.steps.size();
  const solution::Step& first = solved.steps.front();
  const solution::Step& last = solved.steps.back();
  const solution::Step& late = solved.steps[count > 1 ? count - 2 : 0];
  const auto why = [](const solution::Step& step) { return step.why.empty() ? "" : step.why + " "; };
  return {question.idea,
          fmt::format("{} {} will do, in this order: {}.", count, count == 1 ? "command" : "commands",
                      fmt::join(verbs_of(solved), ", ")),
          fmt::format("{}Begin with `{}`.", why(first), first.command),
          last.why.empty() ? fmt::format("Look closely at what `{}` shows.", late.command) : last.why,
          fmt::format("The last step is `{}`.", last.command)};
}

}  // namespace dumplab::classroom
