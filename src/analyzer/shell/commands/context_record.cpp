// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "nt/context_codec.h"
#include "shell/arguments.h"
#include "shell/register_text.h"

namespace dumplab::shell::commands {
namespace {

Result<Context> read_context(const Target& target, std::uint64_t address) {
  std::vector<std::byte> bytes(target.is_64_bit() ? nt::kContextAmd64Size : nt::kContextX86Size);
  if (!target.memory().read_exactly({address}, bytes.data(), bytes.size()))
    return refuse(fmt::format("Unable to read a context: {} is not in the dump", target.text(address)));
  if (target.is_64_bit()) {
    DUMPLAB_TRY(ContextAmd64 context, nt::read_context_amd64(ByteView(bytes)));
    return Context(std::move(context));
  }
  DUMPLAB_TRY(ContextX86 context, nt::read_context_x86(ByteView(bytes)));
  if (!(context.ContextFlags & nt::kContextI386))
    return refuse(fmt::format("{} is no CONTEXT: its ContextFlags are {:x}", target.text(address),
                              context.ContextFlags));
  return Context(context);
}

}  // namespace

Result<document::Document> context_record(Session& session, const Invocation& invocation) {
  document::Document out;
  if (invocation.arguments.empty()) {
    session.select_thread(session.scope().thread);
    document::Listing list{"text", {}};
    list.add("Resetting default scope");
    out.listing(std::move(list));
    return out;
  }
  DUMPLAB_TRY(const std::uint64_t address, session.evaluate_address(invocation.arguments));
  DUMPLAB_TRY(Context context, read_context(session.target(), address));
  session.select_context(Scope::Source::kRecord, context);
  out.listing(describe_registers(session.target(), context));
  return out;
}

}  // namespace dumplab::shell::commands
