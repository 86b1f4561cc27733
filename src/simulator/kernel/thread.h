// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cpu/shadow_stack.h"
#include "cpu/state.h"
#include "kernel/object.h"
#include "nt/status.h"

namespace dumplab::kernel {

struct Process;

/// KTHREAD_STATE.
enum class ThreadState { kInitialized, kReady, kRunning, kTerminated, kWaiting };

/// KWAIT_REASON, as far as our services use it: kExecutive is the wait for a transfer.
enum class WaitReason { kNone, kExecutive, kDelayExecution, kSuspended, kUserRequest };

std::string_view describe(ThreadState state);
std::string_view describe(WaitReason reason);

/// What a waiting thread waits for.
struct WaitBlock {
  std::vector<std::shared_ptr<Object>> objects;  ///< none: only time or an APC ends the wait
  bool all = false;
  bool alertable = false;
  std::optional<std::uint64_t> due;  ///< 100 ns units since the machine started; empty: forever
  WaitReason reason = WaitReason::kNone;
  std::uint64_t due_number = 0;  ///< of DueTable
};

/// A transfer between a file and memory that the disk has not finished.
struct Transfer {
  std::shared_ptr<File> file;
  bool is_write = false;
  std::uint64_t offset = 0;  ///< bytes from the start of the file
  std::uint32_t buffer = 0, length = 0, io_status = 0;
  bool moves_position = false;
};

/// An exception as it was delivered to user mode.
struct DeliveredException {
  std::uint32_t code = 0, flags = 0, record = 0, address = 0;
  std::vector<std::uint32_t> parameters;
  cpu::State state;                    ///< the context that the program was shown
  std::vector<cpu::ShadowCall> calls;  ///< open calls at that moment
  std::uint32_t dispatcher_slot = 0;   ///< ESP at KiUserExceptionDispatcher
};

/// Where INITIAL_TEB puts a stack.
struct StackBounds {
  std::uint32_t base = 0;     ///< first byte above
  std::uint32_t limit = 0;    ///< lowest committed byte above the guard page
  std::uint32_t reserve = 0;  ///< lowest byte of the reservation
};

struct Thread final : Object {
  Thread(Process& process_, std::uint32_t id_) : Object("Thread"), process(process_), id(id_) {}
  bool is_signalled(const Thread&) const override { return state == ThreadState::kTerminated; }

  Process& process;
  std::uint32_t id;
  cpu::State context;  ///< while the thread is not on a CPU
  cpu::ShadowStack calls;
  ThreadState state = ThreadState::kInitialized;
  WaitBlock wait;
  bool in_wait = false;              ///< `wait` is under way, whether or not the thread is suspended, too
  std::optional<Transfer> transfer;  ///< what it waits for with kExecutive
  std::deque<UserApc> user_apcs;
  bool alerted = false;
  std::uint32_t suspend_count = 0;
  std::uint32_t base_priority = 8, priority = 8;  ///< 0 to 31; the second one may be boosted
  std::uint32_t affinity = 0xffffffff;            ///< a bit for each processor it may run on
  std::uint64_t ready_since = 0;                  ///< 100 ns units since the machine started
  std::string name;                               ///< what the program calls it; empty: nothing
  std::uint32_t teb = 0;
  StackBounds stack;
  std::uint32_t start_address = 0;  ///< what the program calls the thread routine
  nt::Status exit_status = nt::Status::kPending;
  std::uint64_t create_time = 0, exit_time = 0, user_time = 0, kernel_time = 0;  ///< 100 ns units
  std::uint64_t quantum_left = 0;                                                ///< instructions
  std::uint64_t user_instructions = 0;
  std::uint32_t context_switches = 0;          ///< times that it got a processor
  std::vector<DeliveredException> exceptions;  ///< being handled, innermost last
  /// Owned; a mutant without handles lives on until its owner ends.
  std::vector<std::shared_ptr<Mutant>> mutants;
};

}  // namespace dumplab::kernel
