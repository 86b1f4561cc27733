// SPDX-License-Identifier: MIT
#include "capture/capture.h"

#include <map>

#include "capture/call_stack.h"
#include "capture/region_owners.h"
#include "cpu/identification.h"
#include "nt/memory_constants.h"
#include "snapshot/captured_memory.h"
#include "snapshot/codeview.h"
#include "snapshot/profile.h"
#include "x86/registers.h"

namespace dumplab::capture {
namespace {

SystemInfo system_info(unsigned cpus) {
  SystemInfo info;
  info.ProcessorArchitecture = Processor::kX86;
  info.ProcessorLevel = cpu::kFamily;
  info.ProcessorRevision = cpu::kModel << 8 | cpu::kStepping;
  info.NumberOfProcessors = static_cast<std::uint8_t>(cpus);
  info.ProductType = 1;
  info.MajorVersion = 5;
  info.MinorVersion = 1;
  info.BuildNumber = 2600;
  info.PlatformId = 2;
  info.CSDVersion = "Service Pack 3";
  info.SuiteMask = 0x100;
  std::copy_n(cpu::kVendor, 12, info.Cpu.begin());
  for (int i = 0; i < 4; ++i) {
    info.Cpu[12 + i] = static_cast<std::uint8_t>(cpu::kSignature >> 8 * i);
    info.Cpu[16 + i] = static_cast<std::uint8_t>(cpu::kFeatures >> 8 * i);
  }
  return info;
}

MiscInfo misc_info(const kernel::Process& process) {
  constexpr std::uint32_t kProcessId = 1, kProcessTimes = 2;
  MiscInfo info;
  info.Flags1 = kProcessId | kProcessTimes;
  info.ProcessId = process.id;
  info.ProcessCreateTime = static_cast<std::uint32_t>((process.create_time - machine::Clock::kUnixEpoch) /
                                                      machine::Clock::kUnitsPerSecond);
  std::uint64_t user = 0, kernel_time = 0;
  for (const auto& thread : process.threads) {
    user += thread->user_time;
    kernel_time += thread->kernel_time;
  }
  info.ProcessUserTime = static_cast<std::uint32_t>(user / machine::Clock::kUnitsPerSecond);
  info.ProcessKernelTime = static_cast<std::uint32_t>(kernel_time / machine::Clock::kUnitsPerSecond);
  return info;
}

/// From the stack pointer (rounded down to a word) to the stack's base, as far as it is committed.
AddressRange stack_range(const kernel::Thread& thread) {
  const std::uint32_t esp = thread.context.gpr[x86::kEsp] & ~3u;
  const bool inside = esp >= thread.stack.limit && esp < thread.stack.base;
  const std::uint32_t first = inside ? esp : thread.stack.limit;
  return {{first}, thread.stack.base - first};
}

/// The base priority of a thread as the increment that it is over its process's.
std::uint32_t priority_of(const kernel::Thread& thread) {
  constexpr std::uint32_t kNormal = 8;
  return thread.base_priority - kNormal;
}

Thread thread_of(const kernel::Thread& thread, unsigned cpus) {
  constexpr std::uint32_t kNormalPriorityClass = 0x20, kStillActive = 0x103;
  Thread result;
  result.ThreadId = thread.id;
  result.SuspendCount = thread.suspend_count;
  result.PriorityClass = kNormalPriorityClass;
  result.Priority = priority_of(thread);
  result.Teb = thread.teb;
  result.stack = stack_range(thread);
  result.context = kernel::context_of(thread.context);
  ThreadInfo info;
  info.ExitStatus = kStillActive;
  info.CreateTime = thread.create_time;
  info.KernelTime = thread.kernel_time;
  info.UserTime = thread.user_time;
  info.StartAddress = thread.start_address;
  info.Affinity = thread.affinity & ((std::uint64_t{1} << cpus) - 1);
  result.info = info;
  if (!thread.name.empty()) result.name = thread.name;
  return result;
}

Module module_of(const kernel::LoadedImage& loaded) {
  const image::PeImage& image = loaded.segment->image();
  Module module;
  module.BaseOfImage = loaded.base;
  module.SizeOfImage = loaded.size;
  module.CheckSum = image.checksum();
  module.TimeDateStamp = image.file_header().TimeDateStamp.value();
  module.path = loaded.path;
  if (const auto words = image.fixed_file_info()) {
    auto& v = module.VersionInfo;
    std::uint32_t* const fields[] = {&v.dwSignature,     &v.dwStrucVersion,     &v.dwFileVersionMS,
                                     &v.dwFileVersionLS, &v.dwProductVersionMS, &v.dwProductVersionLS,
                                     &v.dwFileFlagsMask, &v.dwFileFlags,        &v.dwFileOS,
                                     &v.dwFileType,      &v.dwFileSubtype,      &v.dwFileDateMS,
                                     &v.dwFileDateLS};
    for (std::size_t i = 0; i < words->size(); ++i) *fields[i] = (*words)[i];
  }
  if (const auto record = image.codeview_record()) module.codeview = snapshot::read_codeview(*record);
  return module;
}

/// The last of them, as many as XP's loader remembers.
std::vector<UnloadedModule> unloaded_modules_of(const kernel::Process& process) {
  constexpr std::size_t kRemembered = 16;
  const auto& all = process.unloaded;
  std::vector<UnloadedModule> modules;
  for (std::size_t i = all.size() - std::min(all.size(), kRemembered); i < all.size(); ++i)
    modules.push_back({all[i].base, all[i].size, all[i].checksum, all[i].timestamp,
                       std::string(machine::file_name_of(all[i].path))});
  return modules;
}

/// How many handles of all processes refer to each object.
std::map<const kernel::Object*, std::uint32_t> count_handles(const kernel::Kernel& kernel) {
  std::map<const kernel::Object*, std::uint32_t> counts;
  for (const auto& process : kernel.processes())
    for (const auto& [handle, entry] : process->handles.entries()) ++counts[entry.object.get()];
  return counts;
}

std::vector<HandleDescriptor> handles_of(const kernel::Kernel& kernel, const kernel::Process& process) {
  const auto counts = count_handles(kernel);
  std::vector<HandleDescriptor> handles;
  for (const auto& [handle, entry] : process.handles.entries()) {
    const kernel::Object& object = *entry.object;
    HandleDescriptor& to = handles.emplace_back();
    to.Handle = handle;
    to.TypeName = std::string(object.type);
    if (std::string name = kernel::name_of(object); !name.empty()) to.ObjectName = std::move(name);
    to.Attributes = entry.flags & kernel::kHandleInherit ? 0x2 : 0;
    to.GrantedAccess = entry.access;
    to.HandleCount = counts.at(&object);
    to.PointerCount = to.HandleCount + 1 + static_cast<std::uint32_t>(object.waiters.size());
  }
  return handles;
}

Exception exception_of(const kernel::Thread& thread) {
  const kernel::DeliveredException& delivered = thread.exceptions.back();
  Exception exception;
  exception.ThreadId = thread.id;
  exception.ExceptionCode = delivered.code;
  exception.ExceptionFlags = delivered.flags;
  exception.ExceptionRecord = delivered.record;
  exception.ExceptionAddress = delivered.address;
  exception.ExceptionInformation.assign(delivered.parameters.begin(), delivered.parameters.end());
  exception.context = kernel::context_of(delivered.state);
  return exception;
}

/// One range per region, as VirtualQuery cuts them.
std::shared_ptr<const MemorySource> copy_memory(const kernel::Process& process,
                                                const std::vector<kernel::MemoryRegion>& regions) {
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  std::array<std::byte, x86::kPageSize> page;
  for (const kernel::MemoryRegion& region : regions) {
    if (region.state != nt::kMemCommit || !kernel::allows(region.protect, cpu::Access::kRead)) continue;
    SparseBytes bytes;
    bytes.resize(region.size);
    for (std::uint32_t at = 0; at < region.size; at += x86::kPageSize)
      if (process.space.peek(region.base + at, page)) bytes.write(at, page);
    memory->append({region.base}, std::move(bytes));
  }
  return memory;
}

/// The program first, then the DLLs in the order in which they came.
std::vector<kernel::LoadedImage> images_in_order(const kernel::Process& process) {
  std::vector<kernel::LoadedImage> images = process.images;
  std::stable_partition(images.begin(), images.end(),
                        [&](const kernel::LoadedImage& image) { return image.path == process.image_path; });
  return images;
}

}  // namespace

Capture take(kernel::Kernel& kernel, const kernel::Process& process, const kernel::Thread* event_thread,
             const MapFiles& maps) {
  const auto cpus = static_cast<unsigned>(kernel.machine().cpus.size());
  const std::vector<kernel::MemoryRegion> regions = process.space.vads().regions();
  Capture capture;
  Snapshot& s = capture.snapshot;
  s.TimeDateStamp = kernel.machine().clock.unix_time();
  s.Flags = snapshot::dump_flags(snapshot::Profile::kFull);
  s.system = system_info(cpus);
  s.misc = misc_info(process);
  for (const kernel::LoadedImage& loaded : images_in_order(process)) {
    s.modules.push_back(module_of(loaded));
    capture.truth.modules.push_back(
        {std::string(machine::file_name_of(loaded.path)), loaded.path, loaded.base, loaded.size});
  }
  s.unloaded_modules = unloaded_modules_of(process);
  for (const kernel::UnloadedImage& image : process.unloaded)
    capture.truth.unloaded_modules.push_back(
        {std::string(machine::file_name_of(image.path)), image.path, image.base, image.size});
  s.handles = handles_of(kernel, process);
  for (const auto& [handle, entry] : process.handles.entries())
    capture.truth.handles.push_back(
        {handle, entry.access, std::string(entry.object->type), kernel::name_of(*entry.object)});
  for (const kernel::MemoryRegion& region : regions)
    s.regions.push_back({region.base, region.allocation_base, region.allocation_protect, region.size,
                         region.state, region.protect, region.type});
  if (event_thread && event_thread->exceptions.empty()) event_thread = nullptr;
  if (event_thread) {
    s.exception = exception_of(*event_thread);
    capture.truth.exception = {s.exception->ExceptionCode, s.exception->ExceptionAddress, event_thread->id};
  }
  for (const auto& thread : process.threads) {
    if (thread->state == kernel::ThreadState::kTerminated) continue;
    s.threads.push_back(thread_of(*thread, cpus));
    capture.truth.threads.push_back(true_thread(*thread, thread.get() == event_thread, maps));
  }
  s.memory = copy_memory(process, regions);
  capture.truth.program = process.image_path;
  capture.truth.process_id = process.id;
  capture.truth.regions = true_regions(process, regions);
  return capture;
}

}  // namespace dumplab::capture
