// SPDX-License-Identifier: MIT
#include "symbols/global_symbols.h"

#include <bit>
#include <cstring>

#include "symbols/symbol_record.h"

namespace dumplab::symbols {
namespace {

struct GsiHeader {
  le32 VerSignature, VerHdr, HrSize, NumBuckets;
};
constexpr std::uint32_t kSignature = 0xffffffff, kVersion = 0xeffe0000 + 19990810;
constexpr std::uint32_t kBuckets = 4096, kBitmapWords = kBuckets / 32 + 1;
/// What a record took in the memory of the program that wrote the first such tables: offsets count that.
constexpr std::uint32_t kRecordInMemory = 12;

/// The hash of PDBs' names, whatever the case of their letters.
std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 0;
  const char* at = name.data();
  std::size_t rest = name.size();
  const auto take = [&](auto part) {
    std::memcpy(&part, at, sizeof part);
    hash ^= part;
    at += sizeof part;
    rest -= sizeof part;
  };
  while (rest >= 4) take(std::uint32_t{});
  if (rest >= 2) take(std::uint16_t{});
  if (rest) take(std::uint8_t{});
  hash |= 0x20202020;
  hash ^= hash >> 11;
  return hash ^ hash >> 16;
}

/// What stands behind the header of each kind, before the name.
struct RefSym {
  le32 sumName, ibSym;
  le16 imod;
};
struct DataSym32 {
  le32 typind, off;
  le16 seg;
};
static_assert(sizeof(RefSym) == 10 && sizeof(DataSym32) == 10);

struct KindRow {
  std::uint16_t kind;
  GlobalSymbol::Kind what;
  bool is_static;
};
using Kind = GlobalSymbol::Kind;
constexpr KindRow kKinds[] = {{0x1108, Kind::kTypeName, false},   {0x110c, Kind::kData, true},
                              {0x110d, Kind::kData, false},       {0x1112, Kind::kThreadData, true},
                              {0x1113, Kind::kThreadData, false}, {0x1125, Kind::kFunction, false},
                              {0x1127, Kind::kFunction, true}};

}  // namespace

Result<GlobalNames> GlobalNames::read(ByteView stream) {
  GlobalNames names;
  DUMPLAB_TRY(const auto* header, stream.at<GsiHeader>(0));
  if (header->VerSignature.value() != kSignature || header->VerHdr.value() != kVersion)
    return fail(ErrorKind::kUnsupported, stream.origin(), "another version of the table of global names");
  const std::uint32_t bytes = header->HrSize.value();
  DUMPLAB_TRY(names.records_, stream.array<HashRecord>(sizeof *header, bytes / sizeof(HashRecord)));
  const std::uint64_t bitmap_at = sizeof *header + bytes;
  DUMPLAB_TRY(const auto bitmap, stream.array<le32>(bitmap_at, kBitmapWords));
  std::uint64_t at = bitmap_at + kBitmapWords * sizeof(le32);
  // Buckets without a record have no offset of their own: they begin where the next one does.
  const auto count = static_cast<std::uint32_t>(names.records_.size());
  names.buckets_.assign(kBuckets + 1, count);
  for (std::uint32_t bucket = 0; bucket < kBuckets; ++bucket) {
    if (!(bitmap[bucket / 32].value() >> bucket % 32 & 1)) continue;
    DUMPLAB_TRY(const auto* offset, stream.at<le32>(at));
    at += sizeof *offset;
    names.buckets_[bucket] = offset->value() / kRecordInMemory;
    if (names.buckets_[bucket] > count)
      return fail(ErrorKind::kMalformed, stream.origin() + at, "a bucket begins behind the last name");
  }
  for (std::uint32_t bucket = kBuckets; bucket-- > 0;)
    if (!(bitmap[bucket / 32].value() >> bucket % 32 & 1))
      names.buckets_[bucket] = names.buckets_[bucket + 1];
  return names;
}

std::vector<std::uint32_t> GlobalNames::find(std::string_view name) const {
  std::vector<std::uint32_t> offsets;
  if (buckets_.empty()) return offsets;
  const std::uint32_t bucket = hash_of(name) % kBuckets;
  for (std::uint32_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i)
    if (records_[i].Off.value() != 0) offsets.push_back(records_[i].Off.value() - 1);
  return offsets;
}

std::vector<std::uint32_t> GlobalNames::all() const {
  std::vector<std::uint32_t> offsets;
  for (const HashRecord& record : records_)
    if (record.Off.value() != 0) offsets.push_back(record.Off.value() - 1);
  return offsets;
}

Result<std::optional<GlobalRecord>> read_global(ByteView records, std::uint32_t offset) {
  DUMPLAB_TRY(const Record found, read_record(records, offset));
  const ByteView body = found.body;
  GlobalRecord record;
  for (const KindRow& row : kKinds) {
    if (row.kind != found.kind) continue;
    record.symbol.kind = row.what;
    record.symbol.is_static = row.is_static;
    std::uint64_t name_at = sizeof(le32);
    if (row.what == Kind::kFunction) {
      DUMPLAB_TRY(const auto* reference, body.at<RefSym>(0));
      record.module = reference->imod.value();
      record.offset = reference->ibSym.value();
      name_at = sizeof *reference;
    } else if (row.what == Kind::kTypeName) {
      DUMPLAB_TRY(const auto* type, body.at<le32>(0));
      record.symbol.type = type->value();
    } else {
      DUMPLAB_TRY(const auto* data, body.at<DataSym32>(0));
      record.symbol.type = data->typind.value();
      record.segment = data->seg.value();
      record.offset = data->off.value();
      name_at = sizeof *data;
    }
    DUMPLAB_TRY(record.symbol.name, body.c_string(name_at, kLongestRecord));
    return std::optional(std::move(record));
  }
  return std::optional<GlobalRecord>();
}

}  // namespace dumplab::symbols
