// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

/// The reader that this project tests: thread ids of a minidump.
namespace my_parser {

class Dump {
 public:
  explicit Dump(std::string bytes) : bytes_(std::move(bytes)) {}

  /// The thread of the exception; empty when the dump has none.
  std::optional<std::uint32_t> crash_thread() const {
    const auto stream = find_stream(6 /* ExceptionStream */);
    return stream ? read_u32(*stream) : std::nullopt;
  }

  std::vector<std::uint32_t> threads() const {
    std::vector<std::uint32_t> ids;
    const auto stream = find_stream(3 /* ThreadListStream */);
    const auto count = stream ? read_u32(*stream) : std::nullopt;
    for (std::uint32_t i = 0; count && i < *count; ++i) {
      const auto id = read_u32(*stream + 4 + std::size_t{i} * 48 /* sizeof(MINIDUMP_THREAD) */);
      if (!id) break;
      ids.push_back(*id);
    }
    return ids;
  }

 private:
  std::optional<std::uint32_t> read_u32(std::size_t offset) const {
    std::uint32_t value;
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof value) return std::nullopt;
    std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }

  /// Where the stream of that type begins in the file.
  std::optional<std::uint32_t> find_stream(std::uint32_t type) const {
    const auto count = read_u32(8 /* NumberOfStreams */), directory = read_u32(12 /* StreamDirectoryRva */);
    for (std::uint32_t i = 0; count && directory && i < *count; ++i) {
      const std::size_t entry = *directory + std::size_t{i} * 12;
      const auto found = read_u32(entry);
      if (!found) return std::nullopt;
      if (*found == type) return read_u32(entry + 8 /* Location.Rva */);
    }
    return std::nullopt;
  }

  std::string bytes_;
};

inline Dump open(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Dump({std::istreambuf_iterator<char>(file), {}});
}

}  // namespace my_parser
