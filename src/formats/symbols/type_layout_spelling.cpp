// SPDX-License-Identifier: MIT
#include "symbols/type_layout_spelling.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "symbols/type_layout_size.h"

namespace dumplab::symbols {
namespace {

/// A type in two halves; the name of a variable would stand between them.
struct Spelling {
  std::string before, after;
  bool is_declarator = false;  ///< an array or function: a pointer to it needs parentheses
};

std::string qualifiers(const std::vector<std::pair<bool, const char*>>& words) {
  std::string text;
  for (const auto& [is_set, word] : words)
    if (is_set) text += std::string(word) + " ";
  return text;
}

Result<Spelling> spell(const TypeRecords& types, std::uint32_t index, int depth);

Result<Spelling> spell_pointer(const TypeRecords& types, const Record& record, int depth) {
  DUMPLAB_TRY(const auto* pointer, record.body.at<PointerRecord>(0));
  DUMPLAB_TRY(Spelling to, spell(types, pointer->referent.value(), depth));
  const std::uint32_t attributes = pointer->attributes.value();
  constexpr const char* kSigns[] = {"*", "&", "::*", "::*", "&&"};
  constexpr std::uint32_t kMemberModes[] = {2, 3};  // of data, of functions
  const std::uint32_t mode = attributes >> 5 & 7;
  std::string sign = mode < std::size(kSigns) ? kSigns[mode] : "*";
  if (std::ranges::find(kMemberModes, mode) != std::end(kMemberModes)) {
    DUMPLAB_TRY(const auto* owner, record.body.at<le32>(sizeof *pointer));
    DUMPLAB_TRY(const Spelling of, spell(types, owner->value(), depth));
    sign = (to.is_declarator ? "" : " ") + of.before + sign;
  }
  if (to.is_declarator) {
    to.before += to.after.starts_with('[') ? " (" : "(";
    to.after = ")" + to.after;
  }
  to.before += sign;
  std::string behind =
      qualifiers({{(attributes & 1 << 10) != 0, "const"}, {(attributes & 1 << 9) != 0, "volatile"}});
  if (!behind.empty()) {
    behind.pop_back();
    to.before += " " + behind;
  }
  to.is_declarator = false;
  return to;
}

Result<Spelling> spell_array(const TypeRecords& types, const Record& record, int depth) {
  DUMPLAB_TRY(const auto* array, record.body.at<ArrayRecord>(0));
  DUMPLAB_TRY(const TypeNumber size, read_type_number(record.body, sizeof *array));
  DUMPLAB_TRY(const std::uint64_t each, type_size(types, array->element.value()));
  DUMPLAB_TRY(Spelling element, spell(types, array->element.value(), depth));
  element.after = (each == 0 ? std::string("[]") : fmt::format("[{}]", size.value / each)) + element.after;
  element.is_declarator = true;
  return element;
}

Result<Spelling> spell(const TypeRecords& types, std::uint32_t index, int depth) {
  if (depth > kDeepestType)
    return fail(ErrorKind::kMalformed, 0, fmt::format("type {:#x} is nested too deeply", index));
  if (index < types.first()) {
    DUMPLAB_TRY(const SimpleType simple, simple_type(index));
    return Spelling{simple.is_pointer ? std::string(simple.name) + "*" : std::string(simple.name), "", false};
  }
  DUMPLAB_TRY(const auto named, types.named_type(index));
  if (named) return Spelling{std::string(named->name), "", false};
  DUMPLAB_TRY(const Record record, types.record(index));
  switch (record.kind) {
    case kPointer:
      return spell_pointer(types, record, depth + 1);
    case kModifier: {
      DUMPLAB_TRY(const auto* modifier, record.body.at<ModifierRecord>(0));
      DUMPLAB_TRY(Spelling of, spell(types, modifier->type.value(), depth + 1));
      const std::uint16_t flags = modifier->flags.value();
      of.before = qualifiers({{(flags & 1) != 0, "const"},
                              {(flags & 2) != 0, "volatile"},
                              {(flags & 4) != 0, "__unaligned"}}) +
                  of.before;
      return of;
    }
    case kArray:
      return spell_array(types, record, depth + 1);
    case kBitField: {
      DUMPLAB_TRY(const auto* field, record.body.at<BitFieldRecord>(0));
      return spell(types, field->type.value(), depth + 1);
    }
    case kProcedure:
    case kMemberFunction: {
      DUMPLAB_TRY(const auto* result, record.body.at<le32>(0));
      DUMPLAB_TRY(Spelling of, spell(types, result->value(), depth + 1));
      of.before += " ";
      of.after = "()" + of.after;
      of.is_declarator = true;
      return of;
    }
    case kVirtualTableShape:
      return Spelling{"void*", "", false};
    default:
      return fail(ErrorKind::kUnsupported, record.body.origin(),
                  fmt::format("a type of kind {:#x}", record.kind));
  }
}

}  // namespace

Result<std::optional<BitField>> bit_field(const TypeRecords& types, std::uint32_t index) {
  if (index < types.first()) return std::nullopt;
  DUMPLAB_TRY(const Record record, types.record(index));
  if (record.kind != kBitField) return std::nullopt;
  DUMPLAB_TRY(const auto* field, record.body.at<BitFieldRecord>(0));
  return BitField{field->type.value(), {field->position, field->length}};
}

Result<std::string> spelled(const TypeRecords& types, std::uint32_t index) {
  DUMPLAB_TRY(Spelling spelling, spell(types, index, 0));
  return std::move(spelling.before) + spelling.after;
}

}  // namespace dumplab::symbols
