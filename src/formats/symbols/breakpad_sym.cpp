// SPDX-License-Identifier: MIT
#include "symbols/breakpad_sym.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>

#include "image/map_file.h"

namespace dumplab::symbols {
namespace {

using Out = std::back_insert_iterator<std::string>;

/// The format is made of lines, and names come from a file.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ') c = '?';
  return text;
}

/// Parameter bytes as the name says: 8 of `_f@8` or `@f@8`.
std::optional<std::uint32_t> decorated_parameters(std::string_view name) {
  if (name.empty() || name.front() == '?') return std::nullopt;
  const std::size_t at = name.rfind('@');
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  std::uint32_t bytes = 0;
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + at + 1, end, bytes);
  if (error != std::errc() || stop != end) return std::nullopt;
  return bytes;
}

/// Parameter bytes by RVA of the function: of the public's name, else of the frame data.
std::map<std::uint32_t, std::uint32_t> parameter_sizes(const Pdb& pdb) {
  std::map<std::uint32_t, std::uint32_t> sizes;
  for (const PublicSymbol& symbol : pdb.publics())
    if (const auto bytes = decorated_parameters(symbol.decorated_name); bytes && symbol.is_function)
      sizes.emplace(symbol.rva, *bytes);
  for (const FrameData& row : pdb.frame_data()) sizes.emplace(row.rva, row.params_size);
  return sizes;
}

std::uint32_t parameters_at(const std::map<std::uint32_t, std::uint32_t>& sizes, std::uint32_t rva) {
  const auto found = sizes.find(rva);
  return found == sizes.end() ? 0 : found->second;
}

/// One function per address, none over the next.
std::vector<Function> separate(const std::vector<Function>& functions) {
  std::vector<Function> result;
  for (const Function& function : functions) {
    if (function.size == 0 || (!result.empty() && result.back().rva == function.rva)) continue;
    if (!result.empty()) result.back().size = std::min(result.back().size, function.rva - result.back().rva);
    result.push_back(function);
  }
  return result;
}

void append_lines(Out out, const std::vector<LineRange>& lines, const Function& function) {
  const std::uint64_t end = std::uint64_t{function.rva} + function.size;
  auto line = std::lower_bound(lines.begin(), lines.end(), function.rva,
                               [](const LineRange& l, std::uint32_t rva) { return l.rva < rva; });
  for (; line != lines.end() && line->rva < end; ++line) {
    const auto next = std::next(line);
    std::uint64_t stop = std::min(end, std::uint64_t{line->rva} + line->size);
    if (next != lines.end()) stop = std::min<std::uint64_t>(stop, next->rva);
    if (stop > line->rva)
      fmt::format_to(out, "{:x} {:x} {} {}\n", line->rva, stop - line->rva, line->line, line->file);
  }
}

void append_publics(Out out, const Pdb& pdb, const std::vector<Function>& functions,
                    const std::map<std::uint32_t, std::uint32_t>& parameters) {
  const auto by_rva = [](const Function& f, std::uint32_t rva) { return f.rva < rva; };
  std::map<std::uint32_t, std::string> names;
  const auto add = [&](std::uint32_t rva, std::string name) {
    const auto at = std::lower_bound(functions.begin(), functions.end(), rva, by_rva);
    if (at != functions.end() && at->rva == rva) return;
    const auto [known, is_new] = names.emplace(rva, name);
    if (!is_new && known->second.starts_with("Zw")) known->second = std::move(name);
  };
  for (const PublicSymbol& symbol : pdb.publics())
    if (symbol.is_function && !symbol.decorated_name.starts_with('$'))
      add(symbol.rva, image::undecorate_c_name(symbol.decorated_name));
  for (const Function& function : pdb.functions())
    if (function.size == 0) add(function.rva, function.name);
  for (const auto& [rva, name] : names)
    fmt::format_to(out, "PUBLIC {:x} {:x} {}\n", rva, parameters_at(parameters, rva), one_line(name));
}

}  // namespace

std::string to_breakpad_sym(const Pdb& pdb, const std::string& pdb_name) {
  std::string text;
  const Out out(text);
  fmt::format_to(out, "MODULE windows x86 {} {}\n", debug_id(pdb.identity()), one_line(pdb_name));
  for (std::size_t i = 0; i < pdb.files().size(); ++i)
    fmt::format_to(out, "FILE {} {}\n", i, one_line(pdb.files()[i]));
  const auto parameters = parameter_sizes(pdb);
  const auto functions = separate(pdb.functions());
  for (const Function& function : functions) {
    fmt::format_to(out, "FUNC {:x} {:x} {:x} {}\n", function.rva, function.size,
                   parameters_at(parameters, function.rva), one_line(function.name));
    append_lines(out, pdb.lines(), function);
  }
  append_publics(out, pdb, functions, parameters);
  // STACK WIN type rva size prolog epilog parameters saved_registers locals max_stack has_program program
  constexpr int kFrameDataType = 4;
  for (const FrameData& row : pdb.frame_data())
    fmt::format_to(out, "STACK WIN {} {:x} {:x} {:x} 0 {:x} {:x} {:x} {:x} 1 {}\n", kFrameDataType, row.rva,
                   row.code_size, row.prolog_size, row.params_size, row.saved_registers_size, row.locals_size,
                   row.stack_max, one_line(row.program));
  return text;
}

}  // namespace dumplab::symbols
