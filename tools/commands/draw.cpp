// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/files.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/dump_symbols.h"
#include "dumplab/dump.h"
#include "report/memory_map.h"
#include "report/stack_picture.h"
#include "saved/saved.h"
#include "systems/machine_pictures.h"

namespace dumplab::commands {
namespace {

struct Format {
  const char* word;
  std::string (*render)(const document::Document&);
};
constexpr Format kFormats[] = {
    {"text", document::render_text}, {"svg", document::render_svg}, {"dot", document::render_dot}};

struct Picture {
  std::string file, address, process, thread;
  std::vector<std::string> symbols;  ///< folders
};

/// "0x400000" or "400000".
std::optional<std::uint32_t> parse_address(std::string_view text) {
  const auto value = parse_hex(text.starts_with("0x") ? std::string(text) : "0x" + std::string(text));
  if (!value || *value > 0xffffffff) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

Result<truth::Log> read_log(const std::string& path) {
  auto text = read_text_file(path);
  if (!text) return tl::unexpected(text.error());
  return truth::log_from_json_lines(*text);
}

Result<std::unique_ptr<scenario::Run>> read_machine(const std::string& path) {
  const auto guest = scenario::GuestSet::find();
  if (!guest) return tl::unexpected(guest.error());
  return saved::read_file(path, *guest);
}

/// Logs are JSON; a saved machine begins with its magic.
bool is_log(const std::string& path) {
  const auto file = MappedFile::open(path);
  return !file || file->view().empty() || file->view().bytes().front() == std::byte{'{'};
}

const kernel::Process* find_process(scenario::Run& run, const std::string& word) {
  return word.empty() ? run.kernel().processes().front().get() : run.find_process(word);
}

Result<document::Document> draw_map(const Picture& picture) {
  if (is_log(picture.file)) {
    auto log = read_log(picture.file);
    if (!log) return tl::unexpected(log.error());
    return report::draw_memory_map(report::map_from_log(*log));
  }
  auto run = read_machine(picture.file);
  if (!run) return tl::unexpected(run.error());
  return report::draw_memory_map(systems::map_from_machine((*run)->kernel()));
}

Result<document::Document> draw_faults(const Picture& picture) {
  auto log = read_log(picture.file);
  if (!log) return tl::unexpected(log.error());
  return report::draw_faults(*log);
}

Result<document::Document> draw_walk(const Picture& picture) {
  const auto linear = parse_address(picture.address);
  if (!linear) return fail(ErrorKind::kMalformed, 0, "no linear address: " + picture.address);
  auto run = read_machine(picture.file);
  if (!run) return tl::unexpected(run.error());
  const kernel::Process* const process = find_process(**run, picture.process);
  if (process == nullptr) return fail(ErrorKind::kMalformed, 0, "there is no process " + picture.process);
  return systems::draw_walk((*run)->kernel(), *process, *linear);
}

Result<document::Document> draw_stack(const Picture& picture) {
  std::optional<std::uint32_t> thread;
  if (!picture.thread.empty()) {
    std::uint32_t id = 0;
    const char* const end = picture.thread.data() + picture.thread.size();
    const auto [last, error] = std::from_chars(picture.thread.data(), end, id);
    if (error != std::errc() || last != end)
      return fail(ErrorKind::kMalformed, 0, "no thread id: " + picture.thread);
    thread = id;
  }
  const auto dump = Dump::open(picture.file);
  if (!dump) return tl::unexpected(dump.error());
  const auto problems = dump->problems();
  const report::Analysis analysis(dump->snapshot(), {problems.begin(), problems.end()},
                                  symbols_for(picture.file, picture.symbols));
  return report::draw_stack(analysis, thread);
}

struct Kind {
  const char* word;
  bool takes_address;
  Result<document::Document> (*draw)(const Picture&);
};
constexpr Kind kKinds[] = {{"map", false, draw_map},
                           {"faults", false, draw_faults},
                           {"walk", true, draw_walk},
                           {"stack", false, draw_stack}};

template <class Row, std::size_t kCount>
const Row* find_row(const Row (&rows)[kCount], const std::string& word) {
  const auto found = std::find_if(rows, rows + kCount, [&](const Row& row) { return word == row.word; });
  return found == rows + kCount ? nullptr : found;
}

}  // namespace

int draw(const Arguments& arguments) {
  using boost::program_options::value;
  Options options(
      "draw", "draw map FILE | faults FILE | walk ADDRESS FILE | stack DUMP [options]",
      "Draws the physical side of a run: who is in which frame (map), page faults over time (faults),\n"
      "CR3 -> PDE -> PTE -> frame of one linear address (walk).  FILE is an event log (run --log) or a\n"
      "saved machine (run --save); faults needs a log, walk a saved machine.  stack draws a thread's stack "
      "from a\n"
      "minidump: words, frames, where EIP, ESP and EBP point, saved EBPs and return addresses.",
      "dumplab draw map orders.log --format svg -o map.svg");
  options.add()("words", value<std::vector<std::string>>(), "")(
      "process", value<std::string>()->default_value(""), "of walk: file name or id; default: the first")(
      "thread", value<std::string>()->default_value(""),
      "of stack: its id; default: that of the exception, else the first")(
      "symbols", value<std::vector<std::string>>(), "of stack: folder with PDBs; may be repeated")(
      "format", value<std::string>()->default_value("text"), "text, svg or dot")(
      "output,o", value<std::string>(), "write here; default: standard output");
  options.positional("words", -1);
  if (const auto code = options.parse(arguments)) return *code;
  const auto words =
      options.has("words") ? options.get<std::vector<std::string>>("words") : std::vector<std::string>();
  if (words.empty()) return misuse("draw", "what to draw is needed");
  const Kind* const kind = find_row(kKinds, words[0]);
  if (kind == nullptr) return misuse("draw", "there is no picture " + words[0]);
  if (words.size() != (kind->takes_address ? 3 : 2))
    return misuse("draw", kind->takes_address ? "an address and a file are needed" : "a file is needed");
  const Format* const format = find_row(kFormats, options.text("format"));
  if (format == nullptr) return misuse("draw", "there is no format " + options.text("format"));
  const Picture picture{
      words.back(), kind->takes_address ? words[1] : "", options.text("process"), options.text("thread"),
      options.has("symbols") ? options.get<std::vector<std::string>>("symbols") : std::vector<std::string>()};
  const auto page = kind->draw(picture);
  if (!page) return complain(picture.file, page.error());
  const std::string text = format->render(*page);
  if (!options.has("output")) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return kDone;
  }
  const auto written = write_text_file(options.text("output"), text);
  return written ? kDone : complain(options.text("output"), written.error());
}

}  // namespace dumplab::commands
