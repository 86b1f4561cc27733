// SPDX-License-Identifier: MIT
#pragma once

#include <boost/endian/buffers.hpp>
#include <cstdint>
#include <cstring>

namespace dumplab {

// Fields of structures in files and in guest memory: byte arrays, so any address is aligned enough.
using le16 = boost::endian::little_uint16_buf_t;
using le32 = boost::endian::little_uint32_buf_t;
using le64 = boost::endian::little_uint64_buf_t;

/// The 32-bit word at `bytes`, of which there must be four.
inline std::uint32_t load_u32(const void* bytes) {
  le32 word;
  std::memcpy(&word, bytes, sizeof word);
  return word.value();
}

}  // namespace dumplab
