// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/utf16.h"
#include "kernel/page_file.h"
#include "kernel/syscalls/file_arguments.h"
#include "kernel/syscalls/object_attributes.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kMaximumTransfer = 16u << 20;
constexpr std::uint32_t kDelete = 0x10000;  // DELETE

/// FILE_BASIC_INFORMATION.
struct BasicInformation {
  std::uint64_t CreationTime, LastAccessTime, LastWriteTime, ChangeTime;
  std::uint32_t FileAttributes, padding;
};
static_assert(sizeof(BasicInformation) == 40);

/// The disk keeps no times: every file is as old as the process that asks.
BasicInformation basic_information(const SystemCall& call, bool is_folder) {
  const std::uint64_t time = call.process.create_time;
  return {time, time, time, time, is_folder ? kAttributeDirectory : kAttributeNormal, 0};
}

bool is_console_name(const std::string& path) {
  const std::string upper = machine::upper_case(path);
  return upper == "CONOUT$" || upper == "CONIN$" || upper == "CON";
}

/// Images stay as they are while they are mapped; a mapped file is not cut.
nt::Status set_size(Kernel& kernel, machine::DiskFile& file, std::uint64_t size) {
  if (!kernel.forget_image(file)) return nt::Status::kSharingViolation;
  if (size < file.content.size() && kernel.find_file_segment(file)) return nt::Status::kUserMappedFile;
  return kernel.machine().disk.resize(file, size) ? nt::Status::kSuccess : nt::Status::kDiskFull;
}

Completion open(Kernel& kernel, SystemCall& call, std::uint32_t handle_at, std::uint32_t access,
                std::uint32_t attributes_at, std::uint32_t io_status_at, std::uint32_t disposition,
                std::uint32_t options) {
  const std::string path = path_of(call, attributes_at);
  if (path.empty()) return nt::Status::kObjectPathNotFound;
  if (is_console_name(path))
    return return_handle(kernel, call, handle_at, std::make_shared<File>(nullptr), access);
  if (machine::upper_case(path) == machine::upper_case(kPageFilePath)) return nt::Status::kSharingViolation;
  machine::Disk& disk = kernel.machine().disk;
  const bool is_folder = disk.has_folder(path);
  if (is_folder && disposition == kCreate) return nt::Status::kObjectNameCollision;
  if (is_folder && (options & kFileNonDirectoryFile)) return nt::Status::kFileIsADirectory;
  if (is_folder || (options & kFileDirectoryFile))
    return open_folder(kernel, call, handle_at, access, io_status_at, disposition, path);
  machine::DiskFile* file = disk.find(path);
  const bool must_exist = disposition == kOpen || disposition == kOverwrite;
  const nt::Status missing = status_of_missing(disk, path);
  if (!file && (must_exist || missing == nt::Status::kObjectPathNotFound)) return missing;
  if (file && disposition == kCreate) return nt::Status::kObjectNameCollision;
  std::uint32_t information = file ? kFileOpened : kFileCreated;
  if (!file) {
    auto created = disk.create(path, {});
    if (!created) return nt::Status::kDiskFull;
    file = *created;
  } else if (disposition == kSupersede || disposition == kOverwrite || disposition == kOverwriteIf) {
    const nt::Status status = set_size(kernel, *file, 0);
    if (!nt::succeeded(status)) return status;
    information = kFileOverwritten;
  }
  const nt::Status status = return_handle(kernel, call, handle_at, std::make_shared<File>(file), access);
  return write_io_status(call, io_status_at, status, information);
}

/// The offset parameter of reads and writes: none, or "use the file's position".
std::optional<std::uint64_t> offset_of(SystemCall& call, const File& file, std::uint32_t offset_at) {
  if (!offset_at) return file.position;
  const auto offset = call.process.space.read_value<std::uint64_t>(offset_at);
  constexpr std::uint64_t kUseFilePosition = 0xfffffffffffffffe;
  if (offset && *offset == kUseFilePosition) return file.position;
  return offset;
}

}  // namespace

std::string path_of(SystemCall& call, std::uint32_t attributes_at) {
  constexpr std::string_view kPrefix = "\\??\\";
  ObjectAttributes attributes;
  if (!nt::succeeded(read_object_attributes(call, attributes_at, attributes))) return {};
  return attributes.name.starts_with(kPrefix) ? attributes.name.substr(kPrefix.size()) : std::string();
}

std::string path_at(SystemCall& call, std::uint32_t text, std::uint32_t length) {
  constexpr std::uint32_t kMaximumPath = 0x7fff;
  constexpr std::string_view kPrefix = "\\??\\";
  if (length > kMaximumPath) return {};
  std::vector<std::byte> bytes(length);
  if (!call.process.space.read(text, bytes.data(), bytes.size())) return {};
  const std::string path = utf8_from_utf16(bytes);
  return path.starts_with(kPrefix) ? path.substr(kPrefix.size()) : std::string();
}

nt::Status write_io_status(SystemCall& call, std::uint32_t at, nt::Status status, std::uint32_t information) {
  const std::uint32_t block[2] = {nt::code(status), information};
  if (at && !call.process.space.write(at, block, sizeof block)) return nt::Status::kAccessViolation;
  return status;
}

Completion NtOpenFile(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, io_status, share, options] = call.arguments<6>();
  static_cast<void>(share);
  return open(kernel, call, handle_at, access, attributes, io_status, kOpen, options);
}

Completion NtCreateFile(Kernel& kernel, SystemCall& call) {
  const auto words = call.arguments<11>();
  return open(kernel, call, words[0], words[1], words[2], words[3], words[7], words[8]);
}

