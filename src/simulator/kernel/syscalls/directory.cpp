// SPDX-License-Identifier: MIT
#include <array>
#include <map>

#include "base/utf16.h"
#include "kernel/page_file.h"
#include "kernel/process.h"
#include "kernel/syscalls/file_arguments.h"
#include "nt/layout.h"

namespace dumplab::kernel {
namespace {

constexpr std::size_t kRootLength = 3;  // "C:\\"

/// FILE_BOTH_DIR_INFORMATION without the name that follows.
struct DirectoryEntry {
  le32 NextEntryOffset, FileIndex;
  le64 CreationTime, LastAccessTime, LastWriteTime, ChangeTime, EndOfFile, AllocationSize;
  le32 FileAttributes, FileNameLength, EaSize;
  std::uint8_t ShortNameLength, Padding;
  std::uint8_t ShortName[24];
};
static_assert(sizeof(DirectoryEntry) == 94);

struct Entry {
  std::string name;
  std::uint64_t size = 0;
  bool is_folder = false;
};

std::uint64_t allocation_of(std::uint64_t size) {
  return (size + machine::kClusterSize - 1) / machine::kClusterSize * machine::kClusterSize;
}

/// "C:" and "C:\A" -> "C:\" and "C:\A\".
std::string with_backslash(const std::string& path) { return path.ends_with('\\') ? path : path + '\\'; }
std::string without_backslash(const std::string& path) {
  return path.ends_with('\\') ? path.substr(0, path.size() - 1) : path;
}

template <class Predicate>
std::size_t count_handles(const Kernel& kernel, Predicate matches) {
  std::size_t count = 0;
  for (const auto& process : kernel.processes())
    for (const auto& [handle, entry] : process->handles.entries())
      if (const auto* open = dynamic_cast<const File*>(entry.object.get())) count += matches(*open);
  return count;
}

/// What lies in the folder, by upper-case name.
std::map<std::string, Entry> entries_of(const machine::Disk& disk, const std::string& folder) {
  std::map<std::string, Entry> entries;
  const std::string prefix = machine::upper_case(folder);
  if (prefix.size() > 3)
    for (const char* dots : {".", ".."}) entries[dots] = {dots, 0, true};
  const auto name_in_folder = [&](const std::string& path) {
    const bool inside = machine::upper_case(machine::folder_of(path)) + '\\' == prefix;
    return inside ? std::string(machine::file_name_of(path)) : std::string();
  };
  for (const auto& [upper, path] : disk.folders())
    if (const std::string name = name_in_folder(path); !name.empty())
      entries[machine::upper_case(name)] = {name, 0, true};
  for (const auto& [upper, file] : disk.files())
    if (const std::string name = name_in_folder(file.path); !name.empty())
      entries[machine::upper_case(name)] = {name, file.content.size(), false};
  return entries;
}

/// '*' is any text, '?' any character. Only the last '*' is ever tried again, so the time is bounded by the
/// product of the lengths.
bool matches(std::string_view pattern, std::string_view name) {
  std::size_t at = 0, star = pattern.size(), resume = 0;
  for (std::size_t i = 0; i < name.size();) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = i;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == name[i])) {
      ++at;
      ++i;
    } else if (star < pattern.size()) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

}  // namespace

nt::Status status_of_missing(const machine::Disk& disk, const std::string& path) {
  const std::string plain = without_backslash(path);
  return disk.has_folder(machine::folder_of(plain)) ? nt::Status::kObjectNameNotFound
                                                    : nt::Status::kObjectPathNotFound;
}

Completion open_folder(Kernel& kernel, SystemCall& call, std::uint32_t handle_at, std::uint32_t access,
                       std::uint32_t io_status_at, std::uint32_t disposition, const std::string& path) {
  machine::Disk& disk = kernel.machine().disk;
  if (disposition != kOpen && disposition != kCreate && disposition != kOpenIf)
    return nt::Status::kInvalidParameter;
  const bool exists = disk.has_folder(path);
  if ((exists || disk.find(path)) && disposition == kCreate) return nt::Status::kObjectNameCollision;
  if (!exists) {
    if (disk.find(path)) return nt::Status::kNotADirectory;
    const nt::Status missing = status_of_missing(disk, path);
    if (disposition == kOpen || missing == nt::Status::kObjectPathNotFound) return missing;
    disk.create_folder(path);
  }
  const auto folder = std::make_shared<File>(nullptr);
  folder->folder = with_backslash(path);
  const std::uint32_t information = exists ? kFileOpened : kFileCreated;
  return write_io_status(call, io_status_at, return_handle(kernel, call, handle_at, folder, access),
                         information);
}

