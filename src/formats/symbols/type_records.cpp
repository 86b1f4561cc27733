// SPDX-License-Identifier: MIT
#include "symbols/type_records.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "symbols/symbol_record.h"

namespace dumplab::symbols {
namespace {

struct TpiHeader {
  le32 Version, HeaderSize, TypeIndexBegin, TypeIndexEnd, TypeRecordBytes;
};

constexpr std::uint16_t kClass = 0x1504, kStructure = 0x1505, kUnion = 0x1506, kEnum = 0x1507,
                        kInterface = 0x1519, kFuncId = 0x1601, kMemberFuncId = 0x1602, kStringId = 0x1605;

/// LF_FUNC_ID and LF_MFUNC_ID behind their kind; the name follows.
struct FuncId {
  le32 scope;  ///< item: a namespace's name; of a member function the type of its class
  le32 type;
};

/// Where the parts of a named type stand behind its kind. Its name, behind its size if it has one, is last.
struct NamedKind {
  std::uint16_t kind;
  std::uint64_t fields_at, name_at;
  bool has_size;
};
constexpr NamedKind kNamedKinds[] = {{kClass, 4, 16, true},
                                     {kStructure, 4, 16, true},
                                     {kInterface, 4, 16, true},
                                     {kUnion, 4, 8, true},
                                     {kEnum, 8, 12, false}};

/// CV_prop_t, behind the count of fields.
constexpr std::uint64_t kPropertyAt = 2, kUnderlyingAt = 4;
constexpr std::uint16_t kForwardReference = 0x80, kHasUniqueName = 0x200;

constexpr std::uint16_t kNumeric = 0x8000;  // LF_NUMERIC: lower values are numbers themselves
struct NumberLeaf {
  std::uint16_t kind;
  std::uint64_t size;
  bool is_signed;
};
constexpr NumberLeaf kNumberLeaves[] = {{0x8000, 1, true}, {0x8001, 2, true},  {0x8002, 2, false},
                                        {0x8003, 4, true}, {0x8004, 4, false}, {0x8009, 8, true},
                                        {0x800a, 8, false}};

}  // namespace

Result<std::string_view> text_at(ByteView bytes, std::uint64_t at) {
  DUMPLAB_TRY(const ByteView rest, bytes.from(at));
  const auto span = rest.bytes();
  const auto end = std::ranges::find(span, std::byte{0});
  if (end == span.end()) return fail(ErrorKind::kTruncated, rest.origin(), "a name without an end");
  return std::string_view(reinterpret_cast<const char*>(span.data()),
                          static_cast<std::size_t>(end - span.begin()));
}

Result<TypeNumber> read_type_number(ByteView bytes, std::uint64_t at) {
  DUMPLAB_TRY(const auto* leaf, bytes.at<le16>(at));
  if (leaf->value() < kNumeric) return TypeNumber{leaf->value(), sizeof *leaf};
  for (const NumberLeaf& row : kNumberLeaves) {
    if (row.kind != leaf->value()) continue;
    DUMPLAB_TRY(const ByteView digits, bytes.slice(at + sizeof *leaf, row.size));
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < row.size; ++i)
      value |= std::to_integer<std::uint64_t>(digits.bytes()[i]) << 8 * i;
    const std::uint64_t sign = std::uint64_t{1} << (8 * row.size - 1);
    if (row.is_signed) value = (value ^ sign) - sign;
    return TypeNumber{value, sizeof *leaf + row.size};
  }
  return fail(ErrorKind::kUnsupported, bytes.origin() + at,
              fmt::format("a number of kind {:#x}", leaf->value()));
}

Result<TypeRecords> TypeRecords::read(ByteView stream) {
  DUMPLAB_TRY(const auto* header, stream.at<TpiHeader>(0));
  TypeRecords records;
  DUMPLAB_TRY(records.stream_, stream.slice(header->HeaderSize.value(), header->TypeRecordBytes.value()));
  records.first_ = header->TypeIndexBegin.value();
  for (std::uint64_t at = 0; at < records.stream_.size();) {
    DUMPLAB_TRY(const Record record, read_record(records.stream_, at, "type"));
    records.offsets_.push_back(static_cast<std::uint32_t>(at));
    at += record.size;
  }
  return records;
}

