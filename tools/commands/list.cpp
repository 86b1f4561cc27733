// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "commands/command.h"
#include "commands/exercise/verbs.h"
#include "corpus/malformation.h"
#include "diagnose/pattern.h"
#include "scenario/guest_set.h"
#include "shell/help_text.h"
#include "systems/lab.h"

namespace dumplab::commands {
namespace {

int list_scenarios() {
  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  for (const auto& scenario : guest->scenarios()) fmt::print("{:<20} {}\n", scenario.name, scenario.title);
  return kDone;
}

int list_labs() {
  for (const systems::Lab& lab : systems::labs())
    fmt::print("{:<4} {:<14} {}\n", lab.number, lab.name, lab.slide);
  return kDone;
}

int list_exercises() { return exercise_list({}); }

int list_patterns() {
  for (const diagnose::Pattern& pattern : diagnose::all_patterns())
    fmt::print("{:<21} {}\n", pattern.word, pattern.title);
  return kDone;
}

int list_commands() {
  fmt::print("{}", dumplab::shell::commands_as_markdown());
  return kDone;
}

int list_malformations() {
  for (const corpus::Malformation& m : corpus::all_malformations())
    fmt::print("{:<4} {:<22} {}  {}\n", m.id, m.variant, corpus::letter(m.verdict), m.what);
  return kDone;
}

struct List {
  const char* what;
  int (*print)();
};
constexpr List kLists[] = {{"scenarios", list_scenarios}, {"labs", list_labs},
                           {"exercises", list_exercises}, {"patterns", list_patterns},
                           {"commands", list_commands},   {"malformations", list_malformations}};

}  // namespace

int list(const Arguments& arguments) {
  Options options(
      "list", "list scenarios|labs|exercises|patterns|commands|malformations",
      "Lists what can be run, what a diagnosis can say, the shell's commands (as docs/commands.md has them), "
      "or how a dump can be wrong (dumplab corpus hostile).",
      "dumplab list labs");
  options.add()("what", boost::program_options::value<std::string>()->default_value("scenarios"), "");
  options.positional("what", 1);
  if (const auto code = options.parse(arguments)) return *code;
  for (const List& list : kLists)
    if (options.text("what") == list.what) return list.print();
  return misuse("list", "there is no list of " + options.text("what"));
}

}  // namespace dumplab::commands
