// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/saved.h"
#include "dumplab/context.h"
#include "kernel/due_table.h"
#include "kernel/dump_request.h"
#include "kernel/object_names.h"
#include "kernel/process.h"
#include "kernel/scheduler.h"
#include "machine/disk_timing.h"
#include "machine/machine.h"
#include "truth/log.h"

namespace dumplab::kernel {

struct Options {
  std::uint64_t seed = 1;
  bool aslr = true;  ///< image bases from the seed; false: preferred bases
  Scheduler::Options scheduler;
  std::uint32_t first_process_id = 0, first_thread_id = 0;  ///< 0: from the seed
  std::uint32_t global_flags = 0;                           ///< PEB.NtGlobalFlag of every process
  MemoryOptions memory;
};

/// Why Kernel::run() came back.
struct Stop {
  enum class Kind {
    kUnhandledException,  ///< the filter reports it: NtRaiseHardError(STATUS_UNHANDLED_EXCEPTION), or second
                          ///< chance
    kFirstChance,         ///< an exception was delivered (only when asked for)
    kHang,                ///< nothing can run and no wait has a time-out
    kTimeLimit,
    kOutOfFrames,  ///< a page is needed and none can go: the machine is too small
    kExit,         ///< a process is about to end (only when asked for)
    kBreakpoint,   ///< a breakpoint's callback asked for a stop
    kAllExited,
  };
  Kind kind = Kind::kAllExited;
  Process* process = nullptr;
  Thread* thread = nullptr;
};

/// One system call: who makes it, and its argument words from the user stack.
struct SystemCall {
  Process& process;
  Thread& thread;
  std::uint32_t number = 0;
  std::array<std::uint32_t, 12> words{};

  template <std::size_t Count>
  std::array<std::uint32_t, Count> arguments() const {
    static_assert(Count <= 12);
    std::array<std::uint32_t, Count> result;
    std::copy_n(words.begin(), Count, result.begin());
    return result;
  }
};

/// What a service did with the calling thread.
struct Completion {
  enum class Kind { kReturn, kBlocked, kContextReplaced } kind = Kind::kReturn;
  nt::Status status = nt::Status::kSuccess;

  Completion(nt::Status s) : status(s) {}  // NOLINT: a status is the usual completion
  explicit Completion(Kind k) : kind(k) {}
};

/// The NT-style kernel of one machine: processes, threads, address spaces, objects, exceptions, system calls.
class Kernel {
 public:
  Kernel(machine::Machine& machine, const Options& options);
  ~Kernel();

  /// Starts the program at a path of the disk, as CreateProcess would. Errors name what is missing or wrong.
  Result<Process*> create_process(std::string_view path, std::string_view arguments);

  /// Runs until something happens that the host must see, or until `limit` (100 ns units since the start).
  /// Where run() comes back and is called again leaves no trace in the machine. So it may pass the limit:
  /// until several processors have ended their turn of 500 instructions, or until a processor stops by itself
  /// where the policy hears of every touch (at the end of a quantum at the latest).
  Stop run(std::uint64_t limit);

  /// Some process has not ended.
  bool is_alive() const;

  /// Host-side mark on an instruction of a process.
  void set_breakpoint(Process& process, std::uint32_t linear);
  /// Says what a reservation turned out to be for (the region map's truth).
  void set_owner(Process& process, std::uint32_t linear, Owner owner, std::uint32_t id);

  bool stop_at_first_chance = false, stop_at_exit = false;
  std::function<void(std::string_view)> console;  ///< what programs print
  /// Makes the dump that a program asks for, which the kernel puts into its file.
  std::function<Result<std::vector<std::byte>>(const DumpRequest&)> write_dump;
  std::function<void(Process&, const LoadedImage&)> on_image_mapped;
  std::function<void(Process&, Thread&)> on_breakpoint;  ///< before the marked instruction; context is exact

