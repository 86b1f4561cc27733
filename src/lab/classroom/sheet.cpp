// SPDX-License-Identifier: MIT
#include "classroom/sheet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/files.h"
#include "classroom/opened_dump.h"
#include "question/answer.h"

namespace dumplab::classroom {
namespace {

std::string banner(const Ticket& ticket) {
  const Instance& instance = ticket.instance;
  if (instance.use == Use::kPractice) return "**Practice.** Its answers count for nothing in an exam.\n";
  if (instance.student.empty()) return "**Exam.**\n";
  return fmt::format("**Exam.** Lab {}, term {}, for {}.\n", instance.lab, instance.term, instance.student);
}

std::string files_text(const Made& made, const std::string& symbols) {
  std::string text;
  for (std::size_t i = 0; i < made.dumps.size(); ++i)
    text += fmt::format("* `{}`: a user dump, a minidump with full memory, of a 32-bit process\n",
                        dump_name(i, made.dumps.size()));
  if (!symbols.empty()) text += fmt::format("* `{}`: images and PDBs of its modules\n", symbols);
  const std::string option = symbols.empty() ? "" : " --symbols " + symbols;
  text += fmt::format(
      "\nAny debugger will do: `dumplab shell {}{}`, WinDbg, LLDB; the questions need registers, stacks, "
      "memory, code and "
      "names.\n",
      dump_name(0, made.dumps.size()), option);
  return text;
}

std::string checks_text(const CheckFile& checks) {
  const bool is_exam = checks.use == Use::kExam;
  if (checks.checks.empty())
    return "There is no check for this exercise: its answers would be too easy to guess.\n";
  std::vector<std::string> names;
  for (const auto& question : checks.checks.front().questions) names.push_back(question.name);
  std::string text =
      is_exam ? fmt::format(
                    "`dumplab exercise check . 1=VALUE 2=VALUE ...` says whether the answers to {} are "
                    "right, all of "
                    "them together; it knows no answer.\n",
                    fmt::join(names, ", "))
              : "`dumplab exercise check . 1=VALUE` says whether an answer is right; it knows none.\n";
  text += fmt::format("`check.json` holds hashes: Argon2id version 1.3, {} passes over {} MiB.\n",
                      checks.cost.passes, checks.cost.memory >> 20);
  return text;
}

}  // namespace

std::string make_sheet(const Made& made, const Ticket& ticket, const CheckFile& checks,
                       const std::string& symbols) {
  std::string text = fmt::format("# {}\n\n{}\n{}\n\n## Files\n\n{}\n## Questions\n", made.exercise->title,
                                 banner(ticket), made.paper.scene, files_text(made, symbols));
  unsigned points = 0;
  for (std::size_t i = 0; i < made.paper.questions.size(); ++i) {
    const exercise::Question& question = made.paper.questions[i];
    text += fmt::format("\n**{}.** {} ({} points)\n", question.name, question.text, question.points);
    if (made.dumps.size() > 1 && question.dump != 0)
      text += fmt::format("It is about `{}`.\n", dump_name(question.dump, made.dumps.size()));
    text += fmt::format("\nAnswer: {}.\n", question::describe(*question::parse_answer_type(question.type)));
    if (const auto stream = made.solved[i].stream; !stream.empty())
      text += fmt::format("It needs the dump's {}.\n", stream);
    points += question.points;
  }
  text += fmt::format("\n{} points in all.\n\n## Answers\n\n", points);
  text +=
      "Numbers: `0x12`, `12h`, `0n18` (decimal); a number without a sign of its base is hexadecimal in "
      "addresses, ids and "
      "values of memory, decimal in counts. Places in code: `module!function+0x12`, `module+0x1234` or an "
      "address. Threads: the "
      "system's id, or `~3` for the debugger's thread 3.\n";
  text += checks_text(checks);
  return text;
}

}  // namespace dumplab::classroom
