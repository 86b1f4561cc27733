// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "symbols/symbol_table.h"

/// The lines of a Breakpad .sym file as values. Empty results: a broken line.
/// Source: Breakpad, "symbol_files.md".
namespace dumplab::symbols {

/// MODULE operatingsystem architecture id name
struct SymModule {
  std::string os, cpu, debug_id, name;
};
/// address size line filenum
struct SymLine {
  std::uint32_t rva = 0, size = 0, line = 0, file = 0;
};
/// INLINE depth call_line call_file origin [address size]+
struct SymInline {
  std::uint32_t depth = 0, call_line = 0, call_file = 0, origin = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;  ///< RVA and size
};
/// FILE number name, INLINE_ORIGIN number name
struct SymName {
  std::uint32_t number = 0;
  std::string name;
};
/// STACK CFI [INIT] address [size] rules
struct SymRules {
  bool is_init = false;
  std::uint32_t rva = 0, size = 0;
  std::vector<std::pair<std::string, std::string>> rules;  ///< register and expression
};

std::optional<SymModule> read_sym_module(std::string_view line);
std::optional<SymLine> read_sym_line(std::string_view line);
std::optional<SymInline> read_sym_inline(std::string_view line);
std::optional<SymName> read_sym_name(std::string_view line);
/// FUNC [m] address size parameter_size name
std::optional<Function> read_sym_function(std::string_view line);
/// PUBLIC [m] address parameter_size name
std::optional<Function> read_sym_public(std::string_view line);
/// STACK WIN type address size prolog epilog parameters saved_registers locals max_stack has_program
/// program_or_allocates_base_pointer
std::optional<FrameData> read_sym_frame(std::string_view line);
std::optional<SymRules> read_sym_rules(std::string_view line);

}  // namespace dumplab::symbols
