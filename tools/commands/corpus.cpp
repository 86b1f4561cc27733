// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>

#include "base/files.h"
#include "commands/command.h"
#include "commands/dump_symbols.h"
#include "corpus/conformance.h"
#include "corpus/hostile_corpus.h"
#include "corpus/state_corpus.h"
#include "report/analysis.h"
#include "report/file_check.h"

namespace dumplab::commands {
namespace {

using boost::program_options::value;

/// On a terminal a line that is written over.
void show_progress(std::size_t done, std::size_t all, const std::string& what) {
  if (!isatty(STDERR_FILENO)) return;
  fmt::print(stderr, "\r\x1b[K[{}/{}] {}", done + 1, all, what);
  if (done + 1 == all) fmt::print(stderr, "\r\x1b[K");
}

/// "7" or "1..20".
std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_seeds(std::string_view text) {
  const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) return std::nullopt;
    return out;
  };
  const auto dots = text.find("..");
  const auto first = number(text.substr(0, dots));
  const auto last = dots == std::string_view::npos ? first : number(text.substr(dots + 2));
  if (!first || !last || *last < *first || *last - *first >= 1'000'000) return std::nullopt;
  return std::pair(*first, *last);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (comma != 0) words.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return words;
}

int build(const Arguments& arguments) {
  Options options("corpus build", "corpus build --scenarios NAME,... --seeds A..B --out DIR",
                  "Writes dumps of scenarios in many encodings, with what is true of them.",
                  "dumplab corpus build --scenarios null-pointer,deadlock --seeds 1..20 --out states");
  options.add()("scenarios", value<std::string>()->default_value("all"),
                "their names (list scenarios), or all")("seeds", value<std::string>()->default_value("1"),
                                                        "one, or the first and the last: 1..20")(
      "out", value<std::string>(), "folder that is made");
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("out")) return misuse("corpus build", "--out is needed");
  const auto seeds = parse_seeds(options.text("seeds"));
  if (!seeds)
    return misuse("corpus build", "--seeds " + options.text("seeds") + ": a number, or two with .. between");
  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  corpus::StateRequest request{split(options.text("scenarios")), seeds->first, seeds->second};
  const auto known = guest->scenarios();
  if (request.scenarios == std::vector<std::string>{"all"}) {
    request.scenarios.clear();
    for (const auto& scenario : known) request.scenarios.push_back(scenario.name);
  }
  for (const std::string& name : request.scenarios)
    if (std::ranges::find(known, name, &scenario::ScenarioSummary::name) == known.end())
      return complain(name, "there is no such scenario (dumplab list scenarios)");
  const auto done = corpus::build_states(*guest, request, options.text("out"), show_progress);
  return done ? kDone : complain("", done.error());
}

int hostile(const Arguments& arguments) {
  Options options(
      "corpus hostile", "corpus hostile --out DIR",
      "Writes the 64 malformations as minimal files, inside a good dump and in pairs, with the verdict\n"
      "that a parser should come to.",
      "dumplab corpus hostile --out hostile");
  options.add()("out", value<std::string>(), "folder that is made");
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("out")) return misuse("corpus hostile", "--out is needed");
  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  const auto done = corpus::build_hostile(*guest, options.text("out"), show_progress);
  return done ? kDone : complain("", done.error());
}

