// SPDX-License-Identifier: MIT
#include "machine/disk.h"

#include <algorithm>

namespace dumplab::machine {
namespace {

constexpr std::size_t kRootLength = 2;  // "C:"

std::uint64_t clusters_of(std::uint64_t bytes) { return (bytes + kClusterSize - 1) / kClusterSize; }

std::string_view without_backslash(std::string_view path) {
  return path.ends_with('\\') ? path.substr(0, path.size() - 1) : path;
}

template <class Map>
bool has_below(const Map& paths, const std::string& folder) {
  const auto next = paths.lower_bound(folder + '\\');
  return next != paths.end() && next->first.starts_with(folder + '\\');
}

}  // namespace

std::uint64_t sectors_of(std::uint64_t offset, std::uint64_t size) {
  return size == 0 ? 0 : (offset + size - 1) / kSectorSize - offset / kSectorSize + 1;
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('\\');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
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
  create_folder(folder_of(path));
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
  create_folder(folder_of(path));
  auto node = files_.extract(upper_case(file.path));
  node.key() = upper_case(path);
  node.mapped().path = path;
  files_.insert(std::move(node));
}

bool Disk::has_folder(std::string_view path) const {
  const std::string_view plain = without_backslash(path);
  return (plain.size() == kRootLength && plain[1] == ':') || folders_.contains(upper_case(plain));
}

void Disk::create_folder(std::string_view path) {
  for (std::string_view at = without_backslash(path); at.size() > kRootLength; at = folder_of(at))
    folders_.emplace(upper_case(at), at);
}

void Disk::remove_folder(std::string_view path) { folders_.erase(upper_case(without_backslash(path))); }

bool Disk::is_empty_folder(std::string_view path) const {
  const std::string upper = upper_case(without_backslash(path));
  return !has_below(files_, upper) && !has_below(folders_, upper);
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