nt::Status set_disposition(Kernel& kernel, SystemCall& call, const File& file, std::uint32_t at) {
  const auto wanted = call.process.space.read_value<std::uint8_t>(at);
  if (!wanted) return nt::Status::kAccessViolation;
  if (file.folder.empty()) return nt::Status::kInvalidParameter;
  if (!*wanted) return nt::Status::kSuccess;
  machine::Disk& disk = kernel.machine().disk;
  if (file.folder.size() == kRootLength) return nt::Status::kAccessDenied;
  if (!disk.is_empty_folder(file.folder)) return nt::Status::kDirectoryNotEmpty;
  if (count_handles(kernel, [&](const File& open) {
        return machine::upper_case(open.folder) == machine::upper_case(file.folder);
      }) > 1)
    return nt::Status::kSharingViolation;
  disk.remove_folder(file.folder);
  return nt::Status::kSuccess;
}

bool is_in_use(Kernel& kernel, const machine::DiskFile& file, std::size_t handles_allowed) {
  for (const auto& process : kernel.processes())
    for (const auto& thread : process->threads)
      if (thread->transfer && thread->transfer->file->file == &file) return true;
  const std::size_t handles = count_handles(kernel, [&](const File& open) { return open.file == &file; });
  return handles > handles_allowed || kernel.find_file_segment(file) || !kernel.forget_image(file) ||
         machine::upper_case(file.path) == machine::upper_case(kPageFilePath);
}

nt::Status rename(Kernel& kernel, SystemCall& call, const File& file, std::uint32_t at) {
  // BOOLEAN ReplaceIfExists; HANDLE RootDirectory; ULONG FileNameLength; WCHAR FileName[].
  const auto header = call.process.space.read_value<std::array<std::uint32_t, 3>>(at);
  if (!header) return nt::Status::kAccessViolation;
  const std::string path = path_at(call, at + sizeof *header, (*header)[2]);
  if (path.empty()) return nt::Status::kObjectPathNotFound;
  if (!file.file) return nt::Status::kInvalidParameter;
  machine::Disk& disk = kernel.machine().disk;
  machine::DiskFile* there = disk.find(path);
  if (disk.has_folder(path)) return nt::Status::kObjectNameCollision;
  if (!disk.has_folder(machine::folder_of(path))) return nt::Status::kObjectPathNotFound;
  if (is_in_use(kernel, *file.file, 1)) return nt::Status::kSharingViolation;
  if (there && there != file.file) {
    if (((*header)[0] & 0xff) == 0) return nt::Status::kObjectNameCollision;
    if (is_in_use(kernel, *there, 0)) return nt::Status::kSharingViolation;
    disk.remove(*there);
  }
  disk.rename(*file.file, path);
  return nt::Status::kSuccess;
}

Completion NtDeleteFile(Kernel& kernel, SystemCall& call) {
  const auto [attributes] = call.arguments<1>();
  machine::Disk& disk = kernel.machine().disk;
  const std::string path = path_of(call, attributes);
  machine::DiskFile* file = disk.find(path);
  if (!file) return disk.has_folder(path) ? nt::Status::kFileIsADirectory : status_of_missing(disk, path);
  if (is_in_use(kernel, *file, 0)) return nt::Status::kSharingViolation;
  disk.remove(*file);
  return nt::Status::kSuccess;
}

