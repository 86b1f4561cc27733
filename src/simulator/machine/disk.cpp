// SPDX-License-Identifier: MIT
#include "machine/disk.h"

#include <algorithm>

namespace dumplab::machine {
namespace {

std::uint64_t clusters_of(std::uint64_t bytes) { return (bytes + kClusterSize - 1) / kClusterSize; }

}  // namespace

std::uint64_t sectors_of(std::uint64_t offset, std::uint64_t size) {
  return size == 0 ? 0 : (offset + size - 1) / kSectorSize - offset / kSectorSize + 1;
}

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
  file = {std::string(path), static_cast<std::uint32_t>(used_clusters_), {}};
  file.content.resize(bytes.size());
  file.content.write(0, bytes);
  used_clusters_ += clusters;
  return &file;
}

DiskFile* Disk::find(std::string_view path) {
  const auto found = files_.find(upper_case(path));
  return found == files_.end() ? nullptr : &found->second;
}

void Disk::remove(DiskFile& file) {
  used_clusters_ -= clusters_of(file.content.size());
  files_.erase(upper_case(file.path));
}

void Disk::rename(DiskFile& file, std::string_view path) {
  auto node = files_.extract(upper_case(file.path));
  node.key() = upper_case(path);
  node.mapped().path = path;
  files_.insert(std::move(node));
}

std::uint64_t Disk::peek(const DiskFile& file, std::uint64_t offset, std::span<std::byte> out) {
  return sectors_of(offset, file.content.read(offset, out));
}

std::size_t Disk::read(const DiskFile& file, std::uint64_t offset, std::span<std::byte> out) {
  const std::size_t count = file.content.read(offset, out);
  if (count > 0) count_read(sectors_of(offset, count));
  return count;
}

Result<void> Disk::resize(DiskFile& file, std::uint64_t size) {
  if (size / kClusterSize > cluster_count_) return fail(ErrorKind::kIo, 0, "the simulated disk is full");
  const std::uint64_t others = used_clusters_ - clusters_of(file.content.size());
  if (clusters_of(size) > cluster_count_ - others)
    return fail(ErrorKind::kIo, 0, "the simulated disk is full");
  used_clusters_ = others + clusters_of(size);
  file.content.resize(size);
  return {};
}

Result<void> Disk::write(DiskFile& file, std::uint64_t offset, std::span<const std::byte> bytes) {
  const std::uint64_t end = offset + bytes.size();
  if (end < offset) return fail(ErrorKind::kIo, 0, "an offset past the end of the disk");
  if (end > file.content.size())
    if (auto grown = resize(file, end); !grown) return grown;
  file.content.write(offset, bytes);
  ++requests_;
  sectors_written_ += sectors_of(offset, bytes.size());
  return {};
}

}  // namespace dumplab::machine
