// SPDX-License-Identifier: MIT
#include "shell/type_source.h"

#include <fmt/format.h>

#include <charconv>

#include "nt/type_table.h"
#include "shell/arguments.h"
#include "shell/wildcard.h"
#include "symbols/pdb.h"

namespace dumplab::shell {
namespace {

constexpr BasicType kBasicTypes[] = {
    {"unsigned char", "UChar", 1, false, true, false},
    {"char", "Char", 1, true, true, false},
    {"signed char", "Char", 1, true, true, false},
    {"bool", "Bool", 1, false, false, false},
    {"wchar_t", "Wchar", 2, false, true, false},
    {"char16_t", "Wchar", 2, false, true, false},
    {"char32_t", "Uint4B", 4, false, false, false},
    {"unsigned short", "Uint2B", 2, false, false, false},
    {"short", "Int2B", 2, true, false, false},
    {"unsigned long", "Uint4B", 4, false, false, false},
    {"unsigned int", "Uint4B", 4, false, false, false},
    {"unsigned", "Uint4B", 4, false, false, false},
    {"long", "Int4B", 4, true, false, false},
    {"int", "Int4B", 4, true, false, false},
    {"HRESULT", "HRESULT", 4, false, false, false},
    {"unsigned __int64", "Uint8B", 8, false, false, false},
    {"unsigned long long", "Uint8B", 8, false, false, false},
    {"__int64", "Int8B", 8, true, false, false},
    {"long long", "Int8B", 8, true, false, false},
    {"float", "Float", 4, true, false, true},
    {"double", "Float", 8, true, false, true},
};

std::string_view without_words(std::string_view name) {
  for (const std::string_view word : {"struct ", "class ", "union ", "enum ", "const ", "volatile "})
    while (name.starts_with(word)) name.remove_prefix(word.size());
  return name;
}

symbols::TypeLayout layout_of(const nt::Type& type) {
  symbols::TypeLayout layout;
  layout.name = type.name;
  layout.size = type.size;
  for (const nt::TypeField& field : type.fields) {
    symbols::TypeField& f = layout.fields.emplace_back();
    f.name = field.name;
    f.offset = field.offset;
    f.type = field.type;
  }
  return layout;
}

const nt::Type* find_built_in(std::string_view name) {
  for (const nt::Type& type : nt::types())
    if (type.name == name || type.name.substr(1) == name) return &type;
  return nullptr;
}

}  // namespace

const BasicType* find_basic_type(std::string_view name) {
  name = without_words(name);
  for (const BasicType& type : kBasicTypes)
    if (type.name == name) return &type;
  return nullptr;
}

SpelledType parse_type(const std::string& spelled) {
  SpelledType type;
  type.element = without_words(spelled);
  // The first pair of brackets counts the outermost array: "int[2][3]" is two of int[3].
  const std::size_t open = type.element.find('[');
  const bool is_declarator = type.element.find('(') != std::string::npos;
  if (open != std::string::npos && !is_declarator) {
    const std::size_t close = type.element.find(']', open);
    std::uint64_t count = 0;
    std::from_chars(type.element.data() + open + 1, type.element.data() + type.element.size(), count);
    type.count = count;
    type.element =
        type.element.substr(0, open) + (close == std::string::npos ? "" : type.element.substr(close + 1));
  }
  std::string_view text = type.element;
  for (const std::string_view word : {" const", " volatile"})
    if (text.ends_with(word)) text.remove_suffix(word.size());
  if (is_declarator) {
    type.is_pointer = text.find("(*") != std::string_view::npos;
    type.pointee = "void";
  } else if (text.ends_with('*') || text.ends_with('&')) {
    type.is_pointer = true;
    text.remove_suffix(1);
    type.pointee = without_words(text);
  }
  return type;
}

Result<TypeSource::Found> TypeSource::find(std::string_view whole) const {
  std::string_view module_name, name = without_words(whole);
  if (const std::size_t mark = name.find('!'); mark != std::string_view::npos) {
    module_name = name.substr(0, mark);
    name = name.substr(mark + 1);
  }
  const structures::ModuleImage* only =
      module_name.empty() ? nullptr : target_.symbols().find_module(module_name);
  const bool is_built_in_module =
      equal_without_case(module_name, "nt") || equal_without_case(module_name, "ntdll");
  if (!module_name.empty() && !only && !is_built_in_module)
    return refuse(fmt::format("There is no module {}", module_name));
  for (const structures::ModuleImage& module : target_.modules().all()) {
    if (only && &module != only) continue;
    const auto* pdb = dynamic_cast<const symbols::Pdb*>(module.symbols.get());
    if (!pdb) continue;
    for (const std::string& tried : {std::string(name), "_" + std::string(name)})
      if (auto layout = pdb->find_type(tried))
        return Found{target_.symbols().module_name(module), std::move(*layout)};
  }
  if ((module_name.empty() || is_built_in_module) && !target_.is_64_bit())
    if (const nt::Type* type = find_built_in(name)) return Found{"nt", layout_of(*type)};
  return refuse(fmt::format("Symbol {} not found: no PDB in use describes it{}", whole,
                            target_.is_64_bit() ? "" : ", and it is not built in"));
}

std::vector<std::string> TypeSource::match(std::string_view pattern) const {
  std::vector<std::string> names;
  for (const nt::Type& type : nt::types())
    if (matches(pattern, type.name)) names.emplace_back(type.name);
  return names;
}

std::uint64_t TypeSource::size_of(const std::string& spelled) const {
  const SpelledType type = parse_type(spelled);
  if (type.count) {
    const std::uint64_t element = size_of(type.element);
    return element == 0 || *type.count > (1u << 30) / element ? 0 : element * *type.count;
  }
  if (type.is_pointer) return target_.pointer_size();
  if (const BasicType* basic = find_basic_type(type.element)) return basic->size;
  const auto found = find(type.element);
  return found ? found->layout.size : 0;
}

}  // namespace dumplab::shell
