// SPDX-License-Identifier: MIT
#include "classroom/walkthrough.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace dumplab::classroom {
namespace {

constexpr std::size_t kMostLines = 24;  // of one command's output

/// Of the debugger; which dump it looks at where there are several.
std::string prompt(std::size_t dumps, std::size_t dump) {
  return dumps == 1 ? "0:000> " : dump_name(dump, dumps) + "> ";
}

/// As a block of Markdown, its middle left out where it is long.
std::string block(const std::string& prompt, const solution::Step& step) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < step.output.size();) {
    const std::size_t end = std::min(step.output.find('\n', at), step.output.size());
    lines.push_back(step.output.substr(at, end - at));
    at = end + 1;
  }
  std::string text = fmt::format("\n```\n{}{}\n", prompt, step.command);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_left_out = lines.size() > kMostLines && i >= kMostLines - 4 && i + 4 < lines.size();
    if (!is_left_out) text += lines[i] + "\n";
    if (is_left_out && i == kMostLines - 4)
      text += fmt::format("... {} lines ...\n", lines.size() - kMostLines);
  }
  return text + "```\n";
}

/// Numbers steps; one that was shown before is only named.
class Steps {
 public:
  explicit Steps(std::size_t dumps) : dumps_(dumps) {}

  std::string text(const solution::Step& step) {
    const std::string why = step.why.empty() ? "" : step.why + " ";
    const auto [shown, is_new] =
        numbers_.try_emplace({step.dump, step.command, step.output}, numbers_.size() + 1);
    if (!is_new) return fmt::format("\n* {}`{}`, as in step {}.\n", why, step.command, shown->second);
    return fmt::format("\n{}. {}\n{}", shown->second, why.empty() ? "Look:" : step.why,
                       block(prompt(dumps_, step.dump), step));
  }

 private:
  std::size_t dumps_;
  std::map<std::tuple<std::size_t, std::string, std::string>, std::size_t> numbers_;  // -> step
};

std::string herring_text(const exercise::Herring& herring, OpenedDumps& dumps) {
  std::string text =
      fmt::format("\n* {} It seems to say {}. {}\n", herring.bait, herring.conclusion, herring.refutation);
  if (herring.command.empty()) return text;
  solution::SessionTerminal terminal(dumps.front()->session());
  return text + block(prompt(dumps.size(), 0), {"", herring.command, terminal.type(herring.command)});
}

}  // namespace

std::string make_walkthrough(const Made& made, OpenedDumps& dumps) {
  std::string text =
      fmt::format("# {} {}: {}\n\n{}\n\nThe commands are WinDbg's; `dumplab shell` has them too.\n",
                  made.exercise->card, made.exercise->name(), made.exercise->title, made.paper.scene);
  Steps steps(made.dumps.size());
  for (std::size_t i = 0; i < made.paper.questions.size(); ++i) {
    const exercise::Question& question = made.paper.questions[i];
    text += fmt::format("\n## Question {}\n\n{}\n", question.name, question.text);
    for (const solution::Step& step : made.solved[i].steps) text += steps.text(step);
    text += fmt::format("\nAnswer: `{}`. The machine's record: {}.\n", question.key, question.evidence);
    const std::string& naive = made.solved[i].naive;
    if (naive.empty()) continue;
    const auto miss = std::find_if(question.near_misses.begin(), question.near_misses.end(),
                                   [&](const exercise::NearMiss& m) { return m.answer == naive; });
    text += fmt::format("A glance says `{}`{}.\n", naive,
                        miss == question.near_misses.end() ? ", which is wrong" : ": " + miss->why);
  }
  if (!made.paper.herrings.empty()) text += "\n## What leads astray\n";
  for (const exercise::Herring& herring : made.paper.herrings) text += herring_text(herring, dumps);
  return text;
}

}  // namespace dumplab::classroom
