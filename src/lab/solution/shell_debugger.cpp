// SPDX-License-Identifier: MIT
#include "solution/shell_debugger.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "base/text.h"
#include "base/try.h"

namespace dumplab::solution {
namespace {

/// Cut to what any debugger prints: the library's matching recurs for each character.
std::vector<std::string> lines_of(const std::string& text) {
  constexpr std::size_t kLongestLine = 4096;
  std::vector<std::string> lines;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, std::min(end - start, kLongestLine)));
    start = end + 1;
  }
  return lines;
}

std::uint32_t hex32(const std::string& digits) {
  return static_cast<std::uint32_t>(std::strtoull(digits.c_str(), nullptr, 16));
}

/// What the command said instead.
tl::unexpected<Error> unexpected(const std::string& command, const std::vector<std::string>& lines) {
  return fail(ErrorKind::kMalformed, 0,
              fmt::format("{}: {}", command, lines.empty() ? "nothing" : lines.front()));
}

using Parts = std::vector<std::string>;  ///< the whole line, then the groups of its shape

/// The parts of every line that has this shape.
std::vector<Parts> matches(const std::vector<std::string>& lines, const std::regex& shape) {
  std::vector<Parts> found;
  for (const std::string& line : lines)
    if (std::smatch match; std::regex_match(line, match, shape))
      found.emplace_back(match.begin(), match.end());
  return found;
}

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  text.erase(0, text.find_first_not_of(' '));
  return text;
}

/// "7 days 1:02:03.004" -> milliseconds
std::uint64_t milliseconds(const std::smatch& match, std::size_t first) {
  const auto number = [&](std::size_t i) {
    return std::strtoull(match[first + i].str().c_str(), nullptr, 10);
  };
  return (((number(0) * 24 + number(1)) * 60 + number(2)) * 60 + number(3)) * 1000 + number(4);
}

}  // namespace

std::vector<std::string> ShellDebugger::type(const std::string& command, const std::string& context) {
  const auto [said, is_new] = said_.try_emplace({context, command});
  if (is_new) said->second = terminal_.type(command);
  const Step step{std::exchange(why_, ""), command, said->second};
  const bool is_repeated = std::any_of(steps_.begin(), steps_.end(), [&](const Step& other) {
    return other.command == command && other.output == step.output;
  });
  if (!is_repeated) steps_.push_back(step);
  return lines_of(said->second);
}

std::vector<Step> ShellDebugger::take_steps() {
  std::vector<Step> taken;
  taken.swap(steps_);
  return taken;
}

Result<std::vector<std::string>> ShellDebugger::choose(At at) {
  std::string why = std::exchange(why_, "");
  std::string command = ".ecxr";
  if (at.thread) {
    why_ = "The debugger's numbers of the threads.";
    DUMPLAB_TRY(const auto lines, threads());
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const ThreadLine& thread) { return thread.id == *at.thread; });
    if (line == lines.end())
      return fail(ErrorKind::kMalformed, 0, fmt::format("~: no thread {:x}", *at.thread));
    command = fmt::format("~{}s", line->index);
  }
  if (context_ != command) said_.erase({"", command});  // the session has been elsewhere meanwhile
  why_ = !why.empty() ? std::move(why)
         : at.thread  ? "The registers and the stack of that thread from here on."
                      : "The registers as they were at the exception, not those of the moment of the dump.";
  context_ = command;
  return type(command);
}

Result<std::vector<ThreadLine>> ShellDebugger::threads() {
  static const std::regex shape("^[.#  ]*([0-9]+) +Id: [0-9a-f]+\\.([0-9a-f]+) .*Teb: ([0-9a-f]+).*$");
  const auto lines = type("~");
  std::vector<ThreadLine> threads;
  for (const Parts& match : matches(lines, shape))
    threads.push_back({static_cast<unsigned>(std::stoul(match[1])), hex32(match[2]), hex32(match[3])});
  if (threads.empty()) return unexpected("~", lines);
  return threads;
}

Result<ExceptionLine> ShellDebugger::exception() {
  static const std::regex address("^ExceptionAddress: ([0-9a-f]+).*$"),
      code(" *ExceptionCode: ([0-9a-f]+).*$"), parameter(" *Parameter\\[[0-9]+\\]: ([0-9a-f]+).*$");
  const auto lines = type(".exr -1");
  const auto where = matches(lines, address), what = matches(lines, code);
  if (where.empty() || what.empty()) return unexpected(".exr -1", lines);
  ExceptionLine exception{hex32(what[0][1]), hex32(where[0][1]), {}};
  for (const Parts& match : matches(lines, parameter)) exception.parameters.push_back(hex32(match[1]));
  return exception;
}