  machine::Machine& machine() { return machine_; }
  MemoryManager& memory() { return memory_; }
  const Options& options() const { return options_; }
  const std::vector<std::shared_ptr<Process>>& processes() const { return processes_; }
  const truth::Log& log() const { return log_; }
  truth::Log& log() { return log_; }
  Random& random() { return random_; }

  // What the system services (system_calls.h) build on.
  std::uint64_t now() const { return machine_.clock.units(); }
  void record(truth::Kind kind, const Thread* thread, std::array<std::uint64_t, 5> fields,
              std::string text = {});
  void record(truth::Kind kind, const Process& process, std::array<std::uint64_t, 5> fields,
              std::string text = {});

  Result<std::shared_ptr<ImageSegment>> image_segment(const machine::DiskFile& file);
  /// The one segment of a mapped file, at least `size` bytes long.
  std::shared_ptr<FileSegment> file_segment(machine::DiskFile& file, std::uint32_t size);
  /// Null when the file is not mapped.
  std::shared_ptr<FileSegment> find_file_segment(const machine::DiskFile& file) const;
  /// To be called before an image file changes. False while a process has it mapped.
  bool forget_image(const machine::DiskFile& file);
  /// Writes modified pages of mapped files to the disk.
  void flush_files();
  nt::Status map_image(Process& process, const std::shared_ptr<ImageSegment>& segment, std::uint32_t& base);
  nt::Status unmap(Process& process, std::uint32_t base);

  /// Makes a thread with its TEB; its first user code is KiUserApcDispatcher, then `context`.
  Result<std::shared_ptr<Thread>> create_thread(Process& process, const cpu::State& context,
                                                const StackBounds& stack, std::uint32_t start_address);
  /// The thread can go on, unless it is suspended. `increment`: priority that its wait was worth.
  void make_ready(Thread& thread, std::uint32_t increment = 0);
  std::uint32_t suspend(Thread& thread);
  std::uint32_t resume(Thread& thread);
  void terminate_thread(Thread& thread, nt::Status status);
  void terminate_process(Process& process, nt::Status status);

  /// Ends the process as a service of its own thread asks: with stop_at_exit run() returns before.
  void exit_process(Thread& thread, nt::Status status);

  /// Waits as `block` says; returns at once where it can.
  Completion wait(Thread& thread, WaitBlock block);
  /// To be called when an object may have become signalled. `increment`: priority for those it wakes.
  void satisfy_waiters(Object& object, std::uint32_t increment = 1);
  Scheduler& scheduler() { return scheduler_; }
  /// A bit for each processor that the thread may run on.
  void set_affinity(Thread& thread, std::uint32_t mask);
  /// Waits for the disk, then moves the bytes: the thread gets the result then.
  Completion transfer(Thread& thread, Transfer transfer);

  /// Queues a call to user mode; an alertable wait of the thread ends. False when the thread has ended.
  bool queue_apc(Thread& thread, const UserApc& apc);
  /// Ends an alertable wait, now or the next one. Gives whether the thread was alerted already.
  bool alert(Thread& thread);
  /// Makes the first queued call, when there is one: its CONTEXT goes on the stack and KiUserApcDispatcher is
  /// entered. False when there is none.
  bool deliver_apc(Thread& thread);

  void set_timer(const std::shared_ptr<Timer>& timer, std::uint64_t due, std::uint64_t period);
  void cancel_timer(Timer& timer);

  ObjectNames& names() { return names_; }

  /// Puts EXCEPTION_RECORD and CONTEXT on the thread's stack and enters KiUserExceptionDispatcher. Without
  /// room for them the process ends (second chance).
  void deliver_exception(Thread& thread, DeliveredException exception);
  void continue_from(Thread& thread, const ContextX86& context);
  /// A debugger would note it: MSVC's exception 406D1388 names a thread.
  void note_thread_name(Thread& thread, const DeliveredException& exception);
  /// Second chance: run() returns, and the next run() ends the process with `status`.
  void give_up(Thread& thread, nt::Status status);
  /// Makes run() return after the current system call.
  void report(Stop stop) { pending_ = stop; }

