// SPDX-License-Identifier: MIT
#include <algorithm>

#include "commands/command.h"
#include "commands/dump_symbols.h"
#include "commands/region_forms.h"
#include "dumplab/dump.h"
#include "report/analysis.h"

namespace dumplab::commands {

int analyze(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("analyze", "analyze DUMP [options]",
                  "Shows modules, thread stacks, the exception and the region map of a minidump.",
                  "dumplab analyze orders.dmp");
  options.add()("dump", value<std::string>(), "")(
      "symbols", value<std::vector<std::string>>(),
      "folder with PDBs or .sym files, flat or as a symbol store; may be repeated")(
      "json", "machine-readable output")("evidence",
                                         "say of every frame why it is believed, and what was passed over")(
      "regions", value<std::string>()->implicit_value("list"),
      "the region map alone, as !address shows it: =list, =summary, or =ADDRESS (--regions=7ffde000) for "
      "one");
  options.positional("dump", 1);
  // The word behind a bare --regions is the dump, not its value.
  Arguments words = arguments;
  std::ranges::replace(words, std::string("--regions"), std::string("--regions=list"));
  if (const auto code = options.parse(words)) return *code;
  if (!options.has("dump")) return misuse("analyze", "a dump is needed");
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
      options.has("json") ? report::to_json(analysis)
                          : document::render_text(report::to_document(analysis, options.has("evidence")));
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kDone;
}

}  // namespace dumplab::commands
