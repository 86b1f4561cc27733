// SPDX-License-Identifier: MIT
#include "nt/exception.h"
#include "kernel/system_calls.h"
#include "nt/context_codec.h"

namespace dumplab::kernel {

Completion NtRaiseException(Kernel& kernel, SystemCall& call) {
  const auto [record_at, context_at, first_chance] = call.arguments<3>();
  AddressSpace& space = call.process.space;
  constexpr std::uint32_t kFixedPart = offsetof(nt::ExceptionRecord, ExceptionInformation);
  nt::ExceptionRecord record{};
  std::array<std::byte, nt::kContextX86Size> bytes;
  if (!space.read(record_at, &record, kFixedPart) || !space.read(context_at, bytes.data(), bytes.size()))
    return nt::Status::kAccessViolation;
  const std::uint32_t count = record.NumberParameters.value();
  if (count > nt::kMaximumExceptionParameters) return nt::Status::kInvalidParameter;
  DeliveredException exception;
  exception.code = record.ExceptionCode.value();
  exception.flags = record.ExceptionFlags.value();
  exception.record = record.ExceptionRecord_.value();
  exception.address = record.ExceptionAddress.value();
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto word = space.read_value<std::uint32_t>(record_at + kFixedPart + 4 * i);
    if (!word) return nt::Status::kAccessViolation;
    exception.parameters.push_back(*word);
  }
  if ((first_chance & 0xff) == 0) {
    kernel.give_up(call.thread, static_cast<nt::Status>(exception.code));
    return nt::Status::kSuccess;
  }
  exception.state = call.thread.context;
  apply_context(*nt::read_context_x86(ByteView(bytes)), exception.state);
  call.thread.calls.cut(exception.state.gpr[4]);
  kernel.deliver_exception(call.thread, std::move(exception));
  return Completion(Completion::Kind::kContextReplaced);
}

Completion NtRaiseHardError(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kResponseReturnToCaller = 0;
  const std::uint32_t status = call.words[0], response_at = call.words[5];
  call.process.hard_error = read_hard_error(call);
  kernel.record(truth::Kind::kHardError, &call.thread, {status}, call.process.hard_error.text);
  constexpr std::uint32_t kOverrideErrorMode = 0x10000000;
  if ((status & ~kOverrideErrorMode) == nt::code(nt::Status::kUnhandledException))
    kernel.report({Stop::Kind::kUnhandledException, &call.process, &call.thread});
  if (response_at && !call.process.space.write_value(response_at, kResponseReturnToCaller))
    return nt::Status::kAccessViolation;
  return nt::Status::kSuccess;
}

}  // namespace dumplab::kernel