 private:
  friend struct saved::Fields<Kernel>;

  std::uint32_t new_thread_id();
  Result<void> map_system_images(Process& process);
  bool map_shared_data(Process& process);
  bool make_environment_block(Process& process, std::string_view arguments, const ImageSegment& exe);
  /// Empty: no commit left.
  std::optional<StackBounds> make_main_stack(Process& process, const ImageSegment& exe);
  bool make_peb(Process& process, const ImageSegment& exe);
  /// Where a turn of a processor may be cut for the limit, in 100 ns units.
  std::uint64_t last_cut(std::uint64_t limit) const;
  /// `budget` instructions; what is left of them stays there when the host must see something.
  void run_cpu(unsigned cpu, std::uint64_t& budget, std::uint64_t limit);
  /// Lets the processors finish the turn that they take together.
  void finish_turn(std::uint64_t limit);
  void handle_fault(unsigned cpu, const cpu::Fault& fault);
  /// Aborts when an invariant of the memory manager is broken; every MemoryOptions::check_interval faults.
  void check_memory_now_and_then();
  void handle_interrupt(unsigned cpu, std::uint8_t vector);
  void handle_system_call(unsigned cpu);
  /// After a touch of a thread's own guard page: the next guard page. False: the stack is used up.
  bool grow_stack(Thread& thread, std::uint32_t linear);
  bool make_stack_writable(Thread& thread, std::uint32_t low, std::uint32_t high);
  bool try_satisfy(Thread& thread);
  void finish_wait(Thread& thread, nt::Status status, std::uint32_t increment = 0);
  /// Takes the thread out of the lists of its wait.
  void leave_wait(Thread& thread);
  nt::Status finish_transfer(Thread& thread);
  void serve_due();
  void expire(Thread& thread);
  void expire(const std::shared_ptr<Timer>& timer);

  machine::Machine& machine_;
  Options options_;
  Random random_;
  truth::Log log_;
  MemoryManager memory_;
  std::map<std::string, std::shared_ptr<ImageSegment>>
      image_segments_;                                               ///< by upper-cased path: one base each
  std::map<std::string, std::weak_ptr<FileSegment>> file_segments_;  ///< by upper-cased path
  std::vector<std::shared_ptr<Process>> processes_;
  Scheduler scheduler_;
  /// What several processors do between two looks at the clock: so many instructions each, one after the
  /// other.
  struct Turn {
    std::uint64_t length = 0;  ///< 0: none is under way
    unsigned cpu = 0;          ///< whose part it is
    std::uint64_t left = 0;    ///< instructions of that part
  };
  static constexpr std::uint64_t kTurn = 500;  ///< instructions: so they advance together
  Turn turn_;
  DueTable due_;
  ObjectNames names_;
  machine::DiskTiming disk_timing_;
  std::uint64_t disk_free_at_ = 0;  ///< 100 ns units: when the disk has done all that it was asked for
  std::uint32_t next_id_ = 0, next_thread_id_ = 0;
  std::uint32_t faults_since_check_ = 0;
  std::uint32_t fault_code_ =
      0;  ///< error code of the fault that is being served; 0: the kernel's own access
  std::optional<Stop> pending_;
  std::optional<std::pair<Process*, nt::Status>> doomed_;  ///< ends when the host has had its look
};

/// The 716-byte CONTEXT of a thread's registers, flags CONTEXT_ALL.
ContextX86 context_of(const cpu::State& state);
/// Registers of a thread that has not run. NT starts x87 with 53 bits of precision: control word 027f.
cpu::State first_state();
/// The parts that ContextFlags names.
void apply_context(const ContextX86& context, cpu::State& state);

}  // namespace dumplab::kernel
