// SPDX-License-Identifier: MIT
#include "corpus/adapters/adapter.h"

namespace dumplab::corpus {

/// "thread #N: tid = 0xID" of `thread list`; "[ I] UUID 0xBASE PATH" of `image list`; "thread #N" and "frame
/// #I: 0xPC" of `bt all`. Sizes of modules are not told.
Result<std::optional<truth::Facts>> read_lldb(const ParserRun& run) {
  if (run.output.find(" was loaded.") == std::string::npos) return std::nullopt;
  truth::Facts facts;
  facts.threads.emplace();
  facts.modules.emplace();
  std::size_t listed = 0;
  bool is_backtrace = false;
  for_lines(run.output, [&](std::string_view line) {
    if (line.starts_with("(lldb) ")) {
      is_backtrace = line.starts_with("(lldb) bt all");
    } else if (const auto id = hex_behind(line, ": tid = "); id && !is_backtrace) {
      facts.threads->push_back({static_cast<std::uint32_t>(*id), {}, {}, {}});
    } else if (line.starts_with("[") && line.find("] ") != std::string_view::npos && !is_backtrace) {
      const std::size_t base = line.find(" 0x");
      const std::size_t path = base == std::string_view::npos ? base : line.find(' ', base + 1);
      if (path == std::string_view::npos) return;
      std::string name = truth::file_name(line.substr(path + 1));
      while (name.ends_with(' ')) name.pop_back();
      facts.modules->push_back({std::move(name), hex_behind(line, " 0x").value_or(0), 0});
    } else if (is_backtrace && (line.starts_with("  thread #") || line.starts_with("* thread #"))) {
      if (++listed <= facts.threads->size()) (*facts.threads)[listed - 1].frames.emplace();
    } else if (is_backtrace && listed > 0 && listed <= facts.threads->size() &&
               line.find(" frame #") != std::string_view::npos &&
               line.find("[inlined]") == std::string_view::npos) {
      auto& thread = (*facts.threads)[listed - 1];
      const auto pc = hex_behind(line, ": 0x");
      if (!pc) return;
      if (thread.frames->empty()) thread.eip = pc;
      thread.frames->push_back(*pc);
    }
  });
  return facts;
}

}  // namespace dumplab::corpus
