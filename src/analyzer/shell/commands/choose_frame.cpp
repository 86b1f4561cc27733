// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/frame_text.h"
#include "shell/register_text.h"

namespace dumplab::shell::commands {
namespace {

/// The context with the frame's EIP, ESP and EBP.
Context context_of(const unwind::StackFrame& frame, Context context) {
  if (auto* x86 = std::get_if<ContextX86>(&context)) {
    x86->Eip = static_cast<std::uint32_t>(frame.eip);
    x86->Esp = static_cast<std::uint32_t>(frame.esp);
    x86->Ebp = static_cast<std::uint32_t>(frame.ebp);
  } else if (auto* amd64 = std::get_if<ContextAmd64>(&context)) {
    amd64->Rip = frame.eip;
    amd64->Rsp = frame.esp;
    amd64->Rbp = frame.ebp;
  }
  return context;
}

}  // namespace

Result<document::Document> choose_frame(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  std::string options;
  while (const auto more = arguments.take_options()) options += *more;
  std::size_t number = session.scope().frame;
  if (!arguments.at_end()) {
    DUMPLAB_TRY(number, arguments.number());
  }
  DUMPLAB_TRY_VOID(expect_end(arguments));
  const unwind::CallStack stack = session.call_stack(session.most_frames);
  if (number >= stack.frames.size())
    return refuse(fmt::format("There is no frame {:x}: the stack has {:x}", number, stack.frames.size()));
  const auto rows = frame_rows(session.target(), stack);
  document::Listing list{"frame", {}};
  list.lines.push_back(frame_line(session.target(), rows[number], number));
  document::Document out;
  out.listing(std::move(list));
  const Context registers = context_of(stack.frames[number], session.scope().context);
  if (options.find('c') != std::string::npos || options.find('r') != std::string::npos)
    out.listing(describe_registers(session.target(), registers));
  if (options.find('c') != std::string::npos)
    session.select_context(Scope::Source::kRecord, registers);
  else
    session.select_frame(number);
  return out;
}

}  // namespace dumplab::shell::commands
