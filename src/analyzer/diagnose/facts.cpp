// SPDX-License-Identifier: MIT
#include "diagnose/facts.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "diagnose/words.h"
#include "nt/status.h"
#include "snapshot/system_names.h"

namespace dumplab::diagnose {
namespace {

constexpr std::uint64_t kWithFullMemory = 0x2;  // MiniDumpWithFullMemory

}  // namespace

Facts::Facts(Parts parts) : parts_(std::move(parts)) {
  if (snapshot::is_windows(parts_.snapshot.system.PlatformId))
    fault_ = read_fault(parts_.snapshot, parts_.modules);
}

const regions::OwnedRegion* Facts::find_region(std::uint64_t address) const {
  return regions::find_region(parts_.regions, address);
}

bool Facts::has_all_memory() const { return (parts_.snapshot.Flags & kWithFullMemory) != 0; }

const unwind::CallStack* Facts::fault_stack() const {
  return fault_ && fault_->thread && fault_->has_registers ? &parts_.stack_of(*fault_->thread) : nullptr;
}

bool Facts::is_break_in() const {
  if (!fault_ || fault_->code != nt::code(nt::Status::kBreakpoint)) return false;
  const unwind::CallStack* stack = fault_stack();
  if (!stack || stack->frames.empty() || lower(stack->frames[0].place.module) != "ntdll.dll") return false;
  constexpr std::size_t kShallow = 6;
  if (stack->frames.size() > kShallow) return false;
  return std::ranges::all_of(stack->frames, [](const unwind::StackFrame& frame) {
    return is_system_module(frame.place.module) &&
           frame.place.function.find("Heap") == std::string::npos;  // it reports damage by a breakpoint
  });
}

const std::vector<ThreadState>& Facts::threads() const {
  if (threads_) return *threads_;
  threads_.emplace();
  for (const Thread& thread : snapshot().threads)
    threads_->push_back(
        read_thread_state(snapshot(), modules(), thread, parts_.stack_of(thread),
                          fault_ && fault_->thread == &thread && fault_->has_registers && !is_break_in()));
  return *threads_;
}

const ThreadState* Facts::find_thread(std::uint32_t id) const {
  for (const ThreadState& state : threads())
    if (state.thread->ThreadId == id) return &state;
  return nullptr;
}

const structures::CriticalSectionList& Facts::critical_sections() const {
  if (!sections_) sections_ = structures::read_critical_sections(snapshot(), modules());
  return *sections_;
}

const std::vector<WaitEdge>& Facts::waits() const {
  if (waits_) return *waits_;
  waits_.emplace();
  for (const ThreadState& state : threads()) {
    const std::uint32_t id = state.thread->ThreadId;
    if (state.kind == ThreadState::Kind::kLock) {
      waits_->push_back(
          {id, state.lock->section.owning_thread, state.lock->section.address, state.lock->frame});
    } else if (state.kind == ThreadState::Kind::kFaulting &&
               !fault_->exception->ExceptionInformation.empty() &&
               fault_->code == nt::code(nt::Status::kPossibleDeadlock)) {
      const auto section =
          structures::read_critical_section(memory(), fault_->exception->ExceptionInformation[0]);
      if (section && section->is_locked && section->owning_thread != 0 && section->owning_thread != id)
        waits_->push_back({id, section->owning_thread, section->address, 0});
    }
  }
  return *waits_;
}

const WaitEdge* Facts::find_wait(std::uint32_t waiter) const {
  const auto found = std::ranges::find(waits(), waiter, &WaitEdge::waiter);
  return found == waits().end() ? nullptr : &*found;
}

const std::vector<structures::HeapWalk>& Facts::heaps() const {
  if (heaps_) return *heaps_;
  heaps_.emplace();
  if (!snapshot().memory || snapshot().system.ProcessorArchitecture != Processor::kX86) return *heaps_;
  std::set<std::uint64_t> seen;  // a forged list may name one heap often
  for (const std::uint64_t handle : process().heaps.handles)
    if (seen.insert(handle).second)
      if (auto walk = structures::walk_heap(*snapshot().memory, handle)) heaps_->push_back(std::move(*walk));
  return *heaps_;
}

const std::vector<consistency::Finding>& Facts::contradictions() const {
  if (!contradictions_) contradictions_ = consistency::find_contradictions(snapshot());
  return *contradictions_;
}

std::string Facts::read_text(std::uint64_t address, bool is_wide) const {
  constexpr std::size_t kLongest = 512;
  std::string text;
  for (std::size_t i = 0; i < kLongest; ++i) {
    std::uint8_t unit[2] = {};
    const std::size_t size = is_wide ? 2 : 1;
    if (!memory().read_exactly({address + i * size}, unit, size)) return {};
    if (unit[0] == 0 && unit[1] == 0) return text;
    if (unit[1] != 0 || unit[0] < 0x20 || unit[0] > 0x7e) return {};
    text += static_cast<char>(unit[0]);
  }
  return text;
}

}  // namespace dumplab::diagnose
