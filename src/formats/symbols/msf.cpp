// SPDX-License-Identifier: MIT
#include "symbols/msf.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/try.h"

namespace dumplab::symbols {
namespace {

struct SuperBlock {
  char FileMagic[32];
  le32 BlockSize, FreeBlockMapBlock, NumBlocks, NumDirectoryBytes, Unknown, BlockMapAddr;
};
static_assert(sizeof(SuperBlock) == 56);

constexpr char kMagic[32] = {'M', 'i', 'c', 'r', 'o', 's', 'o', 'f', 't', ' ',  'C',  '/',  'C', '+', '+',
                             ' ', 'M', 'S', 'F', ' ', '7', '.', '0', '0', '\r', '\n', 0x1a, 'D', 'S'};
constexpr std::uint32_t kLeastBlock = 512, kLargestBlock = 65536;
constexpr std::uint32_t kDeletedStream = 0xffffffff;

std::uint64_t blocks_for(std::uint64_t bytes, std::uint32_t block_size) {
  return (bytes + block_size - 1) / block_size;
}

bool consecutive(std::span<const le32> blocks) {
  for (std::size_t i = 1; i < blocks.size(); ++i)
    if (blocks[i].value() != blocks[0].value() + i) return false;
  return true;
}

}  // namespace

Error MsfStream::locate(Error error, std::string_view name) const {
  error.what = fmt::format("{} stream ({}), offset {:#x}: {}", name, index_, error.where, error.what);
  if (blocks_.empty()) {
    error.where = 0;
    return error;
  }
  const std::uint64_t block = std::min<std::uint64_t>(error.where / block_size_, blocks_.size() - 1);
  error.where = std::uint64_t{blocks_[block].value()} * block_size_ + (error.where - block * block_size_);
  return error;
}

Result<MsfStream> Msf::join(std::span<const le32> blocks, std::uint32_t size) const {
  MsfStream stream;
  stream.block_size_ = block_size_;
  stream.blocks_ = blocks;
  for (const le32& block : blocks)
    if (block.value() >= block_count_)
      return fail(ErrorKind::kMalformed, 0,
                  fmt::format("block {} of a file with {} blocks", block.value(), block_count_));
  if (size == 0) return stream;
  if (consecutive(blocks)) {
    DUMPLAB_TRY(const ByteView whole, file_.slice(std::uint64_t{blocks[0].value()} * block_size_, size));
    stream.bytes_ = ByteView(whole.bytes());
    return stream;
  }
  // parse() made sure that no stream is larger than the file.
  stream.copy_.resize(size);
  for (std::uint64_t done = 0, i = 0; done < size; done += block_size_, ++i) {
    const std::uint64_t count = std::min<std::uint64_t>(block_size_, size - done);
    DUMPLAB_TRY(const ByteView part, file_.slice(std::uint64_t{blocks[i].value()} * block_size_, count));
    std::memcpy(stream.copy_.data() + done, part.bytes().data(), count);
  }
  stream.bytes_ = ByteView(std::span<const std::byte>(stream.copy_));
  return stream;
}

Result<Msf> Msf::parse(ByteView file) {
  Msf msf;
  msf.file_ = file;
  DUMPLAB_TRY(const auto* super, file.at<SuperBlock>(0));
  if (std::memcmp(super->FileMagic, kMagic, sizeof kMagic) != 0)
    return fail(ErrorKind::kMalformed, 0, "no MSF 7.00 signature: not a PDB");
  msf.block_size_ = super->BlockSize.value();
  msf.block_count_ = super->NumBlocks.value();
  if (!std::has_single_bit(msf.block_size_) || msf.block_size_ < kLeastBlock ||
      msf.block_size_ > kLargestBlock)
    return fail(ErrorKind::kMalformed, offsetof(SuperBlock, BlockSize),
                fmt::format("a block size of {}", msf.block_size_));
  const std::uint32_t directory_size = super->NumDirectoryBytes.value();
  if (directory_size > file.size())
    return fail(ErrorKind::kTruncated, offsetof(SuperBlock, NumDirectoryBytes),
                fmt::format("a stream directory of {} bytes in a file of {}", directory_size, file.size()));

  // The block map, itself one or more whole blocks, lists the blocks of the directory.
  const std::uint64_t map_offset = std::uint64_t{super->BlockMapAddr.value()} * msf.block_size_;
  if (super->BlockMapAddr.value() >= msf.block_count_)
    return fail(ErrorKind::kMalformed, offsetof(SuperBlock, BlockMapAddr),
                fmt::format("the directory's block map is block {} of {}", super->BlockMapAddr.value(),
                            msf.block_count_));
  DUMPLAB_TRY(const auto directory_blocks,
              file.array<le32>(map_offset, blocks_for(directory_size, msf.block_size_)));
  DUMPLAB_TRY(msf.directory_, msf.join(directory_blocks, directory_size).map_error([&](Error error) {
    return Error{error.kind, map_offset, "stream directory: " + error.what};
  }));

  const auto located = [&](auto result) { return msf.directory_.locate(std::move(result), "directory"); };
  const ByteView directory = msf.directory_.bytes();
  DUMPLAB_TRY(const auto* count, located(directory.at<le32>(0)));
  DUMPLAB_TRY(const auto sizes, located(directory.array<le32>(4, count->value())));
  std::uint64_t at = 4 + 4 * std::uint64_t{count->value()}, total = 0;
  msf.streams_.reserve(sizes.size());
  for (const le32& stored : sizes) {
    Entry entry;
    entry.size = stored.value() == kDeletedStream ? 0 : stored.value();
    const std::uint64_t blocks = blocks_for(entry.size, msf.block_size_);
    DUMPLAB_TRY(entry.blocks, located(directory.array<le32>(at, blocks)));
    at += 4 * blocks;
    total += entry.size;
    msf.streams_.push_back(entry);
  }
  // Streams share no blocks, so together they fit; this also bounds every copy made of them.
  if (total > file.size())
    return tl::unexpected(
        msf.directory_.locate(Error{ErrorKind::kTruncated, 4,
                                    fmt::format("streams of {} bytes in a file of {}", total, file.size())},
                              "directory"));
  return msf;
}

Result<MsfStream> Msf::stream(std::uint32_t index) const {
  if (index >= streams_.size())
    return fail(ErrorKind::kMalformed, 0,
                fmt::format("there is no stream {} among {}", index, streams_.size()));
  auto stream = join(streams_[index].blocks, streams_[index].size);
  if (!stream)
    return fail(stream.error().kind, stream.error().where,
                fmt::format("stream {}: {}", index, stream.error().what));
  stream->index_ = index;
  return stream;
}

}  // namespace dumplab::symbols
