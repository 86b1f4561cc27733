// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "classroom/instance_files.h"
#include "commands/exercise/verbs.h"

namespace dumplab::commands {

int exercise_new(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("exercise new", "exercise new NAME [options] --out DIR",
                  "Makes an exercise: sheet.md, its dump or dumps, symbols/, and check.json, which tells "
                  "right from wrong\n"
                  "without telling the answers.",
                  "dumplab exercise new X01 --seed 7 --out orders");
  options.add()("name", value<std::string>(), "");
  add_ticket_options(options);
  options.add()("exam", "as an exam has it: one check for all answers together")(
      "no-symbols", "leave out symbols/")("out", value<std::string>(), "folder that is made");
  options.positional("name", 1);
  if (const auto code = options.parse(arguments)) return *code;
  const auto exercise = read_exercise(options, "exercise new");
  if (!exercise) return exercise.error();
  if (!options.has("out")) return misuse("exercise new", "--out is needed");
  const auto ticket = read_ticket(options, **exercise, "exercise new");
  if (!ticket) return ticket.error();
  const auto guest = find_guest();
  if (!guest) return guest.error();

  const auto made = classroom::make(**exercise, ticket->seed(), *guest);
  if (!made) return complain("", made.error());
  const std::string symbols = options.has("no-symbols") ? "" : "symbols";
  auto files = classroom::make_files(*made, *ticket, guest->sha256, symbols);
  if (!files) return complain("", files.error());
  if (!symbols.empty()) {
    auto modules = classroom::read_modules(*made, symbols);
    if (!modules) return complain("", modules.error());
    for (auto& file : *modules) files->files.push_back(std::move(file));
  }
  if (const auto written = classroom::write_folder(files->files, options.text("out")); !written)
    return complain("", written.error());
  fmt::print("{}: {}, {} questions, level {}\n", options.text("out"), (*exercise)->title,
             made->paper.questions.size(), made->level);
  if (!files->has_check) fmt::print("no check: trying all answers would take less than a core-year\n");
  return kDone;
}

}  // namespace dumplab::commands
