// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/files.h"
#include "commands/command.h"
#include "truth/log.h"

namespace dumplab::commands {

int log(const Arguments& arguments) {
  Options options("log", "log FILE [--json]", "Prints the event log that `dumplab run --log FILE` wrote.",
                  "dumplab log orders.log");
  options.add()("file", boost::program_options::value<std::string>(), "")("json", "one JSON object per line");
  options.positional("file", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("file")) return misuse("log", "a log file is needed");
  const std::string path = options.text("file");
  const auto text = read_text_file(path);
  if (!text) return complain(path, text.error());
  const auto records = truth::log_from_json_lines(*text);
  if (!records) return complain(path, records.error());
  const std::string shown =
      options.has("json") ? truth::log_to_json_lines(*records) : truth::log_to_text(*records);
  std::fwrite(shown.data(), 1, shown.size(), stdout);
  return kDone;
}

}  // namespace dumplab::commands
