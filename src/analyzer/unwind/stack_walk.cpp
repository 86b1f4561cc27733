// SPDX-License-Identifier: MIT
#include "unwind/stack_walk.h"

#include <fmt/format.h>

#include "snapshot/system_names.h"
#include "unwind/amd64_stack.h"
#include "unwind/amd64_walk.h"
#include "unwind/x86_stack.h"
#include "unwind/x86_walk.h"

namespace dumplab::unwind {
namespace {

std::string why_no_stack(Processor processor, const Context& context) {
  if (std::holds_alternative<std::monostate>(context)) return "the dump has no registers of it";
  if (processor == Processor::kX86 || processor == Processor::kAmd64)
    return "its registers are of a size that is not known";
  return fmt::format("stacks of {} come later", snapshot::describe_processor(processor));
}

}  // namespace

const char* describe(Trust trust) {
  constexpr const char* kWords[] = {"context",    "leaf",        "cfi",         "code",
                                    "frame_data", "prologue",    "unwind_info", "frame_pointer",
                                    "exception",  "filter_call", "scan"};
  return kWords[static_cast<std::size_t>(trust)];
}

StackWalk::StackWalk(const Snapshot& snapshot, const structures::ModuleImages& modules,
                     const structures::ProcessStructures& process)
    : snapshot_(snapshot),
      modules_(modules),
      process_(process),
      x86_code_(std::make_unique<X86Code>(modules)),
      amd64_code_(std::make_unique<Amd64Code>(modules, snapshot.system.PlatformId)) {}

StackWalk::~StackWalk() = default;

CallStack StackWalk::walk(const Thread& thread, const Context& context, std::size_t limit) const {
  if (!snapshot_.memory) return {{}, "no memory", {}};
  if (const auto* amd64 = std::get_if<ContextAmd64>(&context))
    return walk_amd64(*amd64_code_, find_amd64_stack(snapshot_, thread, amd64->Rsp), *amd64, limit);
  const auto* x86_context = std::get_if<ContextX86>(&context);
  if (!x86_context) return {{}, why_no_stack(snapshot_.system.ProcessorArchitecture, context), {}};
  const StackView stack = find_x86_stack(snapshot_, modules_.memory(), process_, thread, x86_context->Esp);
  return walk_x86(*x86_code_, stack, *x86_context, limit);
}

}  // namespace dumplab::unwind
