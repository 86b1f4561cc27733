// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

#include "base/byte_view.h"

namespace dumplab::saved {

/// What stands before the archive in a file. Texts are filled up with NULs.
struct Envelope {
  std::array<char, 16> Magic;  // "Dumplab machine\n"
  le32 FormatVersion;
  le32 Reserved;
  std::array<char, 16> DumplabVersion;
  std::array<char, 64> GuestSet;          // SHA-256, lower-case hex
  le64 ArchiveSize;                       // bytes behind the envelope
  std::array<std::uint8_t, 32> Checksum;  // BLAKE2b of the envelope before it and of the archive
};
static_assert(sizeof(Envelope) == 144);
static_assert(offsetof(Envelope, GuestSet) == 40);
static_assert(offsetof(Envelope, Checksum) == 112);

/// Grows whenever the archive means something else.
inline constexpr std::uint32_t kFormatVersion = 3;

Envelope make_envelope(std::string_view guest_set, std::span<const std::byte> archive);

/// The archive of a file. kMalformed: another kind of file, or damage; kUnsupported: another version or guest
/// set; kTruncated.
Result<ByteView> open_envelope(ByteView file, std::string_view guest_set);

}  // namespace dumplab::saved
