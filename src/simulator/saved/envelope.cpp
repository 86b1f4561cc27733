// SPDX-License-Identifier: MIT
#include "saved/envelope.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "base/check.h"
#include "base/try.h"
#include "base/version.h"

namespace dumplab::saved {
namespace {

constexpr std::string_view kMagic = "Dumplab machine\n";

template <std::size_t kSize>
std::array<char, kSize> padded(std::string_view text) {
  std::array<char, kSize> result{};
  std::copy_n(text.begin(), std::min(kSize, text.size()), result.begin());
  return result;
}

/// Up to the first NUL; what cannot be printed as '?'.
template <std::size_t kSize>
std::string printable(const std::array<char, kSize>& text) {
  std::string result(text.begin(), std::find(text.begin(), text.end(), '\0'));
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return result;
}

std::array<std::uint8_t, 32> checksum_of(const Envelope& envelope, std::span<const std::byte> archive) {
  DUMPLAB_CHECK(sodium_init() >= 0);
  const auto add = [](crypto_generichash_state& state, std::span<const std::byte> bytes) {
    crypto_generichash_update(
        &state, static_cast<const unsigned char*>(static_cast<const void*>(bytes.data())), bytes.size());
  };
  crypto_generichash_state state;
  std::array<std::uint8_t, 32> sum;
  crypto_generichash_init(&state, nullptr, 0, sum.size());
  add(state, bytes_of(envelope).first(offsetof(Envelope, Checksum)));
  add(state, archive);
  crypto_generichash_final(&state, sum.data(), sum.size());
  return sum;
}

}  // namespace

Envelope make_envelope(std::string_view guest_set, std::span<const std::byte> archive) {
  Envelope envelope{};
  envelope.Magic = padded<16>(kMagic);
  envelope.FormatVersion = kFormatVersion;
  envelope.DumplabVersion = padded<16>(kVersion);
  envelope.GuestSet = padded<64>(guest_set);
  envelope.ArchiveSize = archive.size();
  envelope.Checksum = checksum_of(envelope, archive);
  return envelope;
}

Result<ByteView> open_envelope(ByteView file, std::string_view guest_set) {
  const auto refuse = [&](ErrorKind kind, std::size_t offset, std::string what) {
    return fail(kind, file.origin() + offset, std::move(what));
  };
  const auto magic = file.slice(0, std::min<std::uint64_t>(file.size(), kMagic.size()))->bytes();
  const auto expected = std::as_bytes(std::span(kMagic)).first(magic.size());
  if (magic.empty() || !std::equal(magic.begin(), magic.end(), expected.begin()))
    return refuse(ErrorKind::kMalformed, 0, "not a saved machine of dumplab");
  DUMPLAB_TRY(const Envelope* envelope, file.at<Envelope>(0));
  if (envelope->FormatVersion.value() != kFormatVersion)
    return refuse(ErrorKind::kUnsupported, offsetof(Envelope, FormatVersion),
                  fmt::format("a saved machine in format {}; this program reads {}",
                              envelope->FormatVersion.value(), kFormatVersion));
  if (envelope->DumplabVersion != padded<16>(kVersion))
    return refuse(
        ErrorKind::kUnsupported, offsetof(Envelope, DumplabVersion),
        fmt::format("saved by dumplab {}; this is {}", printable(envelope->DumplabVersion), kVersion));
  if (envelope->GuestSet != padded<64>(guest_set))
    return refuse(
        ErrorKind::kUnsupported, offsetof(Envelope, GuestSet),
        fmt::format("saved with guest set {}; this one is {}", printable(envelope->GuestSet), guest_set));
  const std::uint64_t size = envelope->ArchiveSize.value();
  DUMPLAB_TRY(const ByteView archive, file.from(sizeof(Envelope)));
  if (archive.size() < size)
    return refuse(ErrorKind::kTruncated, file.size(),
                  fmt::format("the machine takes {} bytes, {} are there", size, archive.size()));
  if (archive.size() > size)
    return refuse(ErrorKind::kMalformed, sizeof(Envelope) + size, "bytes behind the end of the machine");
  if (checksum_of(*envelope, archive.bytes()) != envelope->Checksum)
    return refuse(ErrorKind::kMalformed, offsetof(Envelope, Checksum),
                  "the checksum does not fit: the file is damaged");
  return archive;
}

}  // namespace dumplab::saved
