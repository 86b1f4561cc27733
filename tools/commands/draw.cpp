// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/files.h"
#include "commands/command.h"
#include "report/memory_map.h"

namespace dumplab::commands {
namespace {

struct Format {
  const char* word;
  std::string (*render)(const document::Document&);
};
constexpr Format kFormats[] = {
    {"text", document::render_text}, {"svg", document::render_svg}, {"dot", document::render_dot}};

Result<truth::Log> read_log(const std::string& path) {
  auto text = read_text_file(path);
  if (!text) return tl::unexpected(text.error());
  return truth::log_from_json_lines(*text);
}

}  // namespace

int draw(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("draw", "draw map|faults FILE [options]",
                  "Draws who is in which frame (map), or page faults over time (faults), from an event log.",
                  "dumplab draw map orders.log --format svg -o map.svg");
  options.add()("what", value<std::string>(), "")("file", value<std::string>(), "")(
      "format", value<std::string>()->default_value("text"), "text, svg or dot")(
      "output,o", value<std::string>(), "write here; default: standard output");
  options.positional("what", 1);
  options.positional("file", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("what") || !options.has("file"))
    return misuse("draw", "what to draw and a file are needed");
  const Format* format = nullptr;
  for (const Format& each : kFormats)
    if (options.text("format") == each.word) format = &each;
  if (format == nullptr) return misuse("draw", "there is no format " + options.text("format"));
  const std::string what = options.text("what"), path = options.text("file");
  if (what != "map" && what != "faults") return misuse("draw", "there is no picture " + what);
  const auto log = read_log(path);
  if (!log) return complain(path, log.error());
  const document::Document page =
      what == "map" ? report::draw_memory_map(report::map_from_log(*log)) : report::draw_faults(*log);
  const std::string text = format->render(page);
  if (!options.has("output")) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return kDone;
  }
  const auto written = write_text_file(options.text("output"), text);
  return written ? kDone : complain(options.text("output"), written.error());
}

}  // namespace dumplab::commands