/// What this program says of a dump, in the words that parsers are tested by.
int facts(const Arguments& arguments) {
  Options options("corpus facts", "corpus facts DUMP [options]",
                  "Prints what dumplab reads of a dump as a facts file: verdict, threads, frames, modules, "
                  "exception and a\n"
                  "hash of every page of memory.",
                  "dumplab corpus facts orders.dmp");
  options.add()("dump", value<std::string>(), "")("symbols", value<std::vector<std::string>>(),
                                                  "folder with PDBs or .sym files; may be repeated");
  options.positional("dump", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("dump")) return misuse("corpus facts", "a dump is needed");
  const std::string path = options.text("dump");
  const auto dump = Dump::open(path);
  if (!dump) return complain(path, dump.error());
  truth::Facts facts = truth::facts_of(dump->snapshot());
  std::error_code ignored;
  facts.verdict =
      std::string(1, report::check_file(*dump, std::filesystem::file_size(path, ignored)).verdict);
  const auto search =
      symbols_for(path, options.has("symbols") ? options.get<std::vector<std::string>>("symbols")
                                               : std::vector<std::string>());
  const report::Analysis analysis(dump->snapshot(), {}, search);
  for (std::size_t i = 0; i < analysis.threads.size(); ++i) {
    auto& frames = (*facts.threads)[i].frames.emplace();
    for (const unwind::StackFrame& frame : analysis.threads[i].stack.frames) frames.push_back(frame.eip);
  }
  const std::string text = truth::to_json(facts);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kDone;
}

int conform(const Arguments& arguments) {
  std::string adapters;
  for (const corpus::Adapter& adapter : corpus::all_adapters())
    adapters += fmt::format("\n  {:<14} {}", adapter.name, adapter.what);
  Options options("corpus conform", "corpus conform --parser 'CMD %f' --corpus DIR... [options]",
                  "Runs a dump parser over corpora (corpus build, corpus hostile) and compares what it says "
                  "with what is\n"
                  "true. %f is the dump's file. Exit code 1 when something deviates. Adapters:" +
                      adapters,
                  "dumplab corpus conform --parser './myparser --json %f' --adapter facts --corpus states "
                  "--corpus hostile");
  options.add()("parser", value<std::string>(), "command line of the parser")(
      "adapter", value<std::string>()->default_value("facts"), "how its output is read")(
      "corpus", value<std::vector<std::string>>(), "folder with a manifest; may be repeated")(
      "junit", value<std::string>(), "also write JUnit XML to this file");
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("parser") || !options.has("corpus"))
    return misuse("corpus conform", "--parser and --corpus are needed");
  const corpus::Adapter* adapter = corpus::find_adapter(options.text("adapter"));
  if (!adapter) return misuse("corpus conform", "there is no adapter " + options.text("adapter"));
  const auto words = corpus::split_command(options.text("parser"));
  if (!words) return misuse("corpus conform", "--parser: " + words.error().what);
  const auto folders = options.get<std::vector<std::string>>("corpus");
  const auto result =
      corpus::run_conformance(*words, *adapter, {folders.begin(), folders.end()}, show_progress);
  if (!result) return complain("", result.error());
  const std::string text = document::render_text(corpus::to_document(*result));
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (options.has("junit"))
    if (const auto done = write_text_file(options.text("junit"), corpus::to_junit(*result)); !done)
      return complain(options.text("junit"), done.error());
  return result->has_deviations() ? kBadInput : kDone;
}

struct Part {
  std::string_view name, summary;
  int (*run)(const Arguments&);
};
constexpr Part kParts[] = {
    {"build", "dumps of scenarios in many encodings, with truth", build},
    {"hostile", "malformed dumps, with expected verdicts", hostile},
    {"conform", "run a dump parser over them and compare", conform},
    {"facts", "what dumplab says of a dump, as such a parser", facts},
};

void print_help() {
  fmt::print(
      "usage: dumplab corpus PART [options]\n\nSets of dumps with known truth, and tests of parsers with "
      "them.\n\n");
  for (const Part& part : kParts) fmt::print("  {:<10} {}\n", part.name, part.summary);
  fmt::print("\nExample:\n  dumplab corpus build --scenarios null-pointer --seeds 1..20 --out states\n");
}

}  // namespace

int corpus(const Arguments& arguments) {
  if (arguments.empty()) return misuse("corpus", "build, hostile or conform is needed");
  if (arguments[0] == "--help" || arguments[0] == "-h") {
    print_help();
    return kDone;
  }
  for (const Part& part : kParts)
    if (arguments[0] == part.name) return part.run(Arguments(arguments.begin() + 1, arguments.end()));
  return misuse("corpus", "there is no part " + arguments[0]);
}

}  // namespace dumplab::commands
