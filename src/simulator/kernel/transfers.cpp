// SPDX-License-Identifier: MIT
#include <vector>

#include "kernel/kernel.h"

namespace dumplab::kernel {
namespace {

nt::Status move_bytes(Kernel& kernel, AddressSpace& space, const Transfer& transfer) {
  machine::Disk& disk = kernel.machine().disk;
  machine::DiskFile& file = *transfer.file->file;
  std::vector<std::byte> bytes(transfer.length);
  if (transfer.is_write) {
    if (!space.read(transfer.buffer, bytes.data(), bytes.size())) return nt::Status::kAccessViolation;
    if (!kernel.forget_image(file)) return nt::Status::kSharingViolation;
    if (!disk.write(file, transfer.offset, bytes)) return nt::Status::kDiskFull;
    if (const auto mapped = kernel.find_file_segment(file)) mapped->update(transfer.offset, bytes);
    return nt::Status::kSuccess;
  }
  disk.read(file, transfer.offset, bytes);
  if (const auto mapped = kernel.find_file_segment(file)) mapped->overlay(transfer.offset, bytes);
  return space.write(transfer.buffer, bytes.data(), bytes.size()) ? nt::Status::kSuccess
                                                                  : nt::Status::kAccessViolation;
}

}  // namespace

Completion Kernel::transfer(Thread& thread, Transfer transfer) {
  constexpr std::uint64_t kSectorsPerCluster = machine::kClusterSize / machine::kSectorSize;
  const machine::DiskFile& file = *transfer.file->file;
  const std::uint64_t first =
      file.first_cluster * kSectorsPerCluster + transfer.offset / machine::kSectorSize;
  const std::uint64_t sectors = machine::sectors_of(transfer.offset, transfer.length);
  disk_free_at_ = std::max(disk_free_at_, now()) + disk_timing_.request(first, sectors);
  thread.transfer = std::move(transfer);
  WaitBlock block;
  block.due = disk_free_at_;
  block.reason = WaitReason::kExecutive;
  return wait(thread, std::move(block));
}

nt::Status Kernel::finish_transfer(Thread& thread) {
  const Transfer transfer = std::move(*std::exchange(thread.transfer, std::nullopt));
  AddressSpace& space = thread.process.space;
  const nt::Status status = move_bytes(*this, space, transfer);
  if (!nt::succeeded(status)) return status;
  if (transfer.moves_position) transfer.file->position = transfer.offset + transfer.length;
  const std::uint32_t block[2] = {nt::code(status), transfer.length};
  return !transfer.io_status || space.write(transfer.io_status, block, sizeof block)
             ? status
             : nt::Status::kAccessViolation;
}

}  // namespace dumplab::kernel