Result<Record> TypeRecords::record(std::uint32_t index) const {
  if (index < first_ || index - first_ >= offsets_.size())
    return fail(ErrorKind::kMalformed, stream_.origin(), fmt::format("no record {:#x}", index));
  return read_record(stream_, offsets_[index - first_], "type");
}

Result<std::optional<NamedType>> TypeRecords::named_type(std::uint32_t index) const {
  DUMPLAB_TRY(const Record type, record(index));
  const auto kind = std::ranges::find(kNamedKinds, type.kind, &NamedKind::kind);
  if (kind == std::end(kNamedKinds)) return std::nullopt;
  DUMPLAB_TRY(const auto* property, type.body.at<le16>(kPropertyAt));
  DUMPLAB_TRY(const auto* fields, type.body.at<le32>(kind->fields_at));
  NamedType named;
  named.is_enumeration = type.kind == kEnum;
  named.is_forward_reference = (property->value() & kForwardReference) != 0;
  named.fields = fields->value();
  std::uint64_t at = kind->name_at;
  if (kind->has_size) {
    DUMPLAB_TRY(const TypeNumber size, read_type_number(type.body, at));
    named.size = size.value;
    at += size.size;
  }
  if (named.is_enumeration) {
    DUMPLAB_TRY(const auto* underlying, type.body.at<le32>(kUnderlyingAt));
    named.underlying = underlying->value();
  }
  DUMPLAB_TRY(named.name, text_at(type.body, at));
  if ((property->value() & kHasUniqueName) != 0) {
    DUMPLAB_TRY(named.unique_name, text_at(type.body, at + named.name.size() + 1));
  }
  return named;
}

Result<std::string> TypeRecords::type_name(std::uint32_t index) const {
  DUMPLAB_TRY(const auto named, named_type(index));
  if (named) return std::string(named->name);
  DUMPLAB_TRY(const Record type, record(index));
  return fail(ErrorKind::kMalformed, type.body.origin(), fmt::format("type {:#x} has no name", index));
}

const TypeRecords::Definitions& TypeRecords::definitions() const {
  if (definitions_) return *definitions_;
  definitions_.emplace();
  for (std::uint32_t index = first(); index != end(); ++index) {
    const auto named = named_type(index);
    if (!named || !*named || (*named)->is_forward_reference) continue;
    definitions_->by_name.try_emplace((*named)->name, index);
    if (!(*named)->unique_name.empty())
      definitions_->by_unique_name.try_emplace((*named)->unique_name, index);
  }
  return *definitions_;
}

std::optional<std::uint32_t> TypeRecords::find_definition(std::string_view name) const {
  const auto found = definitions().by_name.find(name);
  return found == definitions().by_name.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> TypeRecords::find_definition(const NamedType& declared) const {
  if (declared.unique_name.empty()) return find_definition(declared.name);
  const auto found = definitions().by_unique_name.find(declared.unique_name);
  return found == definitions().by_unique_name.end() ? std::nullopt : std::optional(found->second);
}

Result<std::string> TypeRecords::function_name(std::uint32_t index, const TypeRecords& types) const {
  DUMPLAB_TRY(const Record item, record(index));
  if (item.kind != kFuncId && item.kind != kMemberFuncId)
    return fail(ErrorKind::kMalformed, item.body.origin(), fmt::format("item {:#x} is no function", index));
  DUMPLAB_TRY(const auto* function, item.body.at<FuncId>(0));
  DUMPLAB_TRY(std::string name, item.body.c_string(sizeof *function, kLongestRecord));
  const std::uint32_t scope = function->scope.value();
  if (scope == 0) return name;
  std::string prefix;
  if (item.kind == kMemberFuncId) {
    DUMPLAB_TRY(prefix, types.type_name(scope));
  } else {
    DUMPLAB_TRY(const Record parent, record(scope));
    if (parent.kind != kStringId) return name;
    DUMPLAB_TRY(prefix, parent.body.c_string(sizeof(le32), kLongestRecord));
  }
  return prefix + "::" + name;
}

}  // namespace dumplab::symbols
