// SPDX-License-Identifier: MIT
#pragma once

#include <boost/endian/buffers.hpp>

namespace dumplab {

// Fields of structures in files and in guest memory: byte arrays, so any address is aligned enough.
using le16 = boost::endian::little_uint16_buf_t;
using le32 = boost::endian::little_uint32_buf_t;
using le64 = boost::endian::little_uint64_buf_t;

}  // namespace dumplab
