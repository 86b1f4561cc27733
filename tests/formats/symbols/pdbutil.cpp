// SPDX-License-Identifier: MIT
#include "formats/symbols/pdbutil.h"

#include <cstdio>

namespace dumplab::test {
namespace {

/// What stands between the first and the last backquote.
std::string quoted(const std::string& line) {
  const std::size_t from = line.find('`'), to = line.rfind('`');
  return from == to ? std::string() : line.substr(from + 1, to - from - 1);
}

/// "addr = 0001:0784", both decimal.
bool place(const std::string& line, unsigned& segment, std::uint32_t& offset) {
  const std::size_t at = line.find("addr = ");
  return at != std::string::npos && std::sscanf(line.c_str() + at, "addr = %u:%u", &segment, &offset) == 2;
}

}  // namespace

std::vector<std::string> Pdbutil::dump(const std::string& what, const std::filesystem::path& pdb) {
  auto text = lines_of("llvm-pdbutil-14 dump " + what, pdb);
  ran = ran && text;
  return text ? std::move(*text) : std::vector<std::string>();
}

Pdbutil::Pdbutil(const std::filesystem::path& pdb) {
  for (const std::string& line : dump("-summary", pdb)) {
    std::sscanf(line.c_str(), " Age: %u", &age);
    if (const std::size_t at = line.find("GUID: {"); at != std::string::npos) guid = line.substr(at + 7, 36);
  }
  for (const std::string& line : dump("-section-headers", pdb))
    if (std::uint32_t value;
        line.ends_with(" virtual address") && std::sscanf(line.c_str(), " %X", &value) == 1)
      sections_.push_back(value);

  std::string name;
  for (const std::string& line : dump("-symbols", pdb)) {
    if (line.find(" | S_") != std::string::npos)
      name = line.find("PROC32") != std::string::npos && line.find("S_PROCREF") == std::string::npos
                 ? quoted(line)
                 : "";
    unsigned segment = 0;
    std::uint32_t offset = 0, size = 0;
    if (name.empty() || !place(line, segment, offset)) continue;
    std::sscanf(line.c_str() + line.find("code size"), "code size = %u", &size);
    functions.insert({rva(segment, offset), size, name});
    name.clear();
  }
  std::string kind;
  for (const std::string& line : dump("-globals", pdb)) {
    if (const std::size_t at = line.find(" | S_"); at != std::string::npos) {
      name = quoted(line);
      kind = line.substr(at + 5, line.find(' ', at + 5) - at - 5);
      if (!kind.ends_with("DATA32") && !kind.ends_with("THREAD32")) globals[name].insert({kind, 0});
      continue;
    }
    unsigned segment = 0;
    std::uint32_t offset = 0;
    if (!place(line, segment, offset) || segment > sections_.size()) continue;
    const bool is_thread = kind.ends_with("THREAD32");
    globals[name].insert({kind, is_thread ? offset : rva(segment, offset)});
  }
  name.clear();
  for (const std::string& line : dump("-publics", pdb)) {
    if (line.find("| S_PUB32 ") != std::string::npos) name = quoted(line);
    unsigned segment = 0;
    std::uint32_t offset = 0;
    if (name.empty() || !place(line, segment, offset)) continue;
    if (segment >= 1 && segment <= sections_.size())
      publics.insert({rva(segment, offset), name, line.find("function") != std::string::npos});
    name.clear();
  }
  read_lines(dump("-l", pdb));
  for (const std::string& line : dump("-fpo", pdb)) {
    Frame frame{};
    char seh[8], exceptions[8], start[8];
    int end = 0;
    if (std::sscanf(line.c_str(), "%X | %u | %u | %u | %u | %u | %u | %7s | %7s | %7s | %n", &frame.rva,
                    &frame.code, &frame.locals, &frame.parameters, &frame.stack, &frame.prolog, &frame.saved,
                    seh, exceptions, start, &end) != 10)
      continue;
    const auto is_true = [](const char* word) { return std::string(word) == "true"; };
    frame.flags = (is_true(seh) ? 1 : 0) | (is_true(exceptions) ? 2 : 0) | (is_true(start) ? 4 : 0);
    frame.program = line.substr(static_cast<std::size_t>(end) < line.size() ? end : line.size());
    frames.push_back(std::move(frame));
  }
}

void Pdbutil::read_lines(const std::vector<std::string>& text) {
  std::string file;
  unsigned segment = 0;
  std::uint32_t end = 0;
  std::map<std::uint32_t, std::pair<std::uint32_t, std::string>> entries;  // the last of an address stands
  const auto flush = [&] {
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
      const auto next = std::next(entry);
      const std::uint32_t stop = next == entries.end() ? end : next->first;
      if (stop > entry->first)
        lines.push_back(
            {rva(segment, entry->first), stop - entry->first, entry->second.first, entry->second.second});
    }
    entries.clear();
  };
  for (const std::string& line : text) {
    const std::size_t checksum = line.find(" (MD5: ");
    unsigned at_segment = 0;
    std::uint32_t at_begin = 0, at_end = 0;
    if (checksum != std::string::npos) {
      flush();
      file = line.substr(line.find_first_not_of(' '), checksum - line.find_first_not_of(' '));
    } else if (line.starts_with("Mod ")) {
      flush();
      // llvm-pdbutil-14 repeats the last lines, under an unknown file name, for modules that have none.
      file.clear();
    } else if (std::sscanf(line.c_str(), " %4u:%8X-%8X, line/addr", &at_segment, &at_begin, &at_end) == 3) {
      flush();
      segment = at_segment;
      end = at_end;
    } else if (!file.empty() && line.starts_with(' ')) {
      unsigned number = 0;
      std::uint32_t offset = 0;
      int used = 0;
      for (const char* rest = line.c_str(); std::sscanf(rest, " %u %8X%n", &number, &offset, &used) == 2;) {
        entries[offset] = {number, file};
        rest += used;
        if (std::string_view(rest).starts_with(" !")) rest += 2;
      }
    }
  }
  flush();
  std::ranges::sort(lines);
}

}  // namespace dumplab::test
