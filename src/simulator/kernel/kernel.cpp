// SPDX-License-Identifier: MIT
#include "kernel/kernel.h"

#include <algorithm>
#include <cstdio>

#include "base/check.h"
#include "kernel/memory_check.h"
#include "kernel/system_calls.h"
#include "nt/teb.h"
#include "x86/registers.h"

namespace dumplab::kernel {
namespace {

/// Later than any time, in 100 ns units; as instructions it still fits.
constexpr std::uint64_t kNever = ~std::uint64_t{0} / machine::Clock::kInstructionsPerUnit;
/// What a system call takes of its thread's time.
constexpr std::uint64_t kSystemCallInstructions = 100;

}  // namespace

std::string_view describe(ThreadState state) {
  constexpr std::string_view kWords[] = {"Initialized", "Ready", "Running", "Terminated", "Waiting"};
  return kWords[static_cast<std::size_t>(state)];
}

std::string_view describe(WaitReason reason) {
  constexpr std::string_view kWords[] = {"", "Executive", "DelayExecution", "Suspended", "UserRequest"};
  return kWords[static_cast<std::size_t>(reason)];
}

Kernel::Kernel(machine::Machine& machine, const Options& options)
    : machine_(machine),
      options_(options),
      random_(options.seed, "kernel"),
      memory_(machine, options.memory),
      scheduler_(machine.cpus.size(), options.scheduler) {
  scheduler_.on_switch = [this](std::size_t cpu, std::uint32_t from, std::uint32_t to, const Thread* thread,
                                const std::string& why) {
    record(truth::Kind::kContextSwitch, thread, {cpu, from, to}, why);
  };
  memory_.on_page_in = [this](const PageMove& move) {
    log_.push_back({now(),
                    truth::Kind::kPageFault,
                    move.process,
                    0,
                    {move.linear, move.frame, fault_code_, move.sectors},
                    std::string(move.where)});
  };
  memory_.on_page_out = [this](const PageMove& move) {
    log_.push_back({now(),
                    truth::Kind::kPageOut,
                    move.process,
                    0,
                    {move.linear, move.frame, move.sectors},
                    std::string(move.where)});
  };
  Random ids(options.seed, "ids");
  next_id_ = options.first_process_id ? options.first_process_id
                                      : static_cast<std::uint32_t>(ids.between(100, 900) * 4);
  next_thread_id_ = options.first_thread_id ? options.first_thread_id
                                            : next_id_ + static_cast<std::uint32_t>(ids.between(1, 60) * 4);
}

Kernel::~Kernel() {
  for (const auto& process : processes_) {
    for (const auto& thread : process->threads) {
      thread->wait = {};
      thread->transfer.reset();
    }
    process->handles.clear();
    process->images.clear();
    process->space.close();
  }
}

void Kernel::record(truth::Kind kind, const Thread* thread, std::array<std::uint64_t, 5> fields,
                    std::string text) {
  log_.push_back(
      {now(), kind, thread ? thread->process.id : 0, thread ? thread->id : 0, fields, std::move(text)});
}

void Kernel::record(truth::Kind kind, const Process& process, std::array<std::uint64_t, 5> fields,
                    std::string text) {
  log_.push_back({now(), kind, process.id, 0, fields, std::move(text)});
}

std::shared_ptr<FileSegment> Kernel::find_file_segment(const machine::DiskFile& file) const {
  const auto found = file_segments_.find(machine::upper_case(file.path));
  return found == file_segments_.end() ? nullptr : found->second.lock();
}

std::shared_ptr<FileSegment> Kernel::file_segment(machine::DiskFile& file, std::uint32_t size) {
  auto segment = find_file_segment(file);
  if (!segment) {
    segment = std::make_shared<FileSegment>(memory_, file, size);
    file_segments_[machine::upper_case(file.path)] = segment;
  }
  segment->grow(size);
  return segment;
}

bool Kernel::forget_image(const machine::DiskFile& file) {
  for (const Segment* segment : memory_.segments()) {
    const auto* image = dynamic_cast<const ImageSegment*>(segment);
    if (image && &image->file() == &file && !image->views().empty()) return false;
  }
  image_segments_.erase(machine::upper_case(file.path));
  return true;
}

void Kernel::flush_files() {
  for (const auto& [path, segment] : file_segments_)
    if (const auto mapped = segment.lock()) mapped->flush();
}

void Kernel::set_breakpoint(Process&, std::uint32_t linear) {
  for (auto& cpu : machine_.cpus) cpu->processor.set_breakpoint(linear);
}

void Kernel::set_owner(Process& process, std::uint32_t linear, Owner owner, std::uint32_t id) {
  Vad* vad = process.space.vads().find(linear);
  if (!vad) return;
  vad->owner = owner;
  vad->owner_id = id;
}

void Kernel::make_ready(Thread& thread, std::uint32_t increment) {
  if (thread.suspend_count > 0) {
    thread.state = ThreadState::kWaiting;
    thread.wait.reason = WaitReason::kSuspended;
    return;
  }
  scheduler_.make_ready(thread, increment, now());
}

std::uint32_t Kernel::suspend(Thread& thread) {
  const std::uint32_t before = thread.suspend_count++;
  if (before == 0 && (thread.state == ThreadState::kReady || thread.state == ThreadState::kRunning)) {
    scheduler_.take_off(thread, "suspended");
    thread.state = ThreadState::kWaiting;
    thread.wait.reason = WaitReason::kSuspended;
  }
  return before;
}

std::uint32_t Kernel::resume(Thread& thread) {
  const std::uint32_t before = thread.suspend_count;
  if (before == 0) return 0;
  --thread.suspend_count;
  if (thread.suspend_count == 0 && !thread.in_wait && thread.state != ThreadState::kTerminated) {
    thread.wait = {};
    make_ready(thread);
  }
  return before;
}

void Kernel::set_affinity(Thread& thread, std::uint32_t mask) {
  thread.affinity = mask;
  if (thread.state != ThreadState::kRunning) return;
  scheduler_.take_off(thread, "affinity");
  make_ready(thread);
}

void Kernel::terminate_thread(Thread& thread, nt::Status status) {
  if (thread.state == ThreadState::kTerminated) return;
  scheduler_.take_off(thread, "exit");
  leave_wait(thread);
  thread.transfer.reset();
  thread.user_apcs.clear();
  thread.state = ThreadState::kTerminated;
  thread.exit_status = status;
  thread.exit_time = machine_.clock.system_time();
  record(truth::Kind::kThreadExit, &thread, {nt::code(status)});
  for (const auto& mutant : std::exchange(thread.mutants, {})) {
    mutant->owner = nullptr;
    mutant->recursion = 0;
    mutant->abandoned = true;
    satisfy_waiters(*mutant);
  }
  AddressSpace& space = thread.process.space;
  const auto free_stack =
      space.read_value<std::uint8_t>(thread.teb + offsetof(nt::Teb, FreeStackOnTermination));
  if (free_stack.value_or(0) && !thread.process.exited) space.release(thread.stack.reserve);
  space.release(thread.teb);
  satisfy_waiters(thread);
  const auto& threads = thread.process.threads;
  if (std::all_of(threads.begin(), threads.end(),
                  [](const auto& t) { return t->state == ThreadState::kTerminated; }))
    terminate_process(thread.process, status);
}

void Kernel::terminate_process(Process& process, nt::Status status) {
  if (process.exited) return;
  process.exited = true;
  process.exit_status = status;
  for (const auto& thread : process.threads) terminate_thread(*thread, status);
  record(truth::Kind::kProcessExit, process, {nt::code(status)});
  process.handles.clear();
  process.images.clear();
  process.space.close();
  satisfy_waiters(process);
}

bool Kernel::is_alive() const {
  return std::any_of(processes_.begin(), processes_.end(), [](const auto& p) { return !p->exited; });
}

void Kernel::exit_process(Thread& thread, nt::Status status) {
  if (!stop_at_exit) return terminate_process(thread.process, status);
  doomed_ = {&thread.process, status};
  report({Stop::Kind::kExit, &thread.process, &thread});
}

void Kernel::check_memory_now_and_then() {
  if (options_.memory.check_interval == 0 || ++faults_since_check_ < options_.memory.check_interval) return;
  faults_since_check_ = 0;
  const auto problem = check_memory(memory_);
  if (problem) std::fprintf(stderr, "memory check: %s\n", problem->c_str());
  DUMPLAB_CHECK(!problem);
}

void Kernel::give_up(Thread& thread, nt::Status status) {
  doomed_ = {&thread.process, status};
  report({Stop::Kind::kUnhandledException, &thread.process, &thread});
}

Stop Kernel::run(std::uint64_t limit) {
  for (;;) {
    if (pending_) return *std::exchange(pending_, std::nullopt);
    if (const auto doomed = std::exchange(doomed_, std::nullopt))
      terminate_process(*doomed->first, doomed->second);
    if (memory_.exhausted()) return {Stop::Kind::kOutOfFrames, nullptr, nullptr};
    if (!is_alive()) return {Stop::Kind::kAllExited, nullptr, nullptr};
    const bool goes_on = turn_.length > 0;  // run() came back in the middle of it
    if (!goes_on) {
      serve_due();
      scheduler_.lift_starved(now());
    }
    if (scheduler_.needs_dispatch()) scheduler_.dispatch();
    if (goes_on) {
      if (now() >= limit) return {Stop::Kind::kTimeLimit, nullptr, nullptr};
      finish_turn(limit);
      continue;
    }
    const auto due = due_.next();
    if (scheduler_.is_idle()) {
      if (!due) return {Stop::Kind::kHang, nullptr, nullptr};
      if (*due > limit) {
        machine_.clock.advance_to_unit(limit);
        return {Stop::Kind::kTimeLimit, nullptr, nullptr};
      }
      machine_.clock.advance_to_unit(*due);
      continue;
    }
    if (now() >= limit) return {Stop::Kind::kTimeLimit, nullptr, nullptr};
    const std::uint64_t horizon = std::min(due.value_or(kNever), last_cut(limit));
    std::uint64_t slice = horizon * machine::Clock::kInstructionsPerUnit - machine_.clock.instructions();
    if (scheduler_.cpus() == 1) {
      run_cpu(0, slice, limit);
      continue;
    }
    slice = std::min(slice, kTurn);
    turn_ = {slice, 0, slice};
    finish_turn(limit);
  }
}

void Kernel::finish_turn(std::uint64_t limit) {
  while (turn_.cpu < scheduler_.cpus()) {
    if (scheduler_.running(turn_.cpu)) run_cpu(turn_.cpu, turn_.left, limit);
    if (pending_ || memory_.exhausted()) return;
    ++turn_.cpu;
    turn_.left = turn_.length;
  }
  machine_.clock.advance(turn_.length);
  turn_ = {};
}

std::uint64_t Kernel::last_cut(std::uint64_t limit) const {
  if (scheduler_.cpus() > 1) return kNever;
  // Without a processor that comes out by itself, a second late.
  if (memory_.wants_touches())
    return std::min(limit, kNever - machine::Clock::kUnitsPerSecond) + machine::Clock::kUnitsPerSecond;
  return std::min(limit, kNever);
}

void Kernel::run_cpu(unsigned cpu, std::uint64_t& budget, std::uint64_t limit) {
  machine::Cpu& hardware = *machine_.cpus[cpu];
  cpu::Processor& processor = hardware.processor;
  const bool alone = scheduler_.cpus() == 1;
  while (budget > 0 && scheduler_.running(cpu) && !pending_ && !memory_.exhausted() && now() < limit) {
    Thread& thread = *scheduler_.running(cpu);
    hardware.load_cr3(thread.process.space.cr3());
    processor.state = thread.context;
    processor.state.fs_base = thread.teb;
    processor.watch_calls(&thread.calls);
    processor.time_stamp_base = machine_.clock.instructions() - processor.retired();
    const std::uint64_t start = processor.retired();
    const cpu::Stop stop = processor.run(std::min(budget, thread.quantum_left));
    const std::uint64_t used = processor.retired() - start;
    thread.context = processor.state;
    thread.user_instructions += used;
    thread.user_time = thread.user_instructions / machine::Clock::kInstructionsPerUnit;
    std::uint64_t taken = used;
    if (stop.kind == cpu::Stop::Kind::kSystemEnter) {
      taken += kSystemCallInstructions;
      thread.kernel_time += kSystemCallInstructions / machine::Clock::kInstructionsPerUnit;
    }
    thread.quantum_left -= std::min(thread.quantum_left, taken);
    budget -= std::min(budget, taken);
    if (alone) machine_.clock.advance(taken);
    switch (stop.kind) {
      case cpu::Stop::Kind::kBudget:
        break;
      case cpu::Stop::Kind::kFault:
        handle_fault(cpu, stop.fault);
        break;
      case cpu::Stop::Kind::kInterrupt:
        handle_interrupt(cpu, stop.vector);
        break;
      case cpu::Stop::Kind::kSystemEnter:
        handle_system_call(cpu);
        break;
      case cpu::Stop::Kind::kWatchpoint:
        break;
      case cpu::Stop::Kind::kBreakpoint:
        if (on_breakpoint) on_breakpoint(thread.process, thread);
        break;
    }
    if (scheduler_.running(cpu) == &thread && thread.quantum_left == 0) scheduler_.end_quantum(thread, now());
    if (!scheduler_.needs_dispatch()) continue;
    if (alone) return;  // for there may be a nearer time at which something is due
    scheduler_.dispatch();
  }
}

void Kernel::handle_system_call(unsigned cpu) {
  Thread& thread = *scheduler_.running(cpu);
  Process& process = thread.process;
  const std::uint32_t number = thread.context.gpr[x86::kEax];
  const std::uint32_t stack = thread.context.gpr[x86::kEdx];
  // As SYSEXIT leaves it; also what a debugger sees of a thread that waits in the kernel.
  thread.context.eip = process.system_call_return;
  thread.context.gpr[x86::kEsp] = stack;
  thread.context.gpr[x86::kEax] = 0;
  thread.context.gpr[x86::kEcx] = 0;
  thread.context.gpr[x86::kEdx] = process.system_call_return;
  SystemCall call{process, thread, number, {}};
  const Completion completion = dispatch_system_call(*this, call, stack + 8);
  if (completion.kind == Completion::Kind::kReturn && thread.state != ThreadState::kTerminated)
    thread.context.gpr[x86::kEax] = nt::code(completion.status);
}

}  // namespace dumplab::kernel
