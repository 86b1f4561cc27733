// SPDX-License-Identifier: MIT
#include "systems/instruction_trace.h"

#include <algorithm>

#include "x86/registers.h"

namespace dumplab::systems {

InstructionTrace::InstructionTrace(LabProgram& program, std::uint32_t first, std::uint32_t last)
    : program_(program), first_(first), last_(last), before_(program.run().kernel().on_breakpoint) {
  kernel::Kernel& kernel = program_.run().kernel();
  for (std::uint32_t linear = first_; linear < last_; ++linear)
    kernel.set_breakpoint(program_.process(), linear);
  kernel.on_breakpoint = [this](kernel::Process& process, kernel::Thread& thread) {
    before_(process, thread);
    note(thread);
  };
}

InstructionTrace::~InstructionTrace() { program_.run().kernel().on_breakpoint = before_; }

void InstructionTrace::note(kernel::Thread& thread) {
  const cpu::State& state = thread.context;
  if (state.eip - first_ >= last_ - first_) return;
  // A thread that was interrupted in front of an instruction comes to its breakpoint again.
  const auto again = std::find_if(steps_.rbegin(), steps_.rend(),
                                  [&](const Step& step) { return step.thread == thread.id; });
  if (again != steps_.rend() && again->eip == state.eip && again->instructions == thread.user_instructions)
    return;
  const std::uint32_t esp = state.gpr[x86::kEsp];
  const auto word = [&](std::uint32_t offset) { return program_.word(esp + offset).value_or(0); };
  steps_.push_back({thread.id,
                    state.eip,
                    esp,
                    state.gpr[x86::kEbp],
                    thread.user_instructions,
                    {word(0), word(4), word(8)}});
  if (on_step) on_step(thread);
}

}  // namespace dumplab::systems
