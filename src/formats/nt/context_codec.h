// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/byte_view.h"
#include "dumplab/context.h"

namespace dumplab::nt {

inline constexpr std::size_t kContextX86Size = 716, kContextAmd64Size = 1232;

// ContextFlags.
inline constexpr std::uint32_t kContextI386 = 0x10000, kContextControl = 0x10001, kContextInteger = 0x10002,
                               kContextSegments = 0x10004, kContextFloatingPoint = 0x10008,
                               kContextDebugRegisters = 0x10010, kContextExtendedRegisters = 0x10020,
                               kContextFull = 0x10007, kContextAll = 0x1003f, kContextAmd64 = 0x100000;

/// Reads the first 716 bytes of `bytes`; kTruncated when there are fewer.
Result<ContextX86> read_context_x86(ByteView bytes);
/// Reads 1,232 or more bytes.
Result<ContextAmd64> read_context_amd64(ByteView bytes);
/// The bytes of any context, as they stand in a dump or in guest memory.
std::vector<std::byte> bytes_of_context(const Context& context);

}  // namespace dumplab::nt
