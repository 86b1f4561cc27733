// SPDX-License-Identifier: MIT
#include "symbols/type_layout_members.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"

namespace dumplab::symbols {
namespace {

constexpr std::uint16_t kOneMethod = 0x1511;
constexpr std::uint64_t kTypeAt = 4;  // behind the leaf and its attributes
constexpr std::uint64_t kAttributesAt = 2;

/// Bytes in front of the numbers, the leaf included; then the numbers, then the name.
struct Shape {
  std::uint16_t kind;
  std::uint64_t fixed;
  int numbers;
  bool has_type, has_name;
};
constexpr Shape kShapes[] = {
    {kBaseClass, 8, 1, true, false},
    {kBaseInterface, 8, 1, true, false},
    {kVirtualBase, 12, 2, true, false},
    {kIndirectVirtualBase, 12, 2, true, false},
    {kContinuation, 8, 0, true, false},
    {kVirtualTable, 8, 0, true, false},
    {0x140a /* LF_FRIENDCLS */, 8, 0, true, false},
    {0x140c /* LF_VFUNCOFF */, 12, 0, true, false},
    {kEnumerator, 4, 1, false, true},
    {0x150c /* LF_FRIENDFCN */, 8, 0, true, true},
    {kDataMember, 8, 1, true, true},
    {0x150e /* LF_STMEMBER */, 8, 0, true, true},
    {0x150f /* LF_METHOD */, 8, 0, true, true},
    {0x1510 /* LF_NESTTYPE */, 8, 0, true, true},
    {kOneMethod, 8, 0, true, true},
    {0x1512 /* LF_NESTTYPEEX */, 8, 0, true, true},
};

/// CV_fldattr_t.mprop: a method that is new in the virtual table has its place there behind the type.
bool introduces_virtual(std::uint16_t attributes) {
  constexpr unsigned kIntroducing = 4, kPureIntroducing = 6;
  const unsigned property = attributes >> 2 & 7;
  return property == kIntroducing || property == kPureIntroducing;
}

/// LF_PAD0 to LF_PAD15: the low four bits count the bytes to the next leaf, this one included.
constexpr std::uint8_t kPadding = 0xf0;

}  // namespace

Result<TypeMember> read_type_member(ByteView list, std::uint64_t& at) {
  DUMPLAB_TRY(const auto* leaf, list.at<le16>(at));
  TypeMember member;
  member.kind = leaf->value();
  member.where = list.origin() + at;
  const auto shape = std::ranges::find(kShapes, member.kind, &Shape::kind);
  if (shape == std::end(kShapes))
    return fail(ErrorKind::kUnsupported, member.where, fmt::format("a field of kind {:#x}", member.kind));
  if (shape->has_type) {
    DUMPLAB_TRY(const auto* type, list.at<le32>(at + kTypeAt));
    member.type = type->value();
  }
  std::uint64_t next = at + shape->fixed;
  if (member.kind == kOneMethod) {
    DUMPLAB_TRY(const auto* attributes, list.at<le16>(at + kAttributesAt));
    if (introduces_virtual(attributes->value())) next += sizeof(le32);
  }
  for (int i = 0; i < shape->numbers; ++i) {
    DUMPLAB_TRY(const TypeNumber number, read_type_number(list, next));
    if (i == 0) member.number = number.value;
    next += number.size;
  }
  if (shape->has_name) {
    DUMPLAB_TRY(member.name, text_at(list, next));
    next += member.name.size() + 1;
  }
  if (next > list.size()) return fail(ErrorKind::kTruncated, member.where, "a field past its list");
  while (next < list.size()) {
    const auto byte = std::to_integer<std::uint8_t>(list.bytes()[next]);
    if (byte < kPadding) break;
    next += std::max(byte & 0xf, 1);
  }
  at = std::min(next, list.size());
  return member;
}

}  // namespace dumplab::symbols
