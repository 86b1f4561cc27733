// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/byte_view.h"

namespace dumplab::symbols {

inline constexpr std::uint16_t kNoStream = 0xffff;

/// The bytes of one stream: in place where its blocks follow each other in the file, else a copy.
/// The file's bytes and the Msf must outlive it.
class MsfStream {
 public:
  MsfStream() = default;
  MsfStream(MsfStream&&) = default;
  MsfStream& operator=(MsfStream&&) = default;

  /// Offsets in this view, and in errors from it, count from the start of the stream.
  ByteView bytes() const { return bytes_; }
  /// Makes a stream offset in `error` a file offset and says which stream it is about.
  Error locate(Error error, std::string_view name) const;
  /// The same for a result.
  template <typename T>
  Result<T> locate(Result<T> result, std::string_view name) const {
    if (result) return result;
    return tl::unexpected(locate(std::move(result).error(), name));
  }

 private:
  friend class Msf;
  std::uint32_t index_ = 0;
  std::uint32_t block_size_ = 1;
  std::span<const le32> blocks_;
  std::vector<std::byte> copy_;
  ByteView bytes_;
};

/// An MSF 7.00 container: a file of blocks that holds numbered streams.
/// Source: llvm.org/docs/PDB/MsfFile.html.
class Msf {
 public:
  /// Reads superblock and stream directory. Errors: kMalformed (magic, block size, block numbers),
  /// kTruncated.
  static Result<Msf> parse(ByteView file);

  std::size_t stream_count() const { return streams_.size(); }
  /// Deleted streams are empty. kMalformed without such a stream, kTruncated when its blocks are not all in
  /// the file.
  Result<MsfStream> stream(std::uint32_t index) const;

 private:
  struct Entry {
    std::uint32_t size = 0;
    std::span<const le32> blocks;  // in directory_
  };
  Result<MsfStream> join(std::span<const le32> blocks, std::uint32_t size) const;

  ByteView file_;
  std::uint32_t block_size_ = 0, block_count_ = 0;
  MsfStream directory_;
  std::vector<Entry> streams_;
};

}  // namespace dumplab::symbols
