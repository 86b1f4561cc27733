// SPDX-License-Identifier: MIT
#include "diagnose/thread_state.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "diagnose/words.h"

namespace dumplab::diagnose {
namespace {

using Kind = ThreadState::Kind;

struct Service {
  std::string_view name;  // without Nt or Zw
  Kind kind;
};
constexpr Service kServices[] = {
    {"WaitForSingleObject", Kind::kObject},
    {"WaitForMultipleObjects", Kind::kObject},
    {"WaitForMultipleObjects32", Kind::kObject},
    {"SignalAndWaitForSingleObject", Kind::kObject},
    {"WaitForKeyedEvent", Kind::kObject},
    {"WaitForAlertByThreadId", Kind::kObject},
    {"WaitForWorkViaWorkerFactory", Kind::kObject},
    {"WaitForDebugEvent", Kind::kObject},
    {"RemoveIoCompletion", Kind::kObject},
    {"RemoveIoCompletionEx", Kind::kObject},
    {"DelayExecution", Kind::kSleep},
    {"ReadFile", Kind::kIo},
    {"ReadFileScatter", Kind::kIo},
    {"WriteFile", Kind::kIo},
    {"WriteFileGather", Kind::kIo},
    {"DeviceIoControlFile", Kind::kIo},
    {"FsControlFile", Kind::kIo},
    {"FlushBuffersFile", Kind::kIo},
    {"QueryDirectoryFile", Kind::kIo},
    {"LockFile", Kind::kIo},
    {"RequestWaitReplyPort", Kind::kIo},
    {"ReplyWaitReceivePort", Kind::kObject},
    {"ReplyWaitReceivePortEx", Kind::kObject},
    {"AlpcSendWaitReceivePort", Kind::kObject},
    {"RaiseHardError", Kind::kMessage},
    {"UserGetMessage", Kind::kMessage},
    {"UserWaitMessage", Kind::kMessage},
    {"UserMsgWaitForMultipleObjectsEx", Kind::kMessage},
};

constexpr std::string_view kLockFunctions[] = {"RtlpWaitForCriticalSection", "RtlpWaitOnCriticalSection",
                                               "RtlpEnterCriticalSectionContended",
                                               "RtlEnterCriticalSection"};
/// A wait for a section is this near to the top of the stack.
constexpr std::size_t kInnermostFrames = 8;

/// "WaitForSingleObject" of NtWaitForSingleObject or ZwWaitForSingleObject.
std::string_view service_of(std::string_view function) {
  const bool is_service = (function.starts_with("Nt") || function.starts_with("Zw")) && function.size() > 2 &&
                          function[2] >= 'A' && function[2] <= 'Z';
  return is_service ? function.substr(2) : std::string_view();
}

bool is_ntdll(const unwind::StackFrame& frame) { return lower(frame.place.module) == "ntdll.dll"; }

/// A system call has just come back there, or will: behind SYSENTER, SYSCALL or INT 2Eh.
bool follows_system_call(const MemorySource& memory, std::uint64_t ip) {
  std::array<std::uint8_t, 2> code{};
  if (ip < code.size() || !memory.read_exactly({ip - code.size()}, code.data(), code.size())) return false;
  return code == std::array<std::uint8_t, 2>{0x0f, 0x34} || code == std::array<std::uint8_t, 2>{0x0f, 0x05} ||
         code == std::array<std::uint8_t, 2>{0xcd, 0x2e};
}

/// Reads one thread.
class Reader {
 public:
  Reader(const structures::ModuleImages& modules, ThreadState& to)
      : modules_(modules), to_(to), frames_(to.stack->frames) {}

  void read() {
    if (frames_.empty()) return;
    if (const auto frame = find_service()) {
      const std::string_view name = service_of(frames_[*frame].place.function);
      to_.service = frames_[*frame].place.function;
      const auto row = std::ranges::find(kServices, name, &Service::name);
      to_.kind = row == std::end(kServices) ? Kind::kCall : row->kind;
      read_wait_arguments(name, *frame);
    } else if (is_ntdll(frames_[0]) && (frames_[0].place.function.empty() || is_export_name())) {
      to_.kind = Kind::kUnknown;
    } else if (follows_system_call(modules_.memory(), frames_[0].eip)) {
      to_.kind = Kind::kCall;
    } else {
      to_.kind = frames_[0].place.function.empty() && is_system_module(frames_[0].place.module)
                     ? Kind::kUnknown
                     : Kind::kRunning;
    }
    const bool may_wait = to_.kind == Kind::kObject || to_.kind == Kind::kUnknown || to_.kind == Kind::kCall;
    if (!may_wait) return;
    find_lock();
    if (to_.lock && to_.lock->is_verified) to_.kind = Kind::kLock;
  }

 private:
  /// Its name is the nearest export below, which may be another function's.
  bool is_export_name() const {
    const structures::ModuleImage* m = modules_.find(frames_[0].eip);
    return m && m->symbols && std::string_view(m->symbols->kind()) == "export" &&
           frames_[0].place.function_offset > 0x20;
  }

