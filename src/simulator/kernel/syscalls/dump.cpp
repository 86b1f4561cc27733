// SPDX-License-Identifier: MIT
// What dbghelp!MiniDumpWriteDump asks for: a dump of a process, written into the caller's file.
#include "kernel/dump_request.h"
#include "kernel/object_type.h"
#include "kernel/system_calls.h"
#include "nt/context_codec.h"
#include "nt/exception.h"
#include "nt/layout.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kWriteData = 0x2;  // FILE_WRITE_DATA
constexpr std::uint32_t kMostUserStreams = 256, kLongestUserStream = 16u << 20;

/// MINIDUMP_EXCEPTION_INFORMATION.
struct ExceptionInformation {
  le32 ThreadId, ExceptionPointers, ClientPointers;
};
static_assert(sizeof(ExceptionInformation) == 12);

/// MINIDUMP_USER_STREAM_INFORMATION.
struct UserStreamInformation {
  le32 UserStreamCount, UserStreamArray;
};
/// MINIDUMP_USER_STREAM.
struct UserStreamEntry {
  le32 Type, BufferSize, Buffer;
};
static_assert(sizeof(UserStreamEntry) == 12);

std::optional<DumpRequest::Event> read_event(AddressSpace& own, AddressSpace& target, std::uint32_t at) {
  const auto information = own.read_value<ExceptionInformation>(at);
  if (!information) return std::nullopt;
  AddressSpace& space = information->ClientPointers.value() ? target : own;
  const auto pointers =
      space.read_value<std::array<std::uint32_t, 2>>(information->ExceptionPointers.value());
  if (!pointers) return std::nullopt;
  DumpRequest::Event event;
  event.thread_id = information->ThreadId.value();
  std::array<std::byte, nt::kContextX86Size> context;
  if (!space.read((*pointers)[0], &event.record, sizeof event.record) ||
      !space.read((*pointers)[1], context.data(), context.size()))
    return std::nullopt;
  event.context = *nt::read_context_x86(ByteView(context));
  return event;
}

bool read_user_streams(AddressSpace& space, std::uint32_t at, DumpRequest& request) {
  const auto information = space.read_value<UserStreamInformation>(at);
  if (!information || information->UserStreamCount.value() > kMostUserStreams) return false;
  for (std::uint32_t i = 0; i < information->UserStreamCount.value(); ++i) {
    const auto entry = space.read_value<UserStreamEntry>(
        information->UserStreamArray.value() + i * static_cast<std::uint32_t>(sizeof(UserStreamEntry)));
    if (!entry || entry->BufferSize.value() > kLongestUserStream) return false;
    auto& stream = request.user_streams.emplace_back(entry->Type.value(),
                                                     std::vector<std::byte>(entry->BufferSize.value()));
    if (!space.read(entry->Buffer.value(), stream.second.data(), stream.second.size())) return false;
  }
  return true;
}

}  // namespace

Completion NtWriteDump(Kernel& kernel, SystemCall& call) {
  const auto [process_handle, file_handle, type, exception_at, streams_at] = call.arguments<5>();
  nt::Status status;
  Process* const process = find_process(call, process_handle, status);
  if (!process) return status;
  const auto file = find_object<File>(call, file_handle, status, kWriteData);
  if (!file) return status;
  if (!file->file || !kernel.write_dump) return nt::Status::kInvalidParameter;
  DumpRequest request{*process, type, {}, {}};
  if (exception_at) {
    request.event = read_event(call.process.space, process->space, exception_at);
    if (!request.event) return nt::Status::kAccessViolation;
  }
  if (streams_at && !read_user_streams(call.process.space, streams_at, request))
    return nt::Status::kAccessViolation;
  const auto bytes = kernel.write_dump(request);
  if (!bytes) return nt::Status::kInvalidParameter;
  if (!kernel.forget_image(*file->file)) return nt::Status::kSharingViolation;
  machine::Disk& disk = kernel.machine().disk;
  if (!disk.resize(*file->file, 0) || !disk.write(*file->file, 0, *bytes)) return nt::Status::kDiskFull;
  file->position = bytes->size();
  kernel.record(truth::Kind::kCapture, *process, {}, "guest: " + file->file->path);
  return nt::Status::kSuccess;
}

}  // namespace dumplab::kernel
