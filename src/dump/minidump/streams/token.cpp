// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_TOKEN_INFO_LIST.
struct TokenListHeader {
  le32 TokenListSize, TokenListEntries, ListHeaderSize, ElementHeaderSize;
};
static_assert(sizeof(TokenListHeader) == 16);

/// MINIDUMP_TOKEN_INFO_HEADER. TokenSize counts it, too.
struct TokenHeader {
  le32 TokenSize, TokenId;
  le64 TokenHandle;
};
static_assert(sizeof(TokenHeader) == 16);

void read(const StreamInput& stream, Reading& reading) {
  const auto header = read_fixed<TokenListHeader>(stream, sizeof(TokenListHeader), reading);
  if (!header) return;
  const std::uint32_t count = header->TokenListEntries.value();
  std::uint64_t at = header->ListHeaderSize.value();
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto element = stream.bytes.at<TokenHeader>(at);
    const std::uint64_t size = element ? (*element)->TokenSize.value() : 0;
    const auto whole = stream.bytes.slice(at, size);
    if (at < sizeof(TokenListHeader) || size < sizeof(TokenHeader) || !whole) {
      reading.problems.add(Damage::kStream, stream.bytes.origin() + std::min(at, stream.bytes.size()),
                           fmt::format("token {} of {}: {} bytes are no token", i + 1, count, size));
      return;
    }
    Token& to = reading.snapshot.tokens.emplace_back();
    to.TokenId = (*element)->TokenId.value();
    to.TokenHandle = (*element)->TokenHandle.value();
    to.bytes = copy_of(whole->bytes().subspan(sizeof(TokenHeader)));
    at += size;
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (layout.snapshot.tokens.empty()) return std::nullopt;
  std::vector<std::byte> elements;
  for (const Token& from : layout.snapshot.tokens) {
    TokenHeader to{};
    to.TokenSize = static_cast<std::uint32_t>(sizeof to + from.bytes.size());
    to.TokenId = from.TokenId;
    to.TokenHandle = from.TokenHandle;
    append(elements, to);
    const auto bytes = std::as_bytes(std::span(from.bytes));
    elements.insert(elements.end(), bytes.begin(), bytes.end());
  }
  TokenListHeader header{};
  header.TokenListSize = static_cast<std::uint32_t>(sizeof header + elements.size());
  header.TokenListEntries = static_cast<std::uint32_t>(layout.snapshot.tokens.size());
  header.ListHeaderSize = static_cast<std::uint32_t>(sizeof(TokenListHeader));
  header.ElementHeaderSize = static_cast<std::uint32_t>(sizeof(TokenHeader));
  std::vector<std::byte> stream;
  append(stream, header);
  stream.insert(stream.end(), elements.begin(), elements.end());
  return stream;
}

}  // namespace

constinit const StreamCodec kTokenCodec{read, write};

}  // namespace dumplab::minidump
