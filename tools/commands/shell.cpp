// SPDX-License-Identifier: MIT
#include "shell/loop.h"

#include <unistd.h>

#include "commands/command.h"
#include "commands/dump_symbols.h"
#include "commands/line_editor.h"
#include "dumplab/dump.h"

namespace dumplab::commands {

int shell(const Arguments& arguments) {
  using boost::program_options::value;
  Options options(
      "shell", "shell DUMP [options]",
      "A debugger's session on a minidump, with WinDbg's commands (docs/commands.md). Commands come from\n"
      "the terminal, from standard input, or from -c.",
      "dumplab shell orders.dmp -c \".ecxr; kv\"");
  options.add()("dump", value<std::string>(), "")(
      "command,c", value<std::vector<std::string>>(),
      "commands to run first, with ; between them; without a terminal nothing follows them")(
      "symbols", value<std::vector<std::string>>(),
      "folder with PDBs or .sym files, flat or as a symbol store; may be repeated")(
      "output,o", value<std::string>()->default_value("text"), "text, or json: one object per command");
  options.positional("dump", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("dump")) return misuse("shell", "a dump is needed");
  const std::string output = options.text("output");
  if (output != "text" && output != "json") return misuse("shell", "-o takes text or json");
  const std::string path = options.text("dump");
  auto dump = Dump::open(path);
  if (!dump) return complain(path, dump.error());

  const auto search =
      symbols_for(path, options.has("symbols") ? options.get<std::vector<std::string>>("symbols")
                                               : std::vector<std::string>());
  dumplab::shell::Session session(dumplab::shell::Target(std::move(*dump), path, search));
  const bool is_interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  const auto terminal = is_interactive ? make_line_editor(session) : make_script_terminal();
  dumplab::shell::LoopStyle style;
  style.format = output == "json" ? dumplab::shell::OutputFormat::kJson : dumplab::shell::OutputFormat::kText;
  terminal->write(dumplab::shell::render(session.opening(), style.format));

  style.echoes = true;
  if (options.has("command"))
    for (const std::string& line : options.get<std::vector<std::string>>("command"))
      if (!session.is_over()) run_line(session, line, *terminal, style);
  if (session.is_over() || (options.has("command") && !is_interactive)) return kDone;
  style.echoes = !is_interactive;
  style.repeats_last = is_interactive;
  run_lines(session, *terminal, style);
  return kDone;
}

}  // namespace dumplab::commands
