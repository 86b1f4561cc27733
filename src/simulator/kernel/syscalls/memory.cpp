// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"
#include "nt/memory_constants.h"

namespace dumplab::kernel {
namespace {

using x86::kPageMask;

/// In/out parameters of the memory services: a base and a size in the caller's memory.
struct RangeParameter {
  std::uint32_t base = 0, size = 0;

  static std::optional<RangeParameter> read(SystemCall& call, std::uint32_t base_at, std::uint32_t size_at) {
    const auto base = call.process.space.read_value<std::uint32_t>(base_at);
    const auto size = call.process.space.read_value<std::uint32_t>(size_at);
    if (!base || !size) return std::nullopt;
    return RangeParameter{*base, *size};
  }
  bool write(SystemCall& call, std::uint32_t base_at, std::uint32_t size_at) const {
    return call.process.space.write_value(base_at, base) && call.process.space.write_value(size_at, size);
  }
  /// Whole pages around the range; false when it leaves the user half.
  bool to_pages() {
    const std::uint64_t end = (std::uint64_t{base} + size + kPageMask) & ~std::uint64_t{kPageMask};
    base = x86::page_of(base);
    if (end > std::uint64_t{kHighestUserAddress} + 1) return false;
    size = static_cast<std::uint32_t>(end - base);
    return true;
  }
};

}  // namespace

Completion NtAllocateVirtualMemory(Kernel& kernel, SystemCall& call) {
  const auto [process, base_at, zero_bits, size_at, type, protect] = call.arguments<6>();
  static_cast<void>(zero_bits);
  nt::Status status;
  Process* const target = find_process(call, process, status);
  if (!target) return status;
  AddressSpace& space = target->space;
  auto range = RangeParameter::read(call, base_at, size_at);
  if (!range) return nt::Status::kAccessViolation;
  if (range->size == 0 || !(type & (nt::kMemCommit | nt::kMemReserve))) return nt::Status::kInvalidParameter;
  if (!is_valid_protection(protect) || is_write_copy(protect)) return nt::Status::kInvalidPageProtection;
  const bool reserve = (type & nt::kMemReserve) || range->base == 0;
  if (reserve) {
    const std::uint32_t wanted = range->base & ~(nt::kAllocationGranularity - 1);
    if (range->size > kHighestUserAddress) return nt::Status::kNoMemory;
    range->size += range->base - wanted;
    range->base = wanted;
    range->size = (range->size + kPageMask) & ~kPageMask;
    if (wanted == 0) {
      const auto free = space.vads().find_free(range->size, target->lowest_search, type & nt::kMemTopDown);
      if (!free) return nt::Status::kNoMemory;
      range->base = *free;
    }
    status = space.reserve(range->base, range->size, protect, Owner::kPrivate);
    if (!nt::succeeded(status)) return status;
    kernel.record(truth::Kind::kReserve, &call.thread, {range->base, range->size, protect});
  } else if (!range->to_pages()) {
    return nt::Status::kInvalidParameter;
  }
  if (type & nt::kMemCommit) {
    status = space.commit(range->base, range->size, protect);
    if (!nt::succeeded(status)) {
      if (reserve) space.release(range->base);
      return status;
    }
    kernel.record(truth::Kind::kCommit, &call.thread, {range->base, range->size, protect});
  }
  return range->write(call, base_at, size_at) ? nt::Status::kSuccess : nt::Status::kAccessViolation;
}

Completion NtFreeVirtualMemory(Kernel& kernel, SystemCall& call) {
  const auto [process, base_at, size_at, type] = call.arguments<4>();
  nt::Status status;
  Process* const target = find_process(call, process, status);
  if (!target) return status;
  AddressSpace& space = target->space;
  auto range = RangeParameter::read(call, base_at, size_at);
  if (!range) return nt::Status::kAccessViolation;
  const Vad* vad = space.vads().find(range->base);
  if (!vad || vad->type != nt::kMemPrivate) return nt::Status::kMemoryNotAllocated;
  if (type == nt::kMemRelease) {
    if (range->size != 0 && (range->base != vad->base || range->size != vad->size()))
      return nt::Status::kInvalidParameter;
    if (x86::page_of(range->base) != vad->base) return nt::Status::kMemoryNotAllocated;
    *range = {vad->base, vad->size()};
    space.release(range->base);
    kernel.record(truth::Kind::kFree, &call.thread, {range->base, range->size});
  } else if (type == nt::kMemDecommit) {
    if (range->size == 0) *range = {vad->base, vad->size()};
    if (!range->to_pages()) return nt::Status::kInvalidParameter;
    status = space.decommit(range->base, range->size);
    if (!nt::succeeded(status)) return status;
    kernel.record(truth::Kind::kDecommit, &call.thread, {range->base, range->size});
  } else {
    return nt::Status::kInvalidParameter;
  }
  return range->write(call, base_at, size_at) ? nt::Status::kSuccess : nt::Status::kAccessViolation;
}

Completion NtProtectVirtualMemory(Kernel& kernel, SystemCall& call) {
  const auto [process, base_at, size_at, protect, old_at] = call.arguments<5>();
  nt::Status status;
  Process* const target = find_process(call, process, status);
  if (!target) return status;
  auto range = RangeParameter::read(call, base_at, size_at);
  if (!range) return nt::Status::kAccessViolation;
  if (!is_valid_protection(protect)) return nt::Status::kInvalidPageProtection;
  if (range->size == 0 || !range->to_pages()) return nt::Status::kInvalidParameter;
  std::uint32_t old = 0;
  status = target->space.protect(range->base, range->size, protect, old);
  if (!nt::succeeded(status)) return status;
  kernel.record(truth::Kind::kProtect, &call.thread, {range->base, range->size, old, protect});
  const bool written = call.process.space.write_value(old_at, old) && range->write(call, base_at, size_at);
  return written ? nt::Status::kSuccess : nt::Status::kAccessViolation;
}

Completion NtQueryVirtualMemory(Kernel&, SystemCall& call) {
  constexpr std::uint32_t kMemoryBasicInformation = 0;
  const auto [process, address, information_class, buffer, size, length_at] = call.arguments<6>();
  nt::Status status;
  Process* const target = find_process(call, process, status);
  if (!target) return status;
  if (information_class != kMemoryBasicInformation) return nt::Status::kInvalidInfoClass;
  if (address > kHighestUserAddress) return nt::Status::kInvalidParameter;
  const MemoryRegion region = target->space.vads().query(address);
  // MEMORY_BASIC_INFORMATION
  const std::uint32_t words[7] = {region.base, region.allocation_base, region.allocation_protect,
                                  region.size, region.state,           region.protect,
                                  region.type};
  return return_information(call, buffer, size, length_at, words, sizeof words);
}

Completion NtFlushInstructionCache(Kernel&, SystemCall&) { return nt::Status::kSuccess; }

/// Modified pages of mapped files go to the disk; other memory has nowhere to go.
Completion NtFlushVirtualMemory(Kernel& kernel, SystemCall& call) {
  const auto [handle, base_at, size_at, io_status] = call.arguments<4>();
  nt::Status status;
  Process* const process = find_process(call, handle, status);
  if (!process) return status;
  const auto base = call.process.space.read_value<std::uint32_t>(base_at);
  const auto size = call.process.space.read_value<std::uint32_t>(size_at);
  if (!base || !size) return nt::Status::kAccessViolation;
  const Vad* vad = process->space.vads().find(*base);
  if (!vad || !vad->segment) return nt::Status::kNotMappedView;
  kernel.flush_files();
  const std::uint32_t block[2] = {0, 0};
  return !io_status || call.process.space.write(io_status, block, sizeof block)
             ? nt::Status::kSuccess
             : nt::Status::kAccessViolation;
}

}  // namespace dumplab::kernel
