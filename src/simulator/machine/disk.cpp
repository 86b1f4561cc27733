// SPDX-License-Identifier: MIT
#include "machine/disk.h"

#include <algorithm>
#include <cstring>

namespace dumplab::machine {
namespace {

std::uint64_t clusters_of(std::uint64_t bytes) { return (bytes + kClusterSize - 1) / kClusterSize; }

std::uint64_t sectors_of(std::uint64_t offset, std::uint64_t size) {
  return size == 0 ? 0 : (offset + size - 1) / kSectorSize - offset / kSectorSize + 1;
}

}  // namespace

std::string_view file_name_of(std::string_view path) {
  const std::size_t slash = path.rfind('\\');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

Result<DiskFile*> Disk::create(std::string_view path, std::vector<std::byte> bytes) {
  const std::uint64_t clusters = clusters_of(bytes.size());
  if (clusters > cluster_count_ - used_clusters_)
    return fail(ErrorKind::kIo, 0, "the simulated disk has no room for " + std::string(path));
  DiskFile& file = files_[upper_case(path)];
  file = {std::string(path), static_cast<std::uint32_t>(used_clusters_), std::move(bytes)};
  used_clusters_ += clusters;
  return &file;
}

DiskFile* Disk::find(std::string_view path) {
  const auto found = files_.find(upper_case(path));
  return found == files_.end() ? nullptr : &found->second;
}

std::uint64_t Disk::peek(const DiskFile& file, std::uint64_t offset, std::span<std::byte> out) {
  if (offset >= file.bytes.size()) return 0;
  const std::size_t count = std::min<std::uint64_t>(out.size(), file.bytes.size() - offset);
  if (count) std::memcpy(out.data(), file.bytes.data() + offset, count);
  return sectors_of(offset, count);
}

std::size_t Disk::read(const DiskFile& file, std::uint64_t offset, std::span<std::byte> out) {
  if (offset >= file.bytes.size()) return 0;
  count_read(peek(file, offset, out));
  return std::min<std::uint64_t>(out.size(), file.bytes.size() - offset);
}

Result<void> Disk::resize(DiskFile& file, std::uint64_t size) {
  if (size / kClusterSize > cluster_count_) return fail(ErrorKind::kIo, 0, "the simulated disk is full");
  const std::uint64_t others = used_clusters_ - clusters_of(file.bytes.size());
  if (clusters_of(size) > cluster_count_ - others)
    return fail(ErrorKind::kIo, 0, "the simulated disk is full");
  used_clusters_ = others + clusters_of(size);
  file.bytes.resize(size);
  return {};
}

Result<void> Disk::write(DiskFile& file, std::uint64_t offset, std::span<const std::byte> bytes) {
  const std::uint64_t end = offset + bytes.size();
  if (end < offset) return fail(ErrorKind::kIo, 0, "an offset past the end of the disk");
  if (end > file.bytes.size())
    if (auto grown = resize(file, end); !grown) return grown;
  std::memcpy(file.bytes.data() + offset, bytes.data(), bytes.size());
  ++requests_;
  sectors_written_ += sectors_of(offset, bytes.size());
  return {};
}

}  // namespace dumplab::machine
