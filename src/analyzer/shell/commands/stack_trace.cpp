// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/frame_text.h"

namespace dumplab::shell::commands {
namespace {

/// "= ebp [esp [eip]]": a stack that begins with given registers.
Result<Context> given_context(const Session& session, ArgumentReader& arguments) {
  Context context = session.scope().context;
  DUMPLAB_TRY(const std::uint64_t bp, arguments.address());
  std::uint64_t sp = bp, ip = 0;
  if (!arguments.at_end()) {
    DUMPLAB_TRY(sp, arguments.address());
  }
  if (!arguments.at_end()) {
    DUMPLAB_TRY(ip, arguments.address());
  }
  if (auto* x86 = std::get_if<ContextX86>(&context)) {
    x86->Ebp = static_cast<std::uint32_t>(bp);
    x86->Esp = static_cast<std::uint32_t>(sp);
    if (ip) x86->Eip = static_cast<std::uint32_t>(ip);
  } else if (auto* amd64 = std::get_if<ContextAmd64>(&context)) {
    amd64->Rbp = bp;
    amd64->Rsp = sp;
    if (ip) amd64->Rip = ip;
  } else {
    return refuse("The thread has no registers in the dump");
  }
  return context;
}

}  // namespace

Result<document::Document> stack_trace(Session& session, const Invocation& invocation) {
  const Thread* thread = session.thread();
  if (!thread) return refuse("The dump has no threads");
  FrameStyle style;
  style.arguments = invocation.has('b') || invocation.has('v') || invocation.has('p') || invocation.has('P');
  style.fpo = invocation.has('v');
  style.sizes = invocation.has('f');
  style.lines = session.shows_lines && !invocation.has('L');
  style.evidence = invocation.has('t');
  std::size_t limit = session.most_frames;
  Context context = session.scope().context;
  ArgumentReader arguments(session, invocation.arguments);
  if (!arguments.at_end() && arguments.rest()[0] != '=') {
    DUMPLAB_TRY(const std::uint64_t count, arguments.number());
    limit = static_cast<std::size_t>(std::min<std::uint64_t>(count, 0xffff));
  }
  const std::string_view rest = arguments.rest();
  if (rest.starts_with('=')) {
    ArgumentReader registers(session, rest.substr(1));
    DUMPLAB_TRY(context, given_context(session, registers));
    if (!registers.at_end()) {
      DUMPLAB_TRY(const std::uint64_t count, registers.number());
      limit = static_cast<std::size_t>(std::min<std::uint64_t>(count, 0xffff));
    }
    DUMPLAB_TRY_VOID(expect_end(registers));
  } else {
    DUMPLAB_TRY_VOID(expect_end(arguments));
  }
  if (!pointers_of(context)) return refuse("The thread has no registers in the dump");
  // One more than is shown: the last row's return address stands in its caller.
  const unwind::CallStack stack = session.target().stack_walk().walk(*thread, context, limit + 1);
  style.most = limit;
  document::Listing list{"frames", {}};
  add_frames(session.target(), stack, style, list);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
