// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "commands/exercise/verbs.h"

namespace dumplab::commands {

int exercise_list(const Arguments& arguments) {
  Options options("exercise list", "exercise list",
                  "Lists the exercises: card, name, and what the sheet calls it.", "dumplab exercise list");
  if (const auto code = options.parse(arguments)) return *code;
  for (const question::ExerciseName& exercise : question::all_exercises())
    fmt::print("{:<4} {:<18} {}\n", exercise.card, exercise.name(), exercise.title);
  return kDone;
}

}  // namespace dumplab::commands
