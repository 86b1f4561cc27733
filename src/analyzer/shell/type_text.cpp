// SPDX-License-Identifier: MIT
#include "shell/type_text.h"

#include <fmt/format.h>

#include <bit>

#include "shell/memory_text.h"

namespace dumplab::shell {
namespace {

constexpr const char* kMissing = "????";
constexpr std::size_t kMostElements = 4;  // of an array of numbers
constexpr unsigned kDeepest = 8;

/// Writes types of one target.
class TypeWriter {
 public:
  TypeWriter(const Target& target, document::Listing& out) : target_(target), types_(target), out_(out) {}

  void add(const symbols::TypeLayout& layout, std::optional<std::uint64_t> address, const TypeStyle& style,
           std::uint64_t offset, unsigned level) {
    for (const symbols::TypeBase& base : layout.bases) add_base(base, address, style, offset, level);
    for (const symbols::TypeField& field : layout.fields)
      if (level > 0 || is_wanted(field.name, style.fields)) add_field(field, address, style, offset, level);
    for (const symbols::EnumValue& value : layout.values)
      out_.add(fmt::format("   {} = 0n{}", value.name, value.value)).with("name", value.name);
  }

 private:
  static bool is_wanted(const std::string& name, const std::vector<std::string>& wanted) {
    if (wanted.empty()) return true;
    for (const std::string& prefix : wanted)
      if (name.starts_with(prefix)) return true;
    return false;
  }

  static std::string indent(unsigned level) { return std::string(3 + 3 * std::size_t{level}, ' '); }

  void add_base(const symbols::TypeBase& base, std::optional<std::uint64_t> address, const TypeStyle& style,
                std::uint64_t offset, unsigned level) {
    out_.add(
        fmt::format("{}+{:#05x} __BASE            : {}", indent(level), offset + base.offset, base.name));
    if (base.is_virtual || level >= kDeepest) return;
    const auto found = types_.find(base.name);
    if (found && style.depth > level)
      add(found->layout, address ? std::optional(*address + base.offset) : std::nullopt, style,
          offset + base.offset, level + 1);
  }

  void add_field(const symbols::TypeField& field, std::optional<std::uint64_t> address,
                 const TypeStyle& style, std::uint64_t offset, unsigned level) {
    if (out_.lines.size() >= kMostLines) return;  // a forged PDB's structures can hold each other many times
    const std::optional<std::uint64_t> at =
        address ? std::optional(target_.mask(*address + field.offset)) : std::nullopt;
    const std::string value = at ? value_text(field, *at) : type_text(field);
    document::Line& line = out_.add(
        fmt::format("{}+{:#05x} {:<16} : {}", indent(level), offset + field.offset, field.name, value));
    line.address("offset", offset + field.offset)
        .with("name", field.name)
        .with("type", field.type)
        .with("value", value);
    if (at) line.address("address", *at);
    const SpelledType type = parse_type(field.type);
    const bool is_structure = !type.count && !type.is_pointer && !find_basic_type(type.element);
    if (!is_structure || level + 1 > style.depth || level >= kDeepest) return;
    if (const auto inside = types_.find(type.element)) add(inside->layout, at, style, 0, level + 1);
  }

  std::string type_text(const symbols::TypeField& field) const {
    if (field.bits)
      return fmt::format("Pos {}, {} Bit{}", field.bits->first, field.bits->count,
                         field.bits->count == 1 ? "" : "s");
    return spelled(field.type);
  }

  /// "[64] Ptr32 _HEAP_SEGMENT", "Uint4B".
  std::string spelled(const std::string& text) const {
    const SpelledType type = parse_type(text);
    if (type.count) return fmt::format("[{}] {}", *type.count, spelled(type.element));
    if (type.is_pointer)
      return fmt::format("Ptr{} {}", target_.pointer_size() * 8,
                         type.pointee == "void" ? "Void" : spelled(type.pointee));
    if (const BasicType* basic = find_basic_type(type.element)) return std::string(basic->debugger);
    return type.element;
  }

  std::string value_text(const symbols::TypeField& field, std::uint64_t address) const {
    if (field.bits) return bits_text(field, address);
    const SpelledType type = parse_type(field.type);
    if (type.count) return array_text(type, address);
    return element_text(type, address);
  }

  std::string bits_text(const symbols::TypeField& field, std::uint64_t address) const {
    const auto whole = target_.read_number(address, field.size ? std::min(field.size, 8u) : 4);
    if (!whole) return kMissing;
    const std::uint64_t mask =
        field.bits->count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << field.bits->count) - 1;
    const std::uint64_t value = *whole >> (field.bits->first & 63) & mask;
    return fmt::format("0y{:0{}b}", value, field.bits->count);
  }

