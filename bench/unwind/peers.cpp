// SPDX-License-Identifier: MIT
#include "peers.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/files.h"

namespace dumplab::bench {
namespace {

constexpr int kSeconds = 120;

std::optional<std::uint64_t> number_behind(std::string_view line, std::string_view words, int base) {
  const std::size_t at = line.find(words);
  if (at == std::string_view::npos) return std::nullopt;
  const char* first = line.data() + at + words.size();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(first, line.data() + line.size(), value, base);
  return error == std::errc() && end != first ? std::optional(value) : std::nullopt;
}

template <class Visit>
void for_lines(std::string_view text, Visit visit) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    visit(text.substr(start, end - start));
    start = end + 1;
  }
}

/// "Thread 3", counted in the dump's order, then per frame a line "    eip = 0x...": inlined ones have none.
Stacks read_stackwalk(const std::string& text, const Sample& sample) {
  Stacks stacks;
  Frames* frames = nullptr;
  for_lines(text, [&](std::string_view line) {
    if (line.starts_with("Thread ")) {
      const auto index = number_behind(line, "Thread ", 10);
      frames = index && *index < sample.threads.size() ? &stacks[sample.threads[*index]] : nullptr;
    } else if (line.empty()) {
      frames = nullptr;
    } else if (line.starts_with("    eip = ") && frames) {
      if (const auto eip = number_behind(line, "eip = 0x", 16)) frames->push_back(*eip);
    }
  });
  return stacks;
}

/// "* thread #3", counted from 1 in the dump's order, then per frame "    frame #0: 0x...".
Stacks read_lldb(std::string_view text, const Sample& sample) {
  Stacks stacks;
  Frames* frames = nullptr;
  for_lines(text, [&](std::string_view line) {
    if (line.starts_with("* thread #") || line.starts_with("  thread #")) {
      const auto index = number_behind(line, "thread #", 10);
      const bool known = index && *index >= 1 && *index <= sample.threads.size();
      frames = known ? &stacks[sample.threads[*index - 1]] : nullptr;
    } else if (line.find(" frame #") != std::string_view::npos && frames &&
               line.find("[inlined]") == std::string_view::npos) {
      if (const auto eip = number_behind(line, ": 0x", 16)) frames->push_back(*eip);
    }
  });
  return stacks;
}

}  // namespace

Peer make_stackwalk() {
  Peer peer{"stackwalk",
            find_program("minidump_stackwalk",
                         DUMPLAB_ORACLES "/node_modules/minidump/bin/linux-x64/minidump_stackwalk"),
            {}};
  peer.start = [program = peer.program](const std::vector<Sample>& samples, const Materials& materials,
                                        const std::filesystem::path& scratch) {
    const auto samples_ptr = &samples;
    const auto script = scratch / "stackwalk.sh";
    std::string text;
    for (const Sample& sample : samples)
      text += "echo '== dump'; '" + program + "' '" + sample.dump.string() + "' '" +
              materials.store.string() + "'\n";
    (void)write_text_file(script, text);
    auto process = std::make_shared<Process>(std::vector<std::string>{"sh", script.string()}, kSeconds);
    return [process, samples_ptr] {
      const std::string output = process->output();
      std::vector<Stacks> all;
      for (std::size_t start = output.find("== dump\n"); all.size() < samples_ptr->size();) {
        if (start == std::string::npos) {
          all.emplace_back();
          continue;
        }
        const std::size_t next = output.find("== dump\n", start + 1);
        all.push_back(read_stackwalk(output.substr(start, next - start), (*samples_ptr)[all.size()]));
        start = next;
      }
      return all;
    };
  };
  return peer;
}

Peer make_lldb() {
  Peer peer{"lldb", find_program("lldb", ""), {}};
  peer.start = [program = peer.program](const std::vector<Sample>& samples, const Materials& materials,
                                        const std::filesystem::path& scratch) {
    const auto samples_ptr = &samples;
    const auto script = scratch / "lldb.txt";
    std::string text = "settings set stop-line-count-before 0\n";
    if (!materials.folders.empty()) {
      text += "settings set target.exec-search-paths";
      for (const auto& folder : materials.folders) text += " \"" + folder.string() + "\"";
      text += "\n";
    }
    for (const Sample& sample : samples)
      text += "target create --core \"" + sample.dump.string() + "\"\nbt all\ntarget delete --all\n";
    (void)write_text_file(script, text);
    const std::vector<std::string> words{program, "--no-lldbinit", "--script-language", "none", "-b",
                                         "-s",    script.string()};
    auto process = std::make_shared<Process>(words, kSeconds);
    return [process, samples_ptr] {
      const std::string output = process->output();
      const std::string_view view = output;
      std::vector<Stacks> all;
      constexpr std::string_view kStart = "(lldb) target create";
      std::size_t start = view.find(kStart);
      while (all.size() < samples_ptr->size()) {
        if (start == std::string_view::npos) {
          all.emplace_back();
          continue;
        }
        const std::size_t next = view.find(kStart, start + 1);
        all.push_back(read_lldb(view.substr(start, next - start), (*samples_ptr)[all.size()]));
        start = next;
      }
      return all;
    };
  };
  return peer;
}

}  // namespace dumplab::bench
