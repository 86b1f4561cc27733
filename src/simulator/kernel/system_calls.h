// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/kernel.h"

namespace dumplab::kernel {

// Every service of syscalls.def is a function NtName of syscalls/; its parameters are NT's documented ones.
#define SYSCALL(number, Name, argument_count) Completion Nt##Name(Kernel& kernel, SystemCall& call);
#include "kernel/syscalls.def"
#undef SYSCALL

/// Reads the arguments at linear address `arguments` and runs the service.
Completion dispatch_system_call(Kernel& kernel, SystemCall& call, std::uint32_t arguments);

/// What a handle of the caller means, the pseudo-handles -1 (process) and -2 (thread) included; null
/// otherwise.
std::shared_ptr<Object> object_of(const SystemCall& call, std::uint32_t handle);

/// The object as a T; kInvalidHandle or kObjectTypeMismatch in `status` otherwise.
template <typename T>
std::shared_ptr<T> find_object(const SystemCall& call, std::uint32_t handle, nt::Status& status) {
  const auto object = object_of(call, handle);
  auto typed = std::dynamic_pointer_cast<T>(object);
  status = !object  ? nt::Status::kInvalidHandle
           : !typed ? nt::Status::kObjectTypeMismatch
                    : nt::Status::kSuccess;
  return typed;
}

/// The process that a handle means, the caller's own for -1; null with kInvalidHandle, kObjectTypeMismatch or
/// kProcessIsTerminating in `status`.
Process* find_process(const SystemCall& call, std::uint32_t handle, nt::Status& status);

/// Gives the caller a handle to `object` at linear address `handle_at`.
nt::Status return_handle(Kernel& kernel, SystemCall& call, std::uint32_t handle_at,
                         std::shared_ptr<Object> object);

/// Copies a result to the caller, of which at most `size` bytes fit: InfoLengthMismatch when it does not.
nt::Status return_information(SystemCall& call, std::uint32_t buffer, std::uint32_t size,
                              std::uint32_t length_at, const void* bytes, std::uint32_t count);

}  // namespace dumplab::kernel
