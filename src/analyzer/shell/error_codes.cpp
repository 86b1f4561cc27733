// SPDX-License-Identifier: MIT
#include "shell/error_codes.h"

#include <fmt/format.h>

#include "nt/status.h"
#include "nt/win32_error.h"
#include "shell/exception_text.h"

namespace dumplab::shell {

std::string win32_error_text(std::uint32_t code) {
  const std::string_view text = nt::describe_win32_error(code);
  return fmt::format("(Win32) {:#x} ({}) - {}", code, code, text.empty() ? "no text for this error" : text);
}

std::string status_text(std::uint32_t code) {
  const std::string text = exception_name(code);
  return fmt::format("(NTSTATUS) {:#x} - {}", code, text.empty() ? "no text for this status" : text);
}

}  // namespace dumplab::shell
