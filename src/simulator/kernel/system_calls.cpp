// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"

#include <algorithm>

#include "base/check.h"
#include "kernel/object_type.h"

namespace dumplab::kernel {
namespace {

struct Service {
  std::uint32_t number;
  const char* name;
  std::uint32_t argument_count;
  Completion (*run)(Kernel&, SystemCall&);
};

constexpr Service kServices[] = {
#define SYSCALL(number, Name, argument_count) {number, "Nt" #Name, argument_count, &Nt##Name},
#include "kernel/syscalls.def"

#include "kernel/own_services.def"
#undef SYSCALL
};
static_assert(std::is_sorted(std::begin(kServices), std::end(kServices),
                             [](const Service& a, const Service& b) { return a.number < b.number; }));

constexpr auto kInvalidSystemService = static_cast<nt::Status>(0xc000001c);
constexpr std::uint32_t kCurrentProcess = 0xffffffff, kCurrentThread = 0xfffffffe;

}  // namespace

Completion dispatch_system_call(Kernel& kernel, SystemCall& call, std::uint32_t arguments) {
  const auto* service =
      std::lower_bound(std::begin(kServices), std::end(kServices), call.number,
                       [](const Service& s, std::uint32_t number) { return s.number < number; });
  if (service == std::end(kServices) || service->number != call.number) {
    kernel.record(truth::Kind::kSystemCall, &call.thread, {call.number}, "?");
    return kInvalidSystemService;
  }
  if (!call.process.space.read(arguments, call.words.data(), service->argument_count * 4))
    return nt::Status::kAccessViolation;
  kernel.record(truth::Kind::kSystemCall, &call.thread, {call.number, call.words[0], call.words[1]},
                service->name);
  return service->run(kernel, call);
}

std::shared_ptr<Object> object_of(const SystemCall& call, std::uint32_t handle) {
  if (handle == kCurrentThread) {
    for (const auto& thread : call.process.threads)
      if (thread.get() == &call.thread) return thread;
  }
  const HandleEntry* entry = call.process.handles.find(handle);
  return entry ? entry->object : nullptr;
}

std::uint32_t access_of(const SystemCall& call, std::uint32_t handle) {
  if (handle == kCurrentThread || handle == kCurrentProcess) return ~0u;
  const HandleEntry* entry = call.process.handles.find(handle);
  return entry ? entry->access : 0;
}

Process* find_process(const SystemCall& call, std::uint32_t handle, nt::Status& status) {
  status = nt::Status::kSuccess;
  if (handle == kCurrentProcess) return &call.process;
  const auto process = find_object<Process>(call, handle, status);
  if (process && process->exited) status = nt::Status::kProcessIsTerminating;
  return nt::succeeded(status) ? process.get() : nullptr;
}

nt::Status return_handle(Kernel& kernel, SystemCall& call, std::uint32_t handle_at,
                         std::shared_ptr<Object> object, std::uint32_t access, std::uint32_t flags) {
  const ObjectType* type = find_object_type(object->type);
  DUMPLAB_CHECK(type);
  const std::uint32_t handle =
      call.process.handles.insert({std::move(object), granted_access(*type, access), flags});
  if (!call.process.space.write_value(handle_at, handle)) {
    call.process.handles.erase(handle);
    return nt::Status::kAccessViolation;
  }
  kernel.record(truth::Kind::kObjectCreate, &call.thread, {handle}, std::string(type->name));
  return nt::Status::kSuccess;
}

nt::Status return_information(SystemCall& call, std::uint32_t buffer, std::uint32_t size,
                              std::uint32_t length_at, const void* bytes, std::uint32_t count) {
  if (length_at && !call.process.space.write_value(length_at, count)) return nt::Status::kAccessViolation;
  if (size < count) return nt::Status::kInfoLengthMismatch;
  return call.process.space.write(buffer, bytes, count) ? nt::Status::kSuccess : nt::Status::kAccessViolation;
}

}  // namespace dumplab::kernel
