// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"

namespace dumplab::kernel {

Completion NtClose(Kernel&, SystemCall& call) {
  const auto [handle] = call.arguments<1>();
  return call.process.handles.erase(handle) ? nt::Status::kSuccess : nt::Status::kInvalidHandle;
}

Completion NtDuplicateObject(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kCloseSource = 1;
  const auto [source_process, source, target_process, target_at, access, attributes, options] =
      call.arguments<7>();
  static_cast<void>(source_process), static_cast<void>(target_process);
  static_cast<void>(access), static_cast<void>(attributes);
  const auto object = object_of(call, source);
  if (!object) return nt::Status::kInvalidHandle;
  if (options & kCloseSource) call.process.handles.erase(source);
  return target_at ? return_handle(kernel, call, target_at, object) : nt::Status::kSuccess;
}

}  // namespace dumplab::kernel
