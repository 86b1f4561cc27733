// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/files.h"
#include "classroom/walkthrough.h"
#include "commands/exercise/verbs.h"

namespace dumplab::commands {

int exercise_walkthrough(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("exercise walkthrough", "exercise walkthrough NAME [options]",
                  "Prints the way to every answer of an instance, in Markdown: commands, what they print, "
                  "why, and what leads\n"
                  "astray. For teachers, and for afterwards.",
                  "dumplab exercise walkthrough X01 --seed 7");
  options.add()("name", value<std::string>(), "");
  add_ticket_options(options);
  options.add()("out", value<std::string>(), "file; without it standard output");
  options.positional("name", 1);
  if (const auto code = options.parse(arguments)) return *code;
  const auto exercise = read_exercise(options, "exercise walkthrough");
  if (!exercise) return exercise.error();
  const auto ticket = read_ticket(options, **exercise, "exercise walkthrough");
  if (!ticket) return ticket.error();
  const auto guest = find_guest();
  if (!guest) return guest.error();
  const auto made = classroom::make(**exercise, ticket->seed(), *guest);
  if (!made) return complain("", made.error());
  auto dumps = classroom::open_dumps(made->dumps, made->module_files);
  if (!dumps) return complain("", dumps.error());
  const std::string text = classroom::make_walkthrough(*made, *dumps);
  if (!options.has("out")) {
    fmt::print("{}", text);
    return kDone;
  }
  const auto written = write_text_file(options.text("out"), text);
  return written ? kDone : complain(options.text("out"), written.error());
}

}  // namespace dumplab::commands
