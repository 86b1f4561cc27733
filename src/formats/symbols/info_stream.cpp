// SPDX-License-Identifier: MIT
#include "symbols/info_stream.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "base/try.h"

namespace dumplab::symbols {
namespace {

/// Source: llvm.org/docs/PDB/PdbStream.html.
struct PdbStreamHeader {
  le32 Version, Signature, Age;
  std::uint8_t UniqueId[16];
};
static_assert(sizeof(PdbStreamHeader) == 28);

constexpr std::uint32_t kLeastVersion = 20000404;  // VC70; older ones have no GUID

/// Words of a bit vector and the offset behind them.
struct BitVector {
  std::uint64_t bits = 0, end = 0;
};

Result<BitVector> read_bit_vector(ByteView stream, std::uint64_t at) {
  DUMPLAB_TRY(const auto* count, stream.at<le32>(at));
  DUMPLAB_TRY(const auto words, stream.array<le32>(at + 4, count->value()));
  BitVector result{0, at + 4 + 4 * std::uint64_t{words.size()}};
  for (const le32& word : words) result.bits += std::popcount(word.value());
  return result;
}

/// A serialised hash table: names in a string buffer, then (offset of name, stream) for each used bucket.
Result<std::map<std::string, std::uint32_t>> read_named_streams(ByteView stream, std::uint64_t at) {
  DUMPLAB_TRY(const auto* string_size, stream.at<le32>(at));
  DUMPLAB_TRY(const ByteView strings, stream.slice(at + 4, string_size->value()));
  at += 4 + strings.size();
  DUMPLAB_TRY(const auto* sizes, stream.at<le64>(at));  // Size and Capacity
  const auto used = static_cast<std::uint32_t>(sizes->value());
  DUMPLAB_TRY(const BitVector present, read_bit_vector(stream, at + 8));
  DUMPLAB_TRY(const BitVector deleted, read_bit_vector(stream, present.end));
  if (present.bits != used)
    return fail(ErrorKind::kMalformed, at,
                fmt::format("{} named streams, {} used buckets", used, present.bits));
  DUMPLAB_TRY(const auto words, stream.array<le32>(deleted.end, present.bits * 2));
  std::map<std::string, std::uint32_t> result;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::uint32_t offset = words[i].value();
    if (offset != 0 && offset <= strings.size() && strings.bytes()[offset - 1] != std::byte{0})
      return fail(ErrorKind::kMalformed, strings.origin() + offset, "a stream name begins within another");
    DUMPLAB_TRY(std::string name, strings.c_string(offset));
    result.emplace(std::move(name), words[i + 1].value());
  }
  return result;
}

}  // namespace

Result<PdbInfo> read_info_stream(ByteView stream) {
  DUMPLAB_TRY(const auto* header, stream.at<PdbStreamHeader>(0));
  if (header->Version.value() < kLeastVersion)
    return fail(ErrorKind::kUnsupported, 0, fmt::format("a PDB of version {}", header->Version.value()));
  PdbInfo info;
  std::memcpy(info.identity.guid.data(), header->UniqueId, info.identity.guid.size());
  info.identity.age = header->Age.value();
  DUMPLAB_TRY(info.named_streams, read_named_streams(stream, sizeof *header));
  return info;
}

}  // namespace dumplab::symbols
