// SPDX-License-Identifier: MIT
#include "symbols/type_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "symbols/type_layout_members.h"
#include "symbols/type_layout_size.h"

namespace dumplab::symbols {
namespace {

constexpr std::uint16_t kFieldList = 0x1203;
/// LF_FIELDLISTs that continue one another: 64 KiB each.
constexpr std::size_t kMostLists = 64;
/// Text of one layout: names of types may be long and repeat with each field.
constexpr std::size_t kMostText = 16 << 20;

/// Reads the field lists of one type.
class LayoutReader {
 public:
  LayoutReader(const TypeRecords& types, TypeLayout& layout) : types_(types), layout_(layout) {}

  Result<void> read(std::uint32_t first) {
    lists_.push_back(first);
    for (std::size_t i = 0; i < lists_.size(); ++i) DUMPLAB_TRY_VOID(read_list(lists_[i]));
    return {};
  }

 private:
  Result<void> read_list(std::uint32_t index) {
    DUMPLAB_TRY(const Record list, types_.record(index));
    if (list.kind != kFieldList)
      return fail(ErrorKind::kMalformed, list.body.origin(),
                  fmt::format("type {:#x} is no field list", index));
    for (std::uint64_t at = 0; at < list.body.size();) {
      DUMPLAB_TRY(const TypeMember member, read_type_member(list.body, at));
      DUMPLAB_TRY_VOID(take(member));
      if (text_ > kMostText)
        return fail(ErrorKind::kUnsupported, member.where, "a type with more text than can be shown");
    }
    return {};
  }

  Result<void> take(const TypeMember& member) {
    switch (member.kind) {
      case kDataMember:
        return add_field(member, member.name);
      case kVirtualTable:
        return add_field(member, "__VFN_table");
      case kBaseClass:
      case kBaseInterface:
      case kVirtualBase:
        return add_base(member);
      case kEnumerator:
        layout_.values.push_back({std::string(member.name), static_cast<std::int64_t>(member.number)});
        text_ += member.name.size();
        return {};
      case kContinuation:
        if (lists_.size() >= kMostLists || std::ranges::find(lists_, member.type) != lists_.end())
          return fail(ErrorKind::kMalformed, member.where, "a field list that does not end");
        lists_.push_back(member.type);
        return {};
      default:
        return {};
    }
  }

  Result<void> add_field(const TypeMember& member, std::string_view name) {
    DUMPLAB_TRY(const auto bits, located(bit_field(types_, member.type), member));
    TypeField field;
    field.name = name;
    field.offset = static_cast<std::uint32_t>(member.number);
    DUMPLAB_TRY(field.type, located(spelled(types_, member.type), member));
    DUMPLAB_TRY(const std::uint64_t size, located(type_size(types_, member.type), member));
    field.size = static_cast<std::uint32_t>(size);
    if (bits) field.bits = bits->bits;
    text_ += field.name.size() + field.type.size();
    layout_.fields.push_back(std::move(field));
    return {};
  }

  Result<void> add_base(const TypeMember& member) {
    TypeBase base;
    DUMPLAB_TRY(base.name, located(spelled(types_, member.type), member));
    base.offset = static_cast<std::uint32_t>(member.number);
    base.is_virtual = member.kind == kVirtualBase;
    text_ += base.name.size();
    layout_.bases.push_back(std::move(base));
    return {};
  }

  /// Errors about an index, which have no place of their own, are about the field that has it.
  template <typename T>
  static Result<T> located(Result<T> result, const TypeMember& member) {
    if (!result && result.error().where == 0) result.error().where = member.where;
    return result;
  }

  const TypeRecords& types_;
  TypeLayout& layout_;
  std::vector<std::uint32_t> lists_;
  std::size_t text_ = 0;
};

}  // namespace

Result<TypeLayout> find_type_layout(const TypeRecords& types, std::string_view name) {
  const auto index = types.find_definition(name);
  if (!index) return fail(ErrorKind::kMalformed, 0, fmt::format("no type {}", name));
  DUMPLAB_TRY(const auto type, types.named_type(*index));
  TypeLayout layout;
  layout.name = name;
  DUMPLAB_TRY(layout.size, type_size(types, *index));
  if (type->fields == 0) return layout;
  DUMPLAB_TRY_VOID(LayoutReader(types, layout).read(type->fields));
  return layout;
}

}  // namespace dumplab::symbols