Completion NtQueryDirectoryFile(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kBothDirectoryInformation = 3;
  const auto words = call.arguments<11>();
  const std::uint32_t io_status = words[4], buffer = words[5], size = words[6], name_at = words[9];
  const bool restart = words[10] & 0xff;
  nt::Status status;
  const auto folder = find_object<File>(call, words[0], status);
  if (!folder) return status;
  if (folder->folder.empty()) return nt::Status::kInvalidParameter;
  if (words[7] != kBothDirectoryInformation) return nt::Status::kInvalidInfoClass;
  const bool first = folder->pattern.empty();
  if (first) {
    folder->pattern = "*";
    if (const auto name = call.process.space.read_value<nt::UnicodeString>(name_at);
        name_at && name && name->Length.value()) {
      std::vector<std::byte> bytes(name->Length.value());
      if (!call.process.space.read(name->Buffer.value(), bytes.data(), bytes.size()))
        return nt::Status::kAccessViolation;
      folder->pattern = machine::upper_case(utf8_from_utf16(bytes));
    }
  }
  if (restart) folder->last.clear();
  const auto entries = entries_of(kernel.machine().disk, folder->folder);
  auto next = folder->last.empty() ? entries.begin() : entries.upper_bound(folder->last);
  while (next != entries.end() && !matches(folder->pattern, next->first)) ++next;
  if (next == entries.end())
    return write_io_status(call, io_status, first ? nt::Status::kNoSuchFile : nt::Status::kNoMoreFiles, 0);
  const Entry& entry = next->second;
  const std::u16string name = utf16_from_utf8(entry.name);
  const std::size_t name_bytes = name.size() * sizeof(char16_t);
  if (size < sizeof(DirectoryEntry) + name_bytes) return nt::Status::kBufferOverflow;
  DirectoryEntry out{};
  const std::uint64_t time = call.process.create_time;
  out.CreationTime = out.LastAccessTime = out.LastWriteTime = out.ChangeTime = time;
  out.EndOfFile = entry.size;
  out.AllocationSize = allocation_of(entry.size);
  out.FileAttributes = entry.is_folder ? kAttributeDirectory : kAttributeNormal;
  out.FileNameLength = static_cast<std::uint32_t>(name_bytes);
  if (!call.process.space.write(buffer, &out, sizeof out) ||
      !call.process.space.write(buffer + static_cast<std::uint32_t>(sizeof out), name.data(), name_bytes))
    return nt::Status::kAccessViolation;
  folder->last = next->first;
  return write_io_status(call, io_status, nt::Status::kSuccess,
                         static_cast<std::uint32_t>(sizeof out + name_bytes));
}

Completion NtQueryFullAttributesFile(Kernel& kernel, SystemCall& call) {
  const auto [attributes, information_at] = call.arguments<2>();
  const std::string path = path_of(call, attributes);
  machine::Disk& disk = kernel.machine().disk;
  const machine::DiskFile* file = disk.find(path);
  if (!file && !disk.has_folder(path)) return status_of_missing(disk, path);
  const std::uint64_t size = file ? file->content.size() : 0, time = call.process.create_time;
  // FILE_NETWORK_OPEN_INFORMATION: four times, allocation, end of file, attributes.
  const std::uint64_t information[7] = {
      time, time, time, time, allocation_of(size), size, file ? kAttributeNormal : kAttributeDirectory};
  return call.process.space.write(information_at, information, sizeof information)
             ? nt::Status::kSuccess
             : nt::Status::kAccessViolation;
}

Completion NtFlushBuffersFile(Kernel& kernel, SystemCall& call) {
  const auto [handle, io_status] = call.arguments<2>();
  nt::Status status;
  const auto file = find_object<File>(call, handle, status);
  if (!file) return status;
  if (file->file)
    if (const auto mapped = kernel.find_file_segment(*file->file)) mapped->flush();
  return write_io_status(call, io_status, nt::Status::kSuccess, 0);
}

Completion NtQueryVolumeInformationFile(Kernel&, SystemCall& call) {
  constexpr std::uint32_t kDevice = 4, kDeviceDisk = 7, kDeviceConsole = 0x50;
  const auto [handle, io_status, buffer, size, information_class] = call.arguments<5>();
  nt::Status status;
  const auto file = find_object<File>(call, handle, status);
  if (!file) return status;
  if (information_class != kDevice) return nt::Status::kInvalidInfoClass;
  // FILE_FS_DEVICE_INFORMATION: type, characteristics.
  const std::uint32_t information[2] = {file->file || !file->folder.empty() ? kDeviceDisk : kDeviceConsole,
                                        0};
  status = return_information(call, buffer, size, 0, information, sizeof information);
  return write_io_status(call, io_status, status, sizeof information);
}

}  // namespace dumplab::kernel
