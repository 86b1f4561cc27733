// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "commands/command.h"
#include "scenario/guest_set.h"

namespace dumplab::commands {

int list(const Arguments& arguments) {
  Options options("list", "list scenarios", "Lists what can be run.", "dumplab list scenarios");
  options.add()("what", boost::program_options::value<std::string>()->default_value("scenarios"), "");
  options.positional("what", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (options.text("what") != "scenarios")
    return misuse("list", "there is no list of " + options.text("what"));
  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  for (const auto& scenario : guest->scenarios()) fmt::print("{:<18} {}\n", scenario.name, scenario.title);
  return kDone;
}

}  // namespace dumplab::commands
