// SPDX-License-Identifier: MIT
#pragma once

#include <boost/iostreams/device/mapped_file.hpp>
#include <cstdio>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_view.h"
#include "dumplab/result.h"

namespace dumplab {

/// A file mapped for reading: several GiB cost no memory. Owns the mapping; view() borrows from it.
class MappedFile {
 public:
  /// kIo with the operating system's words when `path` is missing, a directory or unreadable.
  static Result<MappedFile> open(const std::filesystem::path& path);
  ByteView view() const;

 private:
  boost::iostreams::mapped_file_source
      file_;  // not open when the file is empty: an empty file has no mapping
};

/// A file that appears under its name only when it is complete: written beside it, renamed by commit(),
/// removed otherwise.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::filesystem::path& path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  /// Remembers a failure for commit().
  void write(std::span<const std::byte> bytes);
  void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
  Result<void> commit();

 private:
  AtomicFile() = default;
  std::filesystem::path path_, temporary_;
  std::FILE* file_ = nullptr;
  int error_ = 0;
};

/// Whole text files.
Result<std::string> read_text_file(const std::filesystem::path& path);
Result<void> write_text_file(const std::filesystem::path& path, std::string_view text);

}  // namespace dumplab