  /// The stub is the innermost frame, or called KiFastSystemCall.
  std::optional<std::size_t> find_service() const {
    for (std::size_t i = 0; i < std::min<std::size_t>(frames_.size(), 2); ++i) {
      const std::string_view name = frames_[i].place.function;
      if (!service_of(name).empty() && frames_[i].place.function_offset < 0x20) return i;
      if (!name.starts_with("Ki")) break;
    }
    return std::nullopt;
  }

  std::optional<std::uint32_t> argument(std::size_t frame, unsigned index) const {
    return read_argument(modules_.memory(), *to_.stack, frame, index);
  }

  void read_wait_arguments(std::string_view name, std::size_t frame) {
    const auto note_timeout = [&](unsigned index) {
      if (const auto pointer = argument(frame, index)) to_.has_timeout = *pointer != 0;
    };
    if (name == "WaitForSingleObject") {
      if (const auto handle = argument(frame, 0)) to_.handles.push_back(*handle);
      note_timeout(2);
    } else if (name == "WaitForMultipleObjects") {
      constexpr std::uint32_t kMaximumWaitObjects = 64;
      const auto count = argument(frame, 0), list = argument(frame, 1);
      if (count && list && *count <= kMaximumWaitObjects)
        for (std::uint32_t i = 0; i < *count; ++i)
          if (const auto handle = modules_.memory().read_u32({*list + 4ull * i}))
            to_.handles.push_back(*handle);
      note_timeout(4);
    } else if (name == "DelayExecution") {
      if (const auto pointer = argument(frame, 1)) to_.has_timeout = !is_endless(*pointer);
    }
  }

  /// Sleep(INFINITE) asks for the longest time that there is.
  bool is_endless(std::uint32_t pointer) const {
    const auto high = modules_.memory().read_u32({std::uint64_t{pointer} + 4});
    return high && *high == 0x80000000;
  }

  void find_lock() {
    const std::size_t last = std::min(frames_.size(), kInnermostFrames);
    for (std::size_t i = 0; i < last && is_ntdll(frames_[i]); ++i) {
      const bool is_named =
          std::ranges::find(kLockFunctions, frames_[i].place.function) != std::end(kLockFunctions);
      const auto address = argument(i, 0);
      if (!address || (!is_named && !frames_[i].place.function.empty() && to_.kind != Kind::kUnknown))
        continue;
      const auto section = structures::read_critical_section(modules_.memory(), *address);
      if (!section) {
        if (!is_named || to_.lock) continue;
        to_.lock = LockWait{i, {}, false, true};
        to_.lock->section.address = *address;
        continue;
      }
      const bool is_owned =
          section->is_locked && section->owning_thread != 0 && section->owning_thread != to_.thread->ThreadId;
      const bool is_proved = is_owned && section->waiters != 0 && leads_back(*section);
      if (is_named ? is_owned : is_proved) {
        to_.lock = LockWait{i, *section, true, false};
        return;
      }
      if (is_named && !to_.lock) to_.lock = LockWait{i, *section, false, false};
    }
  }

  /// Its debug record names it: what any words on a stack lead to does not pass.
  bool leads_back(const structures::CriticalSectionState& section) const {
    const auto back = modules_.memory().read_u32({section.debug_info + 4});
    return back && *back == section.address;
  }

  const structures::ModuleImages& modules_;
  ThreadState& to_;
  const std::vector<unwind::StackFrame>& frames_;
};

}  // namespace

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::kUnknown:
      return "is somewhere in the system";
    case Kind::kRunning:
      return "runs";
    case Kind::kFaulting:
      return "is at the exception";
    case Kind::kLock:
      return "waits for a critical section";
    case Kind::kObject:
      return "waits for an object";
    case Kind::kSleep:
      return "sleeps";
    case Kind::kIo:
      return "waits for I/O";
    case Kind::kMessage:
      return "waits for the user";
    case Kind::kCall:
      return "is in a system call";
  }
  return {};
}

std::optional<std::uint32_t> read_argument(const MemorySource& memory, const unwind::CallStack& stack,
                                           std::size_t frame, unsigned index) {
  if (frame + 1 >= stack.frames.size() || !stack.frames[frame + 1].evidence) return std::nullopt;
  const std::uint64_t slot = stack.frames[frame + 1].evidence->slot;
  return memory.read_u32({slot + 4 + 4ull * index});
}

ThreadState read_thread_state(const Snapshot& snapshot, const structures::ModuleImages& modules,
                              const Thread& thread, const unwind::CallStack& stack, bool is_at_exception) {
  ThreadState state;
  state.thread = &thread;
  state.stack = &stack;
  if (is_at_exception)
    state.kind = Kind::kFaulting;
  else if (snapshot.system.ProcessorArchitecture == Processor::kX86)
    Reader(modules, state).read();
  return state;
}

}  // namespace dumplab::diagnose
