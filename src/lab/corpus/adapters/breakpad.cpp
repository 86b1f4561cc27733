// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "corpus/adapters/adapter.h"

namespace dumplab::corpus {
namespace {

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t bar = line.find('|');
    fields.push_back(line.substr(0, bar));
    if (bar == std::string_view::npos) return fields;
    line.remove_prefix(bar + 1);
  }
}

}  // namespace

/// Lines "Module|NAME|VERSION|DEBUG FILE|ID|FIRST|LAST|MAIN" and, per frame,
/// "THREAD|FRAME|MODULE|FUNCTION|FILE|LINE| OFFSET". Threads are numbers in the dump's order. With a function
/// the offset says nothing of the address.
Result<std::optional<truth::Facts>> read_breakpad(const ParserRun& run) {
  if (run.output.empty() || run.exit_code != 0) return std::nullopt;
  truth::Facts facts;
  facts.modules.emplace();
  std::map<std::string, std::uint64_t, std::less<>> bases;
  std::map<std::size_t, truth::Facts::Thread> threads;
  for_lines(run.output, [&](std::string_view line) {
    const auto fields = fields_of(line);
    if (fields.size() == 8 && fields[0] == "Module") {
      const auto first = parse_hex(fields[5]), last = parse_hex(fields[6]);
      if (!first || !last) return;
      facts.modules->push_back({std::string(fields[1]), *first, *last - *first + 1});
      bases.emplace(fields[1], *first);
      return;
    }
    std::size_t number = 0;
    if (fields.size() != 7 ||
        std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), number).ec != std::errc())
      return;
    auto& frames = threads[number].frames;
    if (!frames) frames.emplace();
    const auto offset = parse_hex(fields[6]);
    const auto base = bases.find(fields[2]);
    if (offset && fields[3].empty()) frames->push_back(*offset + (base == bases.end() ? 0 : base->second));
  });
  facts.threads.emplace();
  for (auto& [number, thread] : threads) {
    while (facts.threads->size() < number && facts.threads->size() < 65536) facts.threads->emplace_back();
    if (!thread.frames->empty()) thread.eip = thread.frames->front();
    facts.threads->push_back(std::move(thread));
  }
  return facts;
}

}  // namespace dumplab::corpus