Result<Registers> ShellDebugger::registers(At at) {
  static const std::regex shape("([a-z]{2,3})=([0-9a-f]{4,8})");
  DUMPLAB_TRY(const auto lines, choose(at));
  Registers registers;
  // Before what the first command prints stand the registers that the dump was opened with: the last ones
  // count.
  for (const std::string& line : lines)
    for (auto i = std::sregex_iterator(line.begin(), line.end(), shape); i != std::sregex_iterator(); ++i)
      registers.insert_or_assign((*i)[1], hex32((*i)[2]));
  if (registers.count("eip") == 0) return unexpected(context_, lines);
  return registers;
}

Result<std::vector<FrameLine>> ShellDebugger::stack(At at, unsigned most) {
  static const std::regex shape(
      "^[0-9a-f]+ ([0-9a-f]{8}) ([0-9a-f]{8}) +([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8}) ?(.*)$");
  std::string why = std::exchange(why_, "");
  DUMPLAB_TRY(const auto registers, this->registers(at));
  why_ = std::move(why);
  const std::string command = most == 256 ? "kb" : fmt::format("kb {:x}", most);
  const auto lines = type(command, context_);
  std::vector<FrameLine> frames;
  std::uint32_t ip = registers.at("eip");
  for (const Parts& match : matches(lines, shape)) {
    std::string symbol = match[6];
    symbol.erase(std::min(symbol.find(" ["), symbol.size()));
    frames.push_back(
        {ip, hex32(match[1]), hex32(match[2]), {hex32(match[3]), hex32(match[4]), hex32(match[5])}, symbol});
    ip = frames.back().return_address;
  }
  if (frames.empty()) return unexpected(command, lines);
  return frames;
}

Result<std::vector<std::uint32_t>> ShellDebugger::dwords(std::uint32_t address, unsigned count) {
  const std::string command = fmt::format("dd {:08x} L{:x}", address, count);
  const auto lines = type(command);
  std::vector<std::uint32_t> values;
  static const std::regex shape("^([0-9a-f]{8})  ([0-9a-f? ]+)$"), value("[0-9a-f]{8}");
  for (const Parts& match : matches(lines, shape)) {
    const std::string row = match[2];
    if (row.find('?') != std::string::npos) break;
    for (auto i = std::sregex_iterator(row.begin(), row.end(), value); i != std::sregex_iterator(); ++i)
      values.push_back(hex32(i->str()));
  }
  if (values.size() != count) return unexpected(command, lines);
  return values;
}

namespace {

Result<std::string> quoted(const std::string& command, const std::vector<std::string>& lines) {
  static const std::regex shape("^[0-9a-f]{8}  \"(.*)\"$");
  std::string text;
  for (const Parts& match : matches(lines, shape)) text += match[1];
  if (lines.empty() || matches(lines, shape).empty()) return unexpected(command, lines);
  return text;
}

}  // namespace

Result<std::string> ShellDebugger::text(std::uint32_t address) {
  const std::string command = fmt::format("da {:08x}", address);
  return quoted(command, type(command));
}

Result<std::string> ShellDebugger::wide_text(std::uint32_t address) {
  const std::string command = fmt::format("du {:08x}", address);
  return quoted(command, type(command));
}

namespace {

Result<std::vector<Instruction>> instructions(const std::string& command,
                                              const std::vector<std::string>& lines) {
  static const std::regex shape("^([0-9a-f]{8}) ([0-9a-f]+) +([a-z].*)$");
  std::vector<Instruction> code;
  for (const Parts& match : matches(lines, shape))
    if (auto instruction = parse_instruction(hex32(match[1]), match[3]))
      code.push_back(*std::move(instruction));
  if (code.empty()) return unexpected(command, lines);
  return code;
}

}  // namespace

Result<std::vector<Instruction>> ShellDebugger::code(std::uint32_t address, unsigned count) {
  const std::string command = fmt::format("u {:08x} L{:x}", address, count);
  return instructions(command, type(command));
}

Result<std::vector<Instruction>> ShellDebugger::code_before(std::uint32_t address, unsigned count) {
  const std::string command = fmt::format("ub {:08x} L{:x}", address, count);
  return instructions(command, type(command));
}

Result<std::vector<ModuleLine>> ShellDebugger::modules() {
  static const std::regex shape("^([0-9a-f]{8}) ([0-9a-f]{8}) +([^ ]+) +\\([^)]*\\) *(.*)$");
  const auto lines = type("lm");
  std::vector<ModuleLine> modules;
  for (const Parts& match : matches(lines, shape))
    modules.push_back({hex32(match[1]), hex32(match[2]), match[3], trimmed(match[4])});
  if (modules.empty()) return unexpected("lm", lines);
  return modules;
}

