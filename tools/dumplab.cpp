// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cstdio>
#include <cstring>

#include "base/version.h"
#include "commands/command.h"
#include "scenario/guest_set.h"

namespace {

using namespace dumplab;

struct Command {
  const char* name;
  const char* summary;
  int (*run)(const commands::Arguments&);
};

constexpr Command kCommands[] = {
    {"draw", "pictures of the physical side of a run", commands::draw},
    {"lab", "run one of the deck's systems and measure it", commands::lab},
    {"list", "list the scenarios or labs that can be run", commands::list},
    {"run", "run a program on the simulated machine and take a dump", commands::run},
    {"analyze", "modules, thread stacks, exception and region map of a dump", commands::analyze},
    {"shell", "a session on a dump, with WinDbg's commands", commands::shell},
    {"check", "what is wrong with a dump file, and what was read of it", commands::check},
    {"corpus", "sets of dumps with truth, and tests of dump parsers", commands::corpus},
    {"exercise", "exercises on dumps: practise, hand out, grade", commands::exercise},
    {"log", "print an event log", commands::log},
    {"symbols", "convert a PDB to a Breakpad .sym file", commands::symbols},
};

void print_help() {
  fmt::print("usage: dumplab COMMAND [options]\n\nCommands:\n");
  for (const Command& command : kCommands) fmt::print("  {:<10} {}\n", command.name, command.summary);
  fmt::print("\n`dumplab COMMAND --help` shows options and an example; `dumplab --version` the versions.\n");
}

int print_version() {
  const auto guest = scenario::GuestSet::find();
  fmt::print("dumplab {}\nguest set {}\n", kVersion, guest ? guest->sha256 : "not found");
  return commands::kDone;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    print_help();
    return commands::kBadUsage;
  }
  const std::string_view name = argv[1];
  if (name == "--help" || name == "-h") {
    print_help();
    return commands::kDone;
  }
  if (name == "--version") return print_version();
  for (const Command& command : kCommands)
    if (name == command.name) return command.run(commands::Arguments(argv + 2, argv + argc));
  fmt::print(stderr, "dumplab: there is no command {} (dumplab --help)\n", name);
  return commands::kBadUsage;
}
