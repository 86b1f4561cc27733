// SPDX-License-Identifier: MIT
#include <algorithm>

#include "commands/command.h"
#include "commands/dump_symbols.h"
#include "commands/region_forms.h"
#include "dumplab/dump.h"
#include "report/analysis.h"
#include "report/rust_minidump_json.h"

namespace dumplab::commands {
namespace {

constexpr const char *kOurJson = "dumplab", *kTheirJson = "rust-minidump";

/// Bare options have their values added: the options' parser would take the dump's name for one.
Arguments with_values(Arguments arguments) {
  std::ranges::replace(arguments, std::string("--json"), std::string("--json=") + kOurJson);
  std::ranges::replace(arguments, std::string("--regions"), std::string("--regions=list"));
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
      "evidence", "say of every frame why it is believed, and what was passed over")(
      "regions", value<std::string>()->implicit_value("list"),
      "the region map alone, as !address shows it: =list, =summary, or =ADDRESS (--regions=7ffde000) for "
      "one");
  options.positional("dump", 1);
  if (const auto code = options.parse(with_values(arguments))) return *code;
  if (!options.has("dump")) return misuse("analyze", "a dump is needed");
  const std::string json = options.text("json");
  if (!json.empty() && json != kOurJson && json != kTheirJson)
    return misuse("analyze", "--json takes =rust-minidump or nothing");
  const auto form = parse_region_form(options.text("regions"));
  if (options.has("regions") && !form)
    return misuse("analyze", "--regions takes list, summary or a hexadecimal address");
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
  if (form) {
    const auto regions = show_regions(analysis, *form, options.has("json"));
    if (!regions) return complain(path, options.text("regions") + " is beyond the address space");
    std::fwrite(regions->data(), 1, regions->size(), stdout);
    return kDone;
  }
  const std::string text =
      json == kOurJson     ? report::to_json(analysis)
      : json == kTheirJson ? report::to_rust_minidump_json(analysis)
                           : document::render_text(report::to_document(analysis, options.has("evidence")));
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kDone;
}

}  // namespace dumplab::commands
