// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/saved.h"
#include "base/sparse_bytes.h"
#include "dumplab/result.h"

namespace dumplab::machine {

inline constexpr std::uint32_t kSectorSize = 512, kClusterSize = 4096;

/// A file on the disk. Its content takes whole clusters.
struct DiskFile {
  std::string path;  ///< as created, "C:\\Programs\\Orders\\Orders.exe"
  std::uint32_t first_cluster = 0;
  SparseBytes content;
};

/// Sectors that [offset, offset + size) of a file touches.
std::uint64_t sectors_of(std::uint64_t offset, std::uint64_t size);

/// The disk: files and folders by Windows path, without regard to case. Every transfer is counted.
class Disk {
 public:
  explicit Disk(std::uint64_t size) : cluster_count_(size / kClusterSize) {}

  /// With the folders on its path. kIo when the disk is full.
  Result<DiskFile*> create(std::string_view path, std::vector<std::byte> bytes);
  DiskFile* find(std::string_view path);
  /// The caller sees to it that nobody uses the file.
  void remove(DiskFile& file);
  /// The file object stays where it is. The new path must be free.
  void rename(DiskFile& file, std::string_view path);

  /// A drive's root is always there. A backslash at the end does not matter.
  bool has_folder(std::string_view path) const;
  /// With the folders on its path; folders take no room.
  void create_folder(std::string_view path);
  /// The caller sees to it that it is empty.
  void remove_folder(std::string_view path);
  bool is_empty_folder(std::string_view path) const;
  /// Paths as created, by upper-cased path; without roots.
  const std::map<std::string, std::string>& folders() const { return folders_; }

  /// By path, in alphabetical order of the upper-cased paths.
  const std::map<std::string, DiskFile>& files() const { return files_; }

  /// Copies what the file has from `offset` on; gives the number of sectors that a transfer would take.
  static std::uint64_t peek(const DiskFile& file, std::uint64_t offset, std::span<std::byte> out);
  /// One request.
  void count_read(std::uint64_t sectors) {
    ++requests_;
    sectors_read_ += sectors;
  }
  /// Transfers, counted; gives the number of bytes that were there.
  std::size_t read(const DiskFile& file, std::uint64_t offset, std::span<std::byte> out);
  /// Cuts the file or fills it up with zeros. kIo when the disk is full.
  Result<void> resize(DiskFile& file, std::uint64_t size);
  /// Grows the file as needed. kIo when the disk is full.
  Result<void> write(DiskFile& file, std::uint64_t offset, std::span<const std::byte> bytes);

  std::uint64_t size() const { return cluster_count_ * kClusterSize; }  ///< bytes
  std::uint64_t requests() const { return requests_; }
  std::uint64_t sectors_read() const { return sectors_read_; }
  std::uint64_t sectors_written() const { return sectors_written_; }

 private:
  friend struct saved::Fields<Disk>;

  std::uint64_t cluster_count_;
  std::uint64_t used_clusters_ = 0;
  std::map<std::string, DiskFile> files_;
  std::map<std::string, std::string> folders_;
  std::uint64_t requests_ = 0, sectors_read_ = 0, sectors_written_ = 0;
};

/// What is before the last backslash: "C:" of "C:\\a"; empty without one.
std::string_view folder_of(std::string_view path);

/// The file name behind the last backslash.
std::string_view file_name_of(std::string_view path);

/// Upper case of ASCII letters: how file and module names are compared.
std::string upper_case(std::string_view text);

}  // namespace dumplab::machine
