// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace dumplab::bench {

/// A full dump of many_threads.exe, and of a mapped range that makes the file `size` bytes long, at least.
bool make_large_dump(const std::filesystem::path& dump, std::uint64_t size);

/// A full dump of deep_stack.exe.
bool make_deep_dump(const std::filesystem::path& dump);

}  // namespace dumplab::bench
