// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "nt/exception.h"
#include "shell/arguments.h"
#include "shell/exception_text.h"
#include "snapshot/read_struct.h"

namespace dumplab::shell::commands {
namespace {

Result<Exception> read_record(const Target& target, std::uint64_t address) {
  const auto unreadable =
      refuse(fmt::format("Unable to read an exception record: {} is not in the dump", target.text(address)));
  Exception exception;
  std::uint64_t parameters = 0;
  const unsigned pointer = target.pointer_size();
  const auto code = target.read_number(address, 4), flags = target.read_number(address + 4, 4);
  const auto where = target.read_number(address + 8 + pointer, pointer);
  const auto count = target.read_number(address + 8 + 2 * pointer, 4);
  if (!code || !flags || !where || !count) return unreadable;
  exception.ExceptionCode = static_cast<std::uint32_t>(*code);
  exception.ExceptionFlags = static_cast<std::uint32_t>(*flags);
  exception.ExceptionAddress = *where;
  // On AMD64 the number of parameters is padded to 8 bytes.
  parameters = address + 8 + 3 * pointer;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(*count, nt::kMaximumExceptionParameters); ++i) {
    const auto value = target.read_number(parameters + i * pointer, pointer);
    if (!value) break;
    exception.ExceptionInformation.push_back(*value);
  }
  return exception;
}

}  // namespace

Result<document::Document> exception_record(Session& session, const Invocation& invocation) {
  const auto& stored = session.snapshot().exception;
  document::Document out;
  if (invocation.arguments == "-1") {
    if (!stored) return refuse("The dump has no exception record");
    out.listing(describe_exception(session.target(), *stored));
    return out;
  }
  if (invocation.arguments.empty()) return refuse(".exr needs -1 or an address");
  DUMPLAB_TRY(const std::uint64_t address, session.evaluate_address(invocation.arguments));
  DUMPLAB_TRY(const Exception exception, read_record(session.target(), address));
  out.listing(describe_exception(session.target(), exception));
  return out;
}

}  // namespace dumplab::shell::commands
