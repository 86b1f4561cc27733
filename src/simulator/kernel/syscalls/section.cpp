// SPDX-License-Identifier: MIT
#include "kernel/section.h"
#include "kernel/syscalls/object_attributes.h"
#include "nt/memory_constants.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kSecImage = 0x1000000;

/// Settles the size of a data section; a writable one makes its file as long as itself.
nt::Status check_section(Kernel& kernel, const File* file, std::uint32_t protect, std::uint64_t& size) {
  if (!is_valid_protection(protect)) return nt::Status::kInvalidPageProtection;
  const std::uint64_t file_size = file ? file->file->content.size() : 0;
  if (file && size == 0) {
    if (file_size == 0) return nt::Status::kMappedFileSizeZero;
    size = file_size;
  }
  if (size == 0) return nt::Status::kInvalidParameter;
  if (size > kHighestUserAddress) return nt::Status::kSectionTooBig;
  if (!file || size <= file_size) return nt::Status::kSuccess;
  if (!is_writable(protect)) return nt::Status::kSectionTooBig;
  return kernel.machine().disk.resize(*file->file, size) ? nt::Status::kSuccess : nt::Status::kDiskFull;
}

}  // namespace

Completion NtCreateSection(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, size_at, protect, allocation, file_handle] = call.arguments<7>();
  std::shared_ptr<File> file;
  if (file_handle) {
    nt::Status status;
    file = find_object<File>(call, file_handle, status);
    if (!file) return status;
    if (!file->file) return nt::Status::kObjectTypeMismatch;
  }
  if (allocation & kSecImage) {
    if (!file) return nt::Status::kInvalidParameter;
    auto segment = kernel.image_segment(*file->file);
    if (!segment) return nt::Status::kInvalidImageFormat;
    return create_object<Section>(kernel, call, handle_at, access, attributes, [&, most = protect] {
      return std::make_shared<Section>(*segment, (*segment)->size(), most);
    });
  }
  std::uint64_t size = 0;
  if (size_at) {
    const auto wanted = call.process.space.read_value<std::uint64_t>(size_at);
    if (!wanted) return nt::Status::kAccessViolation;
    size = *wanted;
  }
  const nt::Status status = check_section(kernel, file.get(), protect, size);
  if (!nt::succeeded(status)) return status;
  const auto bytes = static_cast<std::uint32_t>(size);
  std::shared_ptr<Segment> segment;
  if (file)
    segment = kernel.file_segment(*file->file, bytes);
  else
    segment = PagefileSegment::create(kernel.memory(), bytes);
  if (!segment) return nt::Status::kCommitmentLimit;
  return create_object<Section>(kernel, call, handle_at, access, attributes, [&, most = protect] {
    return std::make_shared<Section>(segment, bytes, most);
  });
}

Completion NtOpenSection(Kernel& kernel, SystemCall& call) { return open_object<Section>(kernel, call); }

Completion NtMapViewOfSection(Kernel& kernel, SystemCall& call) {
  const auto [handle, process, base_at, zero_bits, commit, offset_at, size_at, inherit, type, protect] =
      call.arguments<10>();
  static_cast<void>(zero_bits), static_cast<void>(commit);
  static_cast<void>(inherit), static_cast<void>(type);
  nt::Status status;
  Process* const target = find_process(call, process, status);
  if (!target) return status;
  AddressSpace& own = call.process.space;
  const auto section = find_object<Section>(call, handle, status);
  if (!section) return status;
  auto base = own.read_value<std::uint32_t>(base_at);
  auto size = own.read_value<std::uint32_t>(size_at);
  if (!base || !size) return nt::Status::kAccessViolation;
  if (const auto image = section->image()) {
    status = kernel.map_image(*target, image, *base);
    *size = image->size();
  } else {
    std::uint64_t offset = 0;
    if (offset_at) {
      const auto value = own.read_value<std::uint64_t>(offset_at);
      if (!value) return nt::Status::kAccessViolation;
      offset = *value & ~std::uint64_t{nt::kAllocationGranularity - 1};
    }
    if (!is_valid_protection(protect)) return nt::Status::kInvalidPageProtection;
    if (offset >= section->size) return nt::Status::kInvalidParameter;
    if (*size == 0) *size = section->size - static_cast<std::uint32_t>(offset);
    if (*size > section->size - offset) return nt::Status::kInvalidParameter;
    if (*base % nt::kAllocationGranularity != 0) return nt::Status::kMappedAlignment;
    if (*base == 0) {
      const auto free = target->space.vads().find_free(*size, target->lowest_search);
      if (!free) return nt::Status::kNoMemory;
      *base = *free;
    }
    status = target->space.map(*base, section->segment, static_cast<std::uint32_t>(offset), *size, protect,
                               section->protect);
  }
  if (!nt::succeeded(status)) return status;
  const bool written = own.write_value(base_at, *base) && own.write_value(size_at, *size);
  return written ? nt::Status::kSuccess : nt::Status::kAccessViolation;
}

Completion NtUnmapViewOfSection(Kernel& kernel, SystemCall& call) {
  const auto [process, base] = call.arguments<2>();
  nt::Status status;
  Process* const target = find_process(call, process, status);
  if (!target) return status;
  return kernel.unmap(*target, base);
}

}  // namespace dumplab::kernel
