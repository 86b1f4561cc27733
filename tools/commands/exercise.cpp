// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "commands/command.h"
#include "commands/exercise/verbs.h"

namespace dumplab::commands {
namespace {

struct Verb {
  const char* name;
  const char* summary;
  int (*run)(const Arguments&);
};
constexpr Verb kVerbs[] = {
    {"list", "the exercises", exercise_list},
    {"new", "make one: sheet, dump, symbols, check", exercise_new},
    {"practice", "solve one in the shell, with hints", exercise_practice},
    {"check", "whether answers are right, offline", exercise_check},
    {"class", "make an exam for a class", exercise_class},
    {"grade", "grade the answers of a class", exercise_grade},
    {"walkthrough", "the way to the answers", exercise_walkthrough},
    {"verify", "make again what was handed out, and compare", exercise_verify},
};

void print_help(std::FILE* out) {
  fmt::print(out, "usage: dumplab exercise VERB [options]\n\nVerbs:\n");
  for (const Verb& verb : kVerbs) fmt::print(out, "  {:<12} {}\n", verb.name, verb.summary);
  fmt::print(out, "\nExample:\n  dumplab exercise practice X01\n");
}

}  // namespace

int exercise(const Arguments& arguments) {
  if (arguments.empty()) {
    print_help(stderr);
    return kBadUsage;
  }
  if (arguments[0] == "--help" || arguments[0] == "-h") {
    print_help(stdout);
    return kDone;
  }
  for (const Verb& verb : kVerbs)
    if (arguments[0] == verb.name) return verb.run(Arguments(arguments.begin() + 1, arguments.end()));
  return misuse("exercise", "there is no verb " + arguments[0]);
}

}  // namespace dumplab::commands
