// SPDX-License-Identifier: MIT
#include "symbols/sym_rows.h"

#include "symbols/sym_fields.h"

namespace dumplab::symbols {

std::optional<SymModule> read_sym_module(std::string_view line) {
  SymFields fields(line);
  if (!fields.take("MODULE")) return std::nullopt;
  SymModule module;
  module.os = fields.word();
  module.cpu = fields.word();
  module.debug_id = fields.word();
  module.name = fields.rest();
  if (module.debug_id.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return std::nullopt;
  if (module.name.empty()) return std::nullopt;
  return module;
}

std::optional<SymLine> read_sym_line(std::string_view line) {
  SymFields fields(line);
  const auto rva = fields.hex(), size = fields.hex(), number = fields.decimal(), file = fields.decimal();
  if (!rva || !size || !number || !file) return std::nullopt;
  return SymLine{*rva, *size, *number, *file};
}

std::optional<SymInline> read_sym_inline(std::string_view line) {
  SymFields fields(line);
  fields.take("INLINE");
  const auto depth = fields.decimal(), call_line = fields.decimal(), call_file = fields.decimal(),
             origin = fields.decimal();
  if (!depth || !call_line || !call_file || !origin) return std::nullopt;
  SymInline row{*depth, *call_line, *call_file, *origin, {}};
  while (!fields.rest().empty()) {
    const auto rva = fields.hex(), size = fields.hex();
    if (!rva || !size) return std::nullopt;
    row.ranges.emplace_back(*rva, *size);
  }
  if (row.ranges.empty()) return std::nullopt;
  return row;
}

std::optional<SymName> read_sym_name(std::string_view line) {
  SymFields fields(line);
  fields.word();
  const auto number = fields.decimal();
  if (!number || fields.rest().empty()) return std::nullopt;
  return SymName{*number, std::string(fields.rest())};
}

std::optional<Function> read_sym_function(std::string_view line) {
  SymFields fields(line);
  fields.take("FUNC");
  fields.take("m");
  const auto rva = fields.hex(), size = fields.hex(), parameters = fields.hex();
  if (!rva || !size || !parameters || fields.rest().empty()) return std::nullopt;
  return Function{std::string(fields.rest()), *rva, *size};
}

std::optional<Function> read_sym_public(std::string_view line) {
  SymFields fields(line);
  fields.take("PUBLIC");
  fields.take("m");
  const auto rva = fields.hex(), parameters = fields.hex();
  if (!rva || !parameters || fields.rest().empty()) return std::nullopt;
  return Function{std::string(fields.rest()), *rva, 0};
}

std::optional<FrameData> read_sym_frame(std::string_view line) {
  SymFields fields(line);
  fields.take("STACK");
  fields.take("WIN");
  fields.hex();  // type
  const auto rva = fields.hex(), size = fields.hex(), prolog = fields.hex(), epilog = fields.hex(),
             parameters = fields.hex(), saved = fields.hex(), locals = fields.hex(), stack_max = fields.hex(),
             has_program = fields.hex();
  if (!rva || !size || !prolog || !epilog || !parameters || !saved || !locals || !stack_max || !has_program)
    return std::nullopt;
  if (*prolog > UINT16_MAX || *saved > UINT16_MAX) return std::nullopt;
  FrameData row{*rva,
                *size,
                *locals,
                *parameters,
                *stack_max,
                static_cast<std::uint16_t>(*prolog),
                static_cast<std::uint16_t>(*saved),
                0,
                {},
                false};
  if (*has_program) {
    row.program = fields.rest();
    if (row.program.empty()) return std::nullopt;
  } else {
    const auto allocates = fields.hex();
    if (!allocates) return std::nullopt;
    row.allocates_base_pointer = *allocates != 0;
  }
  return row;
}

std::optional<SymRules> read_sym_rules(std::string_view line) {
  SymFields fields(line);
  fields.take("STACK");
  fields.take("CFI");
  SymRules row;
  row.is_init = fields.take("INIT");
  const auto rva = fields.hex();
  const auto size = row.is_init ? fields.hex() : std::uint32_t{0};
  if (!rva || !size) return std::nullopt;
  row.rva = *rva;
  row.size = *size;
  while (!fields.rest().empty()) {
    const std::string_view word = fields.word();
    if (word.size() > 1 && word.ends_with(':')) {
      row.rules.emplace_back(word.substr(0, word.size() - 1), "");
      continue;
    }
    if (row.rules.empty()) return std::nullopt;
    std::string& expression = row.rules.back().second;
    if (!expression.empty()) expression += ' ';
    expression += word;
  }
  for (const auto& [name, expression] : row.rules)
    if (expression.empty()) return std::nullopt;
  return row;
}

}  // namespace dumplab::symbols
