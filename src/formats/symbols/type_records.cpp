// SPDX-License-Identifier: MIT
#include "symbols/type_records.h"

#include <fmt/format.h>

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

/// Where the name, or the size in front of it, begins behind the kind.
struct NamedType {
  std::uint16_t kind;
  std::uint64_t name_at;
  bool has_size;
};
constexpr NamedType kNamedTypes[] = {{kClass, 16, true},
                                     {kStructure, 16, true},
                                     {kInterface, 16, true},
                                     {kUnion, 8, true},
                                     {kEnum, 12, false}};

/// Bytes that a number takes: itself below LF_NUMERIC, else its leaf and what follows.
std::uint64_t numeric_size(std::uint16_t leaf) {
  struct Leaf {
    std::uint16_t kind;
    std::uint64_t size;
  };
  constexpr Leaf kLeaves[] = {{0x8000, 1}, {0x8001, 2}, {0x8002, 2}, {0x8003, 4},
                              {0x8004, 4}, {0x8009, 8}, {0x800a, 8}};
  for (const Leaf& row : kLeaves)
    if (row.kind == leaf) return sizeof(le16) + row.size;
  return sizeof(le16);
}

}  // namespace

Result<TypeRecords> TypeRecords::read(ByteView stream) {
  DUMPLAB_TRY(const auto* header, stream.at<TpiHeader>(0));
  TypeRecords records;
  DUMPLAB_TRY(records.stream_, stream.slice(header->HeaderSize.value(), header->TypeRecordBytes.value()));
  records.first_ = header->TypeIndexBegin.value();
  for (std::uint64_t at = 0; at < records.stream_.size();) {
    DUMPLAB_TRY(const auto* record, records.stream_.at<RecordHeader>(at));
    if (record->reclen.value() < sizeof record->rectyp)
      return fail(ErrorKind::kMalformed, records.stream_.origin() + at,
                  fmt::format("a type record of {} bytes", record->reclen.value()));
    records.offsets_.push_back(static_cast<std::uint32_t>(at));
    at += sizeof record->reclen + record->reclen.value();
  }
  return records;
}

Result<TypeRecords::Record> TypeRecords::record(std::uint32_t index) const {
  if (index < first_ || index - first_ >= offsets_.size())
    return fail(ErrorKind::kMalformed, stream_.origin(), fmt::format("no record {:#x}", index));
  const std::uint64_t at = offsets_[index - first_];
  DUMPLAB_TRY(const auto* header, stream_.at<RecordHeader>(at));
  DUMPLAB_TRY(const ByteView body,
              stream_.slice(at + sizeof *header, header->reclen.value() - sizeof header->rectyp));
  return Record{header->rectyp.value(), body};
}

Result<std::string> TypeRecords::type_name(std::uint32_t index) const {
  DUMPLAB_TRY(const Record type, record(index));
  for (const NamedType& row : kNamedTypes) {
    if (row.kind != type.kind) continue;
    std::uint64_t at = row.name_at;
    if (row.has_size) {
      DUMPLAB_TRY(const auto* leaf, type.body.at<le16>(at));
      at += numeric_size(leaf->value());
    }
    return type.body.c_string(at, kLongestRecord);
  }
  return fail(ErrorKind::kMalformed, type.body.origin(), fmt::format("type {:#x} has no name", index));
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
