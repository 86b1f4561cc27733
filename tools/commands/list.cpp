// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "commands/command.h"
#include "corpus/malformation.h"
#include "diagnose/pattern.h"
#include "scenario/guest_set.h"
#include "systems/lab.h"

namespace dumplab::commands {

int list(const Arguments& arguments) {
  Options options("list", "list scenarios|labs|patterns|malformations", "Lists what can be run, what a diagnosis can say, or how a dump can be wrong (dumplab corpus hostile).", "dumplab list labs");
  options.add()("what", boost::program_options::value<std::string>()->default_value("scenarios"), "");
  options.positional("what", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (options.text("what") == "labs") {
    for (const systems::Lab& lab : systems::labs())
      fmt::print("{:<4} {:<14} {}\n", lab.number, lab.name, lab.slide);
    return kDone;
  }
  if (options.text("what") == "patterns") {
    for (const diagnose::Pattern& pattern : diagnose::all_patterns())
      fmt::print("{:<21} {}\n", pattern.word, pattern.title);
    return kDone;
  }
  if (options.text("what") == "malformations") {
    for (const corpus::Malformation& m : corpus::all_malformations())
      fmt::print("{:<4} {:<22} {}  {}\n", m.id, m.variant, corpus::letter(m.verdict), m.what);
    return kDone;
  }
  if (options.text("what") != "scenarios")
    return misuse("list", "there is no list of " + options.text("what"));
  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  for (const auto& scenario : guest->scenarios()) fmt::print("{:<20} {}\n", scenario.name, scenario.title);
  return kDone;
}

}  // namespace dumplab::commands
