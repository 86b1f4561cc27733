// SPDX-License-Identifier: MIT
#include "capture/call_stack.h"

#include "x86/registers.h"

namespace dumplab::capture {
namespace {

/// Fills module and function of the code that `eip` belongs to. A return address belongs to the CALL before
/// it.
void name_frame(const kernel::Process& process, const MapFiles& maps, bool is_return, truth::Frame& frame) {
  const auto address = static_cast<std::uint32_t>(frame.eip) - (is_return ? 1 : 0);
  for (const kernel::LoadedImage& image : process.images) {
    if (address - image.base >= image.size) continue;
    frame.module = machine::file_name_of(image.path);
    const auto map = maps.find(machine::upper_case(image.path));
    if (map == maps.end()) return;
    if (const auto* function = map->second.find_function(address - image.base))
      frame.function = function->name;
    return;
  }
}

std::vector<truth::Frame> frames_of(const kernel::Process& process, const MapFiles& maps,
                                    const cpu::State& state, std::span<const cpu::ShadowCall> calls) {
  std::vector<truth::Frame> frames;
  const std::uint32_t esp = state.gpr[x86::kEsp];
  const auto add = [&](std::uint32_t eip, std::uint32_t ebp, bool is_return) {
    name_frame(process, maps, is_return, frames.emplace_back(truth::Frame{eip, ebp, {}, {}}));
  };
  add(state.eip, state.gpr[x86::kEbp], false);
  for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
    if (call->slot < esp) continue;
    // The code below a dispatcher was interrupted at its address, it did not call.
    const bool interrupted =
        call->callee == process.exception_dispatcher || call->callee == process.apc_dispatcher;
    add(call->return_address, call->caller_ebp, !interrupted);
  }
  return frames;
}

}  // namespace

truth::Thread true_thread(const kernel::Thread& thread, bool has_exception, const MapFiles& maps) {
  truth::Thread result;
  result.thread_id = thread.id;
  result.has_exception = has_exception;
  result.state = kernel::describe(thread.state);
  result.wait_reason = kernel::describe(thread.wait.reason);
  result.start_address = thread.start_address;
  result.name = thread.name;
  result.base_priority = thread.base_priority;
  result.priority = thread.priority;
  result.suspend_count = thread.suspend_count;
  result.context_switches = thread.context_switches;
  result.user_time = thread.user_time;
  result.kernel_time = thread.kernel_time;
  result.context = kernel::context_of(thread.context);
  result.frames = frames_of(thread.process, maps, thread.context, thread.calls.calls());
  if (has_exception) {
    const kernel::DeliveredException& delivered = thread.exceptions.back();
    result.own_frames = std::move(result.frames);
    result.frames = frames_of(thread.process, maps, delivered.state, delivered.calls);
    result.context = kernel::context_of(delivered.state);
  }
  return result;
}

}  // namespace dumplab::capture
