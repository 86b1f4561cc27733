// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <functional>

#include "systems/lab_program.h"

namespace dumplab::systems {

/// One instruction that a thread is about to execute.
struct Step {
  std::uint32_t thread = 0;  ///< its id
  std::uint32_t eip = 0, esp = 0, ebp = 0;
  std::uint64_t instructions = 0;        ///< that the thread has executed before
  std::array<std::uint32_t, 3> stack{};  ///< the dwords at ESP, ESP+4 and ESP+8
};

/// Single steps: what is executed in a range of a program's code, instruction by instruction, with a
/// breakpoint on every byte of the range. Borrows the program.
class InstructionTrace {
 public:
  InstructionTrace(LabProgram& program, std::uint32_t first, std::uint32_t last);
  ~InstructionTrace();
  InstructionTrace(const InstructionTrace&) = delete;
  InstructionTrace& operator=(const InstructionTrace&) = delete;

  /// Called before each instruction.
  std::function<void(kernel::Thread&)> on_step;

  const std::vector<Step>& steps() const { return steps_; }

 private:
  void note(kernel::Thread& thread);

  LabProgram& program_;
  std::uint32_t first_, last_;
  std::vector<Step> steps_;
  std::function<void(kernel::Process&, kernel::Thread&)> before_;  ///< the run's own look at breakpoints
};

}  // namespace dumplab::systems
