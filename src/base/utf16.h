// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/byte_view.h"

namespace dumplab {

/// UTF-8 of little-endian UTF-16 bytes. A surrogate without its partner becomes U+FFFD; an odd last byte is
/// left out.
std::string utf8_from_utf16(std::span<const std::byte> bytes);

/// UTF-16 of UTF-8. A byte that is no UTF-8 becomes U+FFFD.
std::u16string utf16_from_utf8(std::string_view text);

}  // namespace dumplab
