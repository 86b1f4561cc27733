// SPDX-License-Identifier: MIT
#include "oracle/exercises/lldb_debugger.h"

#include <fmt/format.h>

#include <regex>
#include <sstream>

#include "base/try.h"

namespace dumplab::test {

using namespace solution;

namespace {

using Parts = std::vector<std::string>;

std::uint32_t hex32(const std::string& digits) {
  return static_cast<std::uint32_t>(std::strtoull(digits.c_str(), nullptr, 16));
}

std::vector<Parts> matches(const std::vector<std::string>& lines, const char* shape) {
  const std::regex regex(shape);
  std::vector<Parts> found;
  for (const std::string& line : lines)
    if (std::smatch match; std::regex_search(line, match, regex))
      found.emplace_back(match.begin(), match.end());
  return found;
}

tl::unexpected<Error> unexpected(const std::string& command, const std::vector<std::string>& lines) {
  return fail(ErrorKind::kMalformed, 0,
              fmt::format("lldb: {}: {}", command, lines.empty() ? "nothing" : lines.front()));
}

/// "Orders.exe" -> "Orders"
std::string stem(const std::string& file) { return file.substr(0, file.rfind('.')); }

}  // namespace

LldbDebugger::LldbDebugger(Terminal& terminal) : terminal_(terminal) {
  type("settings set target.x86-disassembly-flavor intel");
  type("settings set stop-disassembly-count 0");
  type(R"(settings set frame-format "frame #${frame.index}: ${frame.pc} ebp=${frame.reg.ebp}\n")");
}

std::vector<std::string> LldbDebugger::type(const std::string& command) {
  std::istringstream text(terminal_.type(command));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

Result<std::vector<ThreadLine>> LldbDebugger::threads() {
  const auto lines = type("thread list");
  std::vector<ThreadLine> threads;
  for (const Parts& match : matches(lines, "thread #([0-9]+): tid = 0x([0-9a-f]+)"))
    threads.push_back({static_cast<unsigned>(std::stoul(match[1])), hex32(match[2]), 0});
  if (threads.empty()) return unexpected("thread list", lines);
  return threads;
}

Result<ExceptionLine> LldbDebugger::exception() {
  const auto lines = type("thread list");
  const auto found = matches(lines, "Exception 0x([0-9a-f]+) encountered at address 0x([0-9a-f]+)");
  if (found.empty()) return unexpected("thread list", lines);
  return ExceptionLine{hex32(found[0][1]), hex32(found[0][2]), {}};
}

Result<std::string> LldbDebugger::index_of(At at) {
  const auto lines = type("thread list");
  const auto found =
      at.thread ? matches(lines, fmt::format("thread #([0-9]+): tid = 0x0*{:x},", *at.thread).c_str())
                : matches(lines, "thread #([0-9]+): .*stop reason = Exception");
  if (found.empty()) return unexpected("thread list", lines);
  return found[0][1];
}

Result<Registers> LldbDebugger::registers(At at) {
  DUMPLAB_TRY(const std::string index, index_of(at));
  type("thread select " + index);
  const auto lines = type("register read");
  Registers registers;
  for (const Parts& match : matches(lines, "^ *(e[a-z]{2}|[c-gs]s) = 0x([0-9a-f]+)"))
    registers.emplace(match[1], hex32(match[2]));
  if (registers.count("eip") == 0) return unexpected("register read", lines);
  return registers;
}

// What it prints of a frame that is selected comes at any time: each stack is one command.
Result<std::vector<FrameLine>> LldbDebugger::stack(At at, unsigned most) {
  DUMPLAB_TRY(const std::string index, index_of(at));
  const std::string command = fmt::format("thread backtrace -c {} {}", most, index);
  const auto lines = type(command);
  std::vector<FrameLine> frames;
  for (const Parts& match : matches(lines, "frame #[0-9]+: 0x([0-9a-f]+) ebp=0x([0-9a-f]+)"))
    frames.push_back({hex32(match[1]), hex32(match[2]), 0, {}, {}});
  if (frames.empty()) return unexpected(command, lines);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (i + 1 < frames.size()) frames[i].return_address = frames[i + 1].ip;
    if (const auto arguments = dwords(frames[i].ebp + 8, 3)) frames[i].arguments = *arguments;
    frames[i].arguments.resize(3);
    if (const auto function = function_at(frames[i].ip))
      frames[i].symbol =
          fmt::format("{}!{}+{:#x}", function->module, function->function, frames[i].ip - function->start);
  }
  return frames;
}

Result<std::vector<std::uint32_t>> LldbDebugger::dwords(std::uint32_t address, unsigned count) {
  const std::string command = fmt::format("memory read --force -fx -s4 -c{} {:#x}", count, address);
  const auto lines = type(command);
  std::vector<std::uint32_t> values;
  const std::regex value("0x([0-9a-f]{8})");
  for (const Parts& match : matches(lines, "^0x[0-9a-f]{8}:(.*)$"))
    for (auto i = std::sregex_iterator(match[1].begin(), match[1].end(), value); i != std::sregex_iterator();
         ++i)
      values.push_back(hex32((*i)[1]));
  if (values.size() != count) return unexpected(command, lines);
  return values;
}

Result<std::string> LldbDebugger::text(std::uint32_t address) {
  const std::string command = fmt::format("memory read -fs -c1 {:#x}", address);
  const auto lines = type(command);
  const auto found = matches(lines, "^0x[0-9a-f]{8}: \"(.*)\"$");
  if (found.empty()) return unexpected(command, lines);
  return found[0][1];
}

Result<std::string> LldbDebugger::wide_text(std::uint32_t address) {
  constexpr unsigned kMostDwords = 64;
  std::string text;
  for (unsigned i = 0; i < kMostDwords; ++i) {
    DUMPLAB_TRY(const std::uint32_t two, dword(address + i * 4));
    for (const std::uint32_t unit : {two & 0xffff, two >> 16}) {
      if (unit == 0) return text;
      text += static_cast<char>(unit);
    }
  }
  return text;
}

Result<std::vector<Instruction>> LldbDebugger::instructions(const std::string& command) {
  const auto lines = type(command);
  std::vector<Instruction> code;
  for (const Parts& match : matches(lines, "^(?:->)? *0x([0-9a-f]+)(?: <[^>]*>)?: ([^;]*[^; ])"))
    if (auto instruction = parse_instruction(hex32(match[1]), match[2]))
      code.push_back(*std::move(instruction));
  if (code.empty()) return unexpected(command, lines);
  return code;
}

Result<std::vector<Instruction>> LldbDebugger::code(std::uint32_t address, unsigned count) {
  return instructions(fmt::format("disassemble -s {:#x} -c {}", address, count));
}

Result<std::vector<Instruction>> LldbDebugger::code_before(std::uint32_t address, unsigned count) {
  DUMPLAB_TRY(const SymbolLine function, function_at(address - 1));
  DUMPLAB_TRY(auto code, instructions(fmt::format("disassemble -s {:#x} -e {:#x}", function.start, address)));
  if (code.size() > count) code.erase(code.begin(), code.end() - count);
  return code;
}

Result<std::vector<ModuleLine>> LldbDebugger::modules() {
  const auto lines = type("image list -h -f");
  std::vector<ModuleLine> modules;
  for (const Parts& match : matches(lines, "^\\[ *[0-9]+\\] 0x([0-9a-f]+) .*?([^/\\\\ ]+)$")) {
    // IMAGE_DOS_HEADER.e_lfanew, IMAGE_OPTIONAL_HEADER32.SizeOfImage
    const std::uint32_t start = hex32(match[1]);
    DUMPLAB_TRY(const std::uint32_t header, dword(start + 0x3c));
    DUMPLAB_TRY(const std::uint32_t size, dword(start + header + 0x50));
    modules.push_back({start, start + size, stem(match[2]), match[2]});
  }
  if (modules.empty()) return unexpected("image list", lines);
  return modules;
}

Result<SymbolLine> LldbDebugger::function_at(std::uint32_t address) {
  const std::string command = fmt::format("image lookup -a {:#x}", address);
  const auto lines = type(command);
  const auto found = matches(lines, "Summary: ([^`]+)`([^ (]+)(?:\\([^)]*\\))?(?: \\+ ([0-9]+))?");
  if (found.empty()) return unexpected(command, lines);
  const auto offset = static_cast<std::uint32_t>(std::strtoul(found[0][3].c_str(), nullptr, 10));
  return SymbolLine{stem(found[0][1]), found[0][2], address - offset};
}

Result<std::uint32_t> LldbDebugger::address_of(const std::string& symbol) {
  const std::size_t bang = symbol.find('!');
  const std::string name = symbol.substr(bang + 1), module = symbol.substr(0, bang);
  const std::string command = "image lookup -s " + name;
  const auto lines = type(command);
  DUMPLAB_TRY(const auto list, modules());
  for (const Parts& match : matches(lines, "Address: ([^\\[]+)\\[.*\\(.*\\.(\\.[a-z]+) \\+ ([0-9]+)\\)")) {
    if (stem(match[1]) != module) continue;
    for (const ModuleLine& m : list) {
      if (m.name != module) continue;
      // IMAGE_FILE_HEADER and IMAGE_SECTION_HEADER: Name at 0, VirtualAddress at 0xc
      DUMPLAB_TRY(const std::uint32_t header, dword(m.start + 0x3c));
      DUMPLAB_TRY(const auto file, dwords(m.start + header + 4, 5));
      const std::uint32_t first = m.start + header + 24 + (file[4] & 0xffff);
      for (std::uint32_t i = 0; i < file[0] >> 16; ++i) {
        DUMPLAB_TRY(const std::string section, text(first + i * 40));
        DUMPLAB_TRY(const std::uint32_t rva, dword(first + i * 40 + 12));
        if (section == match[2]) return m.start + rva + static_cast<std::uint32_t>(std::stoul(match[3]));
      }
    }
  }
  return unexpected(command, lines);
}

Result<RegionLine> LldbDebugger::region(std::uint32_t address) {
  const std::string command = fmt::format("memory region {:#x}", address);
  const auto lines = type(command);
  const auto found = matches(lines, "^\\[0x([0-9a-f]+)-0x([0-9a-f]+)\\) ([r-])([w-])([x-])");
  if (found.empty()) return unexpected(command, lines);
  const Parts& match = found[0];
  static const std::map<std::string, std::string> kProtections = {
      {"---", "PAGE_NOACCESS"},     {"r--", "PAGE_READONLY"},          {"rw-", "PAGE_READWRITE"},
      {"r-x", "PAGE_EXECUTE_READ"}, {"rwx", "PAGE_EXECUTE_READWRITE"}, {"--x", "PAGE_EXECUTE"}};
  const auto protection = kProtections.find(match[3] + match[4] + match[5]);
  RegionLine region{};
  region.start = hex32(match[1]);
  region.size = std::strtoull(match[2].c_str(), nullptr, 16) - region.start;
  if (protection != kProtections.end()) region.protection = protection->second;
  return region;
}

Result<std::vector<RegionLine>> LldbDebugger::regions() {
  std::vector<RegionLine> regions;
  for (std::uint64_t at = 0; at < 0x80000000;) {
    DUMPLAB_TRY(const RegionLine region, this->region(static_cast<std::uint32_t>(at)));
    regions.push_back(region);
    if (region.size == 0) break;
    at = region.start + region.size;
  }
  return regions;
}

Result<std::vector<std::uint32_t>> LldbDebugger::find_dword(std::uint32_t start, std::uint32_t size,
                                                            std::uint32_t value) {
  DUMPLAB_TRY(const auto regions, this->regions());
  std::vector<std::uint32_t> places;
  const std::uint64_t end = std::uint64_t{start} + size;
  for (const RegionLine& region : regions) {
    if (region.protection.empty() || region.protection == "PAGE_NOACCESS") continue;
    const std::uint64_t from = std::max<std::uint64_t>(region.start, start),
                        to = std::min(region.start + region.size, end);
    constexpr std::uint64_t kPiece = 0x1000;
    for (std::uint64_t at = from; at < to; at += kPiece) {
      const auto values =
          dwords(static_cast<std::uint32_t>(at), static_cast<unsigned>(std::min(kPiece, to - at) / 4));
      for (std::size_t i = 0; values && i < values->size(); ++i)
        if ((*values)[i] == value) places.push_back(static_cast<std::uint32_t>(at + i * 4));
    }
  }
  return places;
}

Result<std::vector<ThreadTimes>> LldbDebugger::times() {
  return fail(ErrorKind::kUnsupported, 0, "lldb does not show thread times");
}

Result<std::string> LldbDebugger::comment() {
  return fail(ErrorKind::kUnsupported, 0, "lldb does not show comments");
}

}  // namespace dumplab::test
