// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/kernel.h"

namespace dumplab::kernel {

// Every service of syscalls.def and own_services.def is a function NtName of syscalls/; its parameters are
// NT's documented ones.
#define SYSCALL(number, Name, argument_count) Completion Nt##Name(Kernel& kernel, SystemCall& call);
#include "kernel/own_services.def"
#include "kernel/syscalls.def"
#undef SYSCALL

/// Reads the arguments at linear address `arguments` and runs the service.
Completion dispatch_system_call(Kernel& kernel, SystemCall& call, std::uint32_t arguments);

/// What a handle of the caller means, the pseudo-handles -1 (process) and -2 (thread) included; null
/// otherwise.
std::shared_ptr<Object> object_of(const SystemCall& call, std::uint32_t handle);

/// The rights that a handle of the caller carries; all of them for the pseudo-handles.
std::uint32_t access_of(const SystemCall& call, std::uint32_t handle);

/// The object as a T; kInvalidHandle, kObjectTypeMismatch or, when the handle lacks a right of `access`,
/// kAccessDenied in `status` otherwise.
template <typename T>
std::shared_ptr<T> find_object(const SystemCall& call, std::uint32_t handle, nt::Status& status,
                               std::uint32_t access = 0) {
  const auto object = object_of(call, handle);
  auto typed = std::dynamic_pointer_cast<T>(object);
  status = !object                                        ? nt::Status::kInvalidHandle
           : !typed                                       ? nt::Status::kObjectTypeMismatch
           : (access_of(call, handle) & access) != access ? nt::Status::kAccessDenied
                                                          : nt::Status::kSuccess;
  return nt::succeeded(status) ? typed : nullptr;
}

/// The process that a handle means, the caller's own for -1; null with kInvalidHandle, kObjectTypeMismatch or
/// kProcessIsTerminating in `status`.
Process* find_process(const SystemCall& call, std::uint32_t handle, nt::Status& status);

/// Gives the caller a handle with the rights that `access` asks for, at linear address `handle_at`.
nt::Status return_handle(Kernel& kernel, SystemCall& call, std::uint32_t handle_at,
                         std::shared_ptr<Object> object, std::uint32_t access, std::uint32_t flags = 0);

/// A time-out at linear address `at`: 100 ns units, negative from now on, positive a system time; no address
/// or the longest relative time: for ever, and `due` stays as it was. False when it cannot be read.
bool read_due(Kernel& kernel, SystemCall& call, std::uint32_t at, std::optional<std::uint64_t>& due);

/// Copies a result to the caller, of which at most `size` bytes fit: InfoLengthMismatch when it does not.
nt::Status return_information(SystemCall& call, std::uint32_t buffer, std::uint32_t size,
                              std::uint32_t length_at, const void* bytes, std::uint32_t count);

}  // namespace dumplab::kernel