  std::string array_text(const SpelledType& type, std::uint64_t address) const {
    const BasicType* basic = find_basic_type(type.element);
    std::string text = fmt::format("[{}] ", *type.count);
    if (basic && basic->is_character) {
      const auto characters =
          text_at(target_, address, basic->size == 2, std::min<std::uint64_t>(*type.count, 64));
      return text + (characters ? " \"" + *characters + "\"" : kMissing);
    }
    const std::uint64_t size = types_.size_of(type.element);
    const SpelledType element = parse_type(type.element);
    if (!size || (!basic && !element.is_pointer)) return text + type.element;
    const std::uint64_t shown = std::min<std::uint64_t>(*type.count, kMostElements);
    for (std::uint64_t i = 0; i < shown; ++i)
      text += (i ? ", " : "") + element_text(element, target_.mask(address + i * size));
    return text + (shown < *type.count ? ", ..." : "");
  }

  std::string element_text(const SpelledType& type, std::uint64_t address) const {
    if (type.is_pointer) {
      const auto value = target_.read_pointer(address);
      if (!value) return kMissing;
      if (*value == 0) return "(null) ";
      const std::string symbol = target_.symbols().describe(*value);
      const std::string pointee = type.pointee == "void" ? "Void" : type.pointee;
      const BasicType* basic = find_basic_type(type.pointee);
      std::string text = fmt::format("{:#010x} {}", *value, pointee);
      if (basic && basic->is_character) {
        const auto characters = text_at(target_, *value, basic->size == 2, 64);
        text = fmt::format("{:#010x}  {}", *value, characters ? "\"" + *characters + "\"" : kMissing);
      } else if (symbol.find('!') != std::string::npos) {
        text += " (" + symbol + ")";
      }
      return text;
    }
    if (const BasicType* basic = find_basic_type(type.element)) return number_text(*basic, address);
    return structure_text(type.element, address);
  }

  std::string number_text(const BasicType& basic, std::uint64_t address) const {
    const auto value = target_.read_number(address, basic.size);
    if (!value) return kMissing;
    if (basic.is_float)
      return basic.size == 4
                 ? fmt::format("{:g}",
                               static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(*value))))
                 : fmt::format("{:g}", std::bit_cast<double>(*value));
    if (basic.is_character && basic.size == 1) {
      const auto c = static_cast<char>(*value);
      const std::string quoted = c >= ' ' && c <= '~' ? fmt::format("'{}'", c) : "''";
      return basic.is_signed ? fmt::format("{} {}", static_cast<int>(static_cast<signed char>(c)), quoted)
                             : fmt::format("{:#x} {}", *value, quoted);
    }
    if (!basic.is_signed) return fmt::format("{:#x}", *value);
    const unsigned shift = 64 - basic.size * 8;
    return fmt::format("0n{}", static_cast<std::int64_t>(*value << shift) >> shift);
  }

  /// A structure in one line: links of a list, text of a string, else its name.
  std::string structure_text(const std::string& name, std::uint64_t address) const {
    const unsigned pointer = target_.pointer_size();
    if (name == "_LIST_ENTRY" || name == "LIST_ENTRY") {
      const auto next = target_.read_pointer(address), back = target_.read_pointer(address + pointer);
      if (!next || !back) return fmt::format("{} [ {} ]", name, kMissing);
      return fmt::format("{} [ {:#x} - {:#x} ]", name, *next, *back);
    }
    if (name == "_UNICODE_STRING" || name == "UNICODE_STRING") {
      const auto length = target_.read_number(address, 2);
      const auto buffer = target_.read_pointer(address + pointer);
      if (!length || !buffer) return fmt::format("{} {}", name, kMissing);
      const auto text = text_at(target_, *buffer, true, *length / 2);
      return fmt::format("{} \"{}\"", name, *length == 0 ? "" : text.value_or("--- not in the dump ---"));
    }
    const auto found = types_.find(name);
    if (!found) return name;
    if (found->layout.values.empty()) return name;
    const auto value =
        target_.read_number(address, static_cast<unsigned>(std::min<std::uint64_t>(found->layout.size, 8)));
    if (!value) return kMissing;
    for (const symbols::EnumValue& e : found->layout.values)
      if (static_cast<std::uint64_t>(e.value) == *value) return fmt::format("{} ( {} )", *value, e.name);
    return fmt::format("{} (no matching name)", *value);
  }

  const Target& target_;
  TypeSource types_;
  document::Listing& out_;
};

}  // namespace

void add_type(const Target& target, const symbols::TypeLayout& layout, std::optional<std::uint64_t> address,
              const TypeStyle& style, document::Listing& out) {
  TypeWriter(target, out).add(layout, address, style, 0, 0);
}

}  // namespace dumplab::shell
