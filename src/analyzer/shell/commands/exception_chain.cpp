// SPDX-License-Identifier: MIT
#include "structures/exception_chain.h"

#include <fmt/format.h>

#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> exception_chain(Session& session, const Invocation&) {
  using structures::ExceptionChain;
  const Target& target = session.target();
  const Thread* thread = session.thread();
  if (!thread) return refuse("The dump has no threads");
  if (target.is_64_bit())
    return refuse("64-bit code keeps no chain of exception handlers: its tables are in the images");
  const ExceptionChain chain =
      structures::read_exception_chain(session.snapshot(), target.modules(), thread->ThreadId);
  if (chain.stop == ExceptionChain::Stop::kNoTeb)
    return refuse("Unable to read the chain: the thread's TEB is not in the dump");
  const auto place = [&](std::uint64_t address) {
    const std::string name = target.symbols().describe(address);
    return name.empty() ? target.text(address) : fmt::format("{} ({})", name, target.text(address));
  };
  document::Listing list{"handlers", {}};
  for (const structures::ExceptionRegistration& r : chain.registrations) {
    list.add(fmt::format("{}: {}", target.text(r.address), place(r.handler)))
        .address("address", r.address)
        .address("next", r.next)
        .address("handler", r.handler)
        .with("symbol", target.symbols().describe(r.handler));
    for (const structures::ExceptionScope& scope : r.scopes) {
      const bool is_finally = scope.filter == 0;
      list.add(is_finally ? fmt::format("  CRT scope {:>2}, func:   {}", scope.level, place(scope.handler))
                          : fmt::format("  CRT scope {:>2}, filter: {}", scope.level, place(scope.filter)))
          .number("level", static_cast<std::uint64_t>(scope.level))
          .address("filter", scope.filter)
          .address("func", scope.handler);
      if (!is_finally) list.add(fmt::format("                func:   {}", place(scope.handler)));
    }
  }
  if (!chain.is_valid())
    list.add(fmt::format("Invalid exception stack at {}: {}", target.text(chain.stopped_at),
                         structures::describe_stop(chain.stop)))
        .address("invalid_at", chain.stopped_at)
        .with("why", std::string(structures::describe_stop(chain.stop)));
  if (list.lines.empty()) list.add("The thread has no handlers: its chain is empty");
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