Completion NtReadFile(Kernel& kernel, SystemCall& call) {
  const auto [handle, event, apc, apc_context, io_status, buffer, length, offset_at, key] =
      call.arguments<9>();
  static_cast<void>(event), static_cast<void>(apc), static_cast<void>(apc_context), static_cast<void>(key);
  nt::Status status;
  const auto file = find_object<File>(call, handle, status);
  if (!file) return status;
  if (!file->file) return write_io_status(call, io_status, nt::Status::kEndOfFile, 0);
  const auto offset = offset_of(call, *file, offset_at);
  if (!offset) return nt::Status::kAccessViolation;
  const std::uint64_t size = file->file->content.size();
  if (length && *offset >= size) return write_io_status(call, io_status, nt::Status::kEndOfFile, 0);
  const auto bytes =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(length, size - std::min(size, *offset)));
  if (bytes == 0) return write_io_status(call, io_status, nt::Status::kSuccess, 0);
  return kernel.transfer(call.thread, {file, false, *offset, buffer, bytes, io_status, true});
}

Completion NtWriteFile(Kernel& kernel, SystemCall& call) {
  const auto [handle, event, apc, apc_context, io_status, buffer, length, offset_at, key] =
      call.arguments<9>();
  static_cast<void>(event), static_cast<void>(apc), static_cast<void>(apc_context), static_cast<void>(key);
  nt::Status status;
  const auto file = find_object<File>(call, handle, status);
  if (!file) return status;
  if (length > kMaximumTransfer) return nt::Status::kInvalidParameter;
  if (!file->file) {
    std::vector<std::byte> bytes(length);
    if (!call.process.space.read(buffer, bytes.data(), bytes.size())) return nt::Status::kAccessViolation;
    if (kernel.console) kernel.console({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    kernel.record(truth::Kind::kConsole, &call.thread, {length});
    return write_io_status(call, io_status, nt::Status::kSuccess, length);
  }
  const auto offset = offset_of(call, *file, offset_at);
  if (!offset) return nt::Status::kAccessViolation;
  if (length == 0) return write_io_status(call, io_status, nt::Status::kSuccess, 0);
  return kernel.transfer(call.thread, {file, true, *offset, buffer, length, io_status, true});
}

Completion NtQueryInformationFile(Kernel&, SystemCall& call) {
  constexpr std::uint32_t kBasic = 4, kStandard = 5, kPosition = 14;
  const auto [handle, io_status, buffer, size, information_class] = call.arguments<5>();
  nt::Status status;
  const auto file = find_object<File>(call, handle, status);
  if (!file) return status;
  if (information_class == kPosition) {
    status = return_information(call, buffer, size, 0, &file->position, sizeof file->position);
    return write_io_status(call, io_status, status, sizeof file->position);
  }
  if (information_class == kBasic) {
    const BasicInformation basic = basic_information(call, !file->folder.empty());
    status = return_information(call, buffer, size, 0, &basic, sizeof basic);
    return write_io_status(call, io_status, status, sizeof basic);
  }
  if (information_class != kStandard) return nt::Status::kInvalidInfoClass;
  const std::uint64_t bytes = file->file ? file->file->content.size() : 0;
  struct {
    std::uint64_t AllocationSize, EndOfFile;
    std::uint32_t NumberOfLinks;
    std::uint8_t DeletePending, Directory;
    std::uint16_t padding;
  } const information{
      (bytes + machine::kClusterSize - 1) / machine::kClusterSize * machine::kClusterSize, bytes, 1, 0, 0, 0};
  status = return_information(call, buffer, size, 0, &information, sizeof information);
  return write_io_status(call, io_status, status, sizeof information);
}

Completion NtSetInformationFile(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kRename = 10, kDisposition = 13, kPosition = 14, kEndOfFile = 20;
  const auto [handle, io_status, buffer, size, information_class] = call.arguments<5>();
  nt::Status status;
  const auto file = find_object<File>(call, handle, status);
  if (!file) return status;
  if (information_class == kRename)
    return write_io_status(call, io_status, rename(kernel, call, *file, buffer), 0);
  if (information_class == kDisposition) {
    if (!find_object<File>(call, handle, status, kDelete)) return status;
    return write_io_status(call, io_status, set_disposition(kernel, call, *file, buffer), 0);
  }
  if (information_class != kPosition && information_class != kEndOfFile) return nt::Status::kInvalidInfoClass;
  if (size < 8) return nt::Status::kInfoLengthMismatch;
  const auto value = call.process.space.read_value<std::uint64_t>(buffer);
  if (!value) return nt::Status::kAccessViolation;
  if (information_class == kPosition) {
    file->position = *value;
  } else {
    if (!file->file) return nt::Status::kInvalidParameter;
    status = set_size(kernel, *file->file, *value);
    if (!nt::succeeded(status)) return status;
  }
  return write_io_status(call, io_status, nt::Status::kSuccess, 0);
}

Completion NtQueryAttributesFile(Kernel& kernel, SystemCall& call) {
  const auto [attributes, information_at] = call.arguments<2>();
  const std::string path = path_of(call, attributes);
  machine::Disk& disk = kernel.machine().disk;
  const bool folder = disk.has_folder(path);
  if (!folder && !disk.find(path)) return status_of_missing(disk, path);
  const BasicInformation information = basic_information(call, folder);
  return call.process.space.write(information_at, &information, sizeof information)
             ? nt::Status::kSuccess
             : nt::Status::kAccessViolation;
}

}  // namespace dumplab::kernel
