// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/error_codes.h"

namespace dumplab::shell::commands {

Result<document::Document> error_text(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  DUMPLAB_TRY(const std::uint64_t value, arguments.number());
  const bool is_status = arguments.take("1") || value > 0xffff;
  DUMPLAB_TRY_VOID(expect_end(arguments));
  const auto code = static_cast<std::uint32_t>(value);
  document::Listing list{"error", {}};
  list.add("Error code: " + (is_status ? status_text(code) : win32_error_text(code))).number("code", code);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
