// SPDX-License-Identifier: MIT
#include "symbols/type_layout_size.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"

namespace dumplab::symbols {
namespace {

struct SimpleRow {
  std::uint8_t code;
  SimpleType type;
};
constexpr SimpleRow kSimpleTypes[] = {
    {0x00, {"<no type>", 0}},
    {0x03, {"void", 0}},
    {0x08, {"HRESULT", 4}},
    {0x10, {"signed char", 1}},
    {0x11, {"short", 2}},
    {0x12, {"long", 4}},
    {0x13, {"__int64", 8}},
    {0x14, {"__int128", 16}},
    {0x20, {"unsigned char", 1}},
    {0x21, {"unsigned short", 2}},
    {0x22, {"unsigned long", 4}},
    {0x23, {"unsigned __int64", 8}},
    {0x24, {"unsigned __int128", 16}},
    {0x30, {"bool", 1}},
    {0x40, {"float", 4}},
    {0x41, {"double", 8}},
    {0x42, {"long double", 10}},
    {0x68, {"__int8", 1}},
    {0x69, {"unsigned __int8", 1}},
    {0x70, {"char", 1}},
    {0x71, {"wchar_t", 2}},
    {0x72, {"__int16", 2}},
    {0x73, {"unsigned __int16", 2}},
    {0x74, {"int", 4}},
    {0x75, {"unsigned", 4}},
    {0x76, {"__int64", 8}},
    {0x77, {"unsigned __int64", 8}},
    {0x7a, {"char16_t", 2}},
    {0x7b, {"char32_t", 4}},
    {0x7c, {"char8_t", 1}},
};

/// Bytes of a pointer by the mode of a simple type (CV_MODE): none, near, far, huge, 32, 16:32, 64, 128.
constexpr std::uint64_t kPointerSizes[] = {0, 2, 4, 4, 4, 6, 8, 16};
constexpr std::uint32_t kNullptr = 0x103;

/// Bytes of a pointer: stated, or by its kind (CV_ptrtype_e) where that is left out.
std::uint64_t pointer_size(std::uint32_t attributes) {
  constexpr std::uint32_t kFar32 = 0x0b, kNear64 = 0x0c;
  if (const std::uint32_t stated = attributes >> 13 & 0x3f; stated != 0) return stated;
  const std::uint32_t kind = attributes & 0x1f;
  return kind == kNear64 ? 8 : kind == kFar32 ? 6 : 4;
}

}  // namespace

Result<SimpleType> simple_type(std::uint32_t index) {
  if (index == kNullptr) return SimpleType{"std::nullptr_t", 4};
  const auto row = std::ranges::find(kSimpleTypes, index & 0xff, &SimpleRow::code);
  const std::uint32_t mode = index >> 8;
  if (row == std::end(kSimpleTypes) || mode >= std::size(kPointerSizes))
    return fail(ErrorKind::kUnsupported, 0, fmt::format("the simple type {:#x}", index));
  if (mode == 0) return row->type;
  return SimpleType{row->type.name, kPointerSizes[mode], true};
}

Result<std::uint64_t> type_size(const TypeRecords& types, std::uint32_t index) {
  for (int depth = 0; depth <= kDeepestType; ++depth) {
    if (index < types.first()) {
      DUMPLAB_TRY(const SimpleType simple, simple_type(index));
      return simple.size;
    }
    DUMPLAB_TRY(const auto named, types.named_type(index));
    if (named && !named->is_enumeration) {
      if (!named->is_forward_reference) return named->size;
      const auto definition = types.find_definition(*named);
      if (!definition) return 0;
      index = *definition;
      continue;
    }
    if (named) {
      index = named->underlying;
      continue;
    }
    DUMPLAB_TRY(const Record record, types.record(index));
    switch (record.kind) {
      case kPointer: {
        DUMPLAB_TRY(const auto* pointer, record.body.at<PointerRecord>(0));
        return pointer_size(pointer->attributes.value());
      }
      case kArray: {
        DUMPLAB_TRY(const TypeNumber size, read_type_number(record.body, sizeof(ArrayRecord)));
        return size.value;
      }
      case kModifier:
      case kBitField: {
        DUMPLAB_TRY(const auto* of, record.body.at<le32>(0));
        index = of->value();
        break;
      }
      default:
        return 0;
    }
  }
  return fail(ErrorKind::kMalformed, 0, fmt::format("type {:#x} is nested too deeply", index));
}

}  // namespace dumplab::symbols
