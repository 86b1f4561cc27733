// SPDX-License-Identifier: MIT
#include <algorithm>

#include "commands/command.h"
#include "commands/dump_symbols.h"
#include "dumplab/dump.h"
#include "report/analysis.h"
#include "report/rust_minidump_json.h"

namespace dumplab::commands {
namespace {

constexpr const char *kOurJson = "dumplab", *kTheirJson = "rust-minidump";

/// A bare --json has its value added: the option's parser would take the dump's name for it.
Arguments with_kind_of_json(Arguments arguments) {
  std::ranges::replace(arguments, std::string("--json"), std::string("--json=") + kOurJson);
  return arguments;
}

}  // namespace

int analyze(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("analyze", "analyze DUMP [options]",
                  "Shows modules, thread stacks, the exception and the region map of a minidump.",
                  "dumplab analyze orders.dmp");
  options.add()("dump", value<std::string>(), "")(
      "symbols", value<std::vector<std::string>>(),
      "folder with PDBs or .sym files, flat or as a symbol store; may be repeated")(
      "json", value<std::string>()->value_name("[=rust-minidump]"),
      "machine-readable output (docs/json.md); --json=rust-minidump: with that program's field names")(
      "evidence", "say of every frame why it is believed, and what was passed over");
  options.positional("dump", 1);
  if (const auto code = options.parse(with_kind_of_json(arguments))) return *code;
  if (!options.has("dump")) return misuse("analyze", "a dump is needed");
  const std::string json = options.text("json");
  if (!json.empty() && json != kOurJson && json != kTheirJson)
    return misuse("analyze", "--json takes =rust-minidump or nothing");
  const std::string path = options.text("dump");
  const auto dump = Dump::open(path);
  if (!dump) return complain(path, dump.error());

  const auto search =
      symbols_for(path, options.has("symbols") ? options.get<std::vector<std::string>>("symbols")
                                               : std::vector<std::string>());
  const auto problems = dump->problems();
  const auto streams = dump->streams();
  const report::Analysis analysis(dump->snapshot(), {problems.begin(), problems.end()}, search,
                                  {streams.begin(), streams.end()});
  const std::string text =
      json == kOurJson     ? report::to_json(analysis)
      : json == kTheirJson ? report::to_rust_minidump_json(analysis)
                           : document::render_text(report::to_document(analysis, options.has("evidence")));
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kDone;
}

}  // namespace dumplab::commands
