// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "kernel/system_calls.h"

namespace dumplab::kernel {

inline constexpr std::uint32_t kFileDirectoryFile = 1;        ///< option of NtCreateFile and NtOpenFile
inline constexpr std::uint32_t kFileNonDirectoryFile = 0x40;  ///< likewise
inline constexpr std::uint32_t kAttributeDirectory = 0x10, kAttributeNormal = 0x80;

/// The path behind "\??\" in OBJECT_ATTRIBUTES; empty when it cannot be read or is none of a drive.
std::string path_of(SystemCall& call, std::uint32_t attributes_at);
/// The same of a string in memory.
std::string path_at(SystemCall& call, std::uint32_t text, std::uint32_t bytes);

/// Fills an IO_STATUS_BLOCK; gives `status`.
nt::Status write_io_status(SystemCall& call, std::uint32_t at, nt::Status status, std::uint32_t information);

/// CreateDisposition of NtCreateFile.
enum Disposition : std::uint32_t { kSupersede, kOpen, kCreate, kOpenIf, kOverwrite, kOverwriteIf };

/// Information of the IO_STATUS_BLOCK after it.
inline constexpr std::uint32_t kFileOpened = 1, kFileCreated = 2, kFileOverwritten = 3;

/// Why there is nothing at `path`: no such name, or no such folder.
nt::Status status_of_missing(const machine::Disk& disk, const std::string& path);
Completion open_folder(Kernel& kernel, SystemCall& call, std::uint32_t handle_at, std::uint32_t access,
                       std::uint32_t io_status_at, std::uint32_t disposition, const std::string& path);
/// FILE_DISPOSITION_INFORMATION at linear address `at`, for a folder.
nt::Status set_disposition(Kernel& kernel, SystemCall& call, const File& file, std::uint32_t at);

/// Whether a handle, a view or an image keeps the file.
bool is_in_use(Kernel& kernel, const machine::DiskFile& file, std::size_t handles_allowed);
/// FILE_RENAME_INFORMATION at linear address `at`.
nt::Status rename(Kernel& kernel, SystemCall& call, const File& file, std::uint32_t at);

}  // namespace dumplab::kernel
