// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/help_text.h"

namespace dumplab::shell::commands {

Result<document::Document> evaluate_expression(Session& session, const Invocation& invocation) {
  document::Document out;
  if (invocation.arguments.empty()) {
    out.listing(describe_commands(session));
    return out;
  }
  DUMPLAB_TRY(const std::uint64_t value, evaluate(invocation.arguments, session.names()));
  const Target& target = session.target();
  const auto number =
      target.is_64_bit() ? static_cast<std::int64_t>(value) : std::int64_t{static_cast<std::int32_t>(value)};
  document::Listing list{"value", {}};
  list.add(fmt::format("Evaluate expression: {} = {}", number, target.text(target.mask(value))))
      .address("value", target.mask(value));
  out.listing(std::move(list));
  return out;
}

}  // namespace dumplab::shell::commands