Result<SymbolLine> ShellDebugger::function_at(std::uint32_t address) {
  static const std::regex shape("^\\(([0-9a-f]{8})\\) +([^!]+)!([^ +|]+).*$");
  const std::string command = fmt::format("ln {:08x}", address);
  const auto lines = type(command);
  const auto found = matches(lines, shape);
  if (found.empty()) return unexpected(command, lines);
  return SymbolLine{found[0][2], found[0][3], hex32(found[0][1])};
}

Result<std::uint32_t> ShellDebugger::address_of(const std::string& symbol) {
  static const std::regex shape("^Evaluate expression: -?[0-9]+ = ([0-9a-f]+)$");
  const std::string command = "? " + symbol;
  const auto lines = type(command);
  const auto found = matches(lines, shape);
  if (found.empty()) return unexpected(command, lines);
  return hex32(found[0][1]);
}

Result<RegionLine> ShellDebugger::region(std::uint32_t address) {
  static const std::regex shape("^ +([A-Z][A-Za-z ]+): +([^ ].*)$");
  const std::string command = fmt::format("!address {:08x}", address);
  const auto lines = type(command);
  std::map<std::string, std::string> facts;
  for (const Parts& match : matches(lines, shape)) facts[match[1]] = match[2];
  if (facts.count("Base Address") == 0) return unexpected(command, lines);
  const auto word = [&](const char* fact) {
    return facts[fact].substr(std::min(facts[fact].find_last_of(' ') + 1, facts[fact].size()));
  };
  static const std::regex protection("^[0-9a-f]{8} +(.*)$");
  std::smatch match;
  const std::string protect = std::regex_match(facts["Protect"], match, protection) ? match[1].str() : "";
  return RegionLine{hex32(facts["Base Address"]),
                    hex32(facts["Region Size"].substr(0, 8)),
                    word("State"),
                    protect,
                    word("Type"),
                    facts["Usage"].substr(0, facts["Usage"].find("  "))};
}

Result<std::vector<RegionLine>> ShellDebugger::regions() {
  static const std::regex shape(
      "^[+ ] +([0-9a-f]+) +([0-9a-f]+) +([0-9a-f]+) +(MEM_[A-Z]+ )? *(MEM_[A-Z]+)? +(PAGE_[A-Z_]+(?: \\| "
      "PAGE_[A-Z_]+)*)? *([A-Z<].*)$");
  const auto lines = type("!address");
  std::vector<RegionLine> regions;
  for (const Parts& match : matches(lines, shape)) {
    RegionLine region{hex32(match[1]),   std::strtoull(match[3].c_str(), nullptr, 16),    match[5], match[6],
                      trimmed(match[4]), trimmed(match[7].substr(0, match[7].find(" [")))};
    if (region.state.empty()) std::swap(region.state, region.type);
    region.is_start = match[0].front() == '+';
    regions.push_back(std::move(region));
  }
  if (regions.empty()) return unexpected("!address", lines);
  return regions;
}

Result<std::vector<std::uint32_t>> ShellDebugger::find_dword(std::uint32_t start, std::uint32_t size,
                                                             std::uint32_t value) {
  static const std::regex shape("^([0-9a-f]{8})  [0-9a-f]{8}.*$");
  std::vector<std::uint32_t> places;
  for (const Parts& match :
       matches(type(fmt::format("s -d {:08x} L?{:x} {:08x}", start, size / 4, value)), shape))
    places.push_back(hex32(match[1]));
  return places;
}

Result<std::vector<ThreadTimes>> ShellDebugger::times() {
  static const std::regex title("^ *(User|Kernel|Elapsed).*$"),
      shape("^ +[0-9]+:([0-9a-f]+) +([0-9]+) days ([0-9]+):([0-9]+):([0-9]+)\\.([0-9]+)$");
  const auto lines = type("!runaway 7");
  std::map<std::uint32_t, ThreadTimes> times;
  std::string kind;
  for (const std::string& line : lines) {
    std::smatch match;
    if (std::regex_match(line, match, title)) kind = match[1];
    if (!std::regex_match(line, match, shape)) continue;
    ThreadTimes& thread =
        times.try_emplace(hex32(match[1]), ThreadTimes{hex32(match[1]), 0, 0, 0}).first->second;
    (kind == "User"     ? thread.user
     : kind == "Kernel" ? thread.kernel
                        : thread.elapsed) = milliseconds(match, 2);
  }
  if (times.empty()) return unexpected("!runaway 7", lines);
  std::vector<ThreadTimes> result;
  for (const auto& [id, thread] : times) result.push_back(thread);
  return result;
}

Result<std::string> ShellDebugger::comment() {
  static const std::regex shape("^Comment: '(.*)'$");
  const auto lines = type("||");
  const auto found = matches(lines, shape);
  if (found.empty()) return unexpected("||", lines);
  return found[0][1];
}

}  // namespace dumplab::solution
