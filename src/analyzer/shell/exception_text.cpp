// SPDX-License-Identifier: MIT
#include "shell/exception_text.h"

#include <fmt/format.h>

#include "nt/fast_fail.h"
#include "nt/status.h"

namespace dumplab::shell {
namespace {

constexpr std::uint32_t kCppException = 0xe06d7363, kFastFail = 0xc0000409;

/// What an access violation tried, by its first parameter.
std::string attempt_text(const Target& target, const Exception& exception) {
  const bool is_access = exception.ExceptionCode == nt::code(nt::Status::kAccessViolation) ||
                         exception.ExceptionCode == nt::code(nt::Status::kInPageError);
  if (!is_access || exception.ExceptionInformation.size() < 2) return {};
  const std::string address = target.text(target.mask(exception.ExceptionInformation[1]));
  switch (exception.ExceptionInformation[0]) {
    case 0:
      return "Attempt to read from address " + address;
    case 1:
      return "Attempt to write to address " + address;
    case 8:
      return "Attempt to execute non-executable address " + address;
    default:
      return {};
  }
}

}  // namespace

std::string exception_name(std::uint32_t code) {
  if (code == kCppException) return "C++ EH exception";
  return std::string(nt::describe_status(code));
}

std::string event_text(const Exception& exception) {
  const std::string name = exception_name(exception.ExceptionCode);
  return fmt::format("{} - code {:08x} (first/second chance not available)",
                     name.empty() ? "Unknown exception" : name, exception.ExceptionCode);
}

document::Listing describe_exception(const Target& target, const Exception& exception) {
  document::Listing out{"exception", {}};
  const std::string place = target.symbols().describe(exception.ExceptionAddress);
  const std::string name = exception_name(exception.ExceptionCode);
  out.add(fmt::format("ExceptionAddress: {}{}", target.text(exception.ExceptionAddress),
                      place.empty() ? "" : " (" + place + ")"))
      .address("exception_address", exception.ExceptionAddress)
      .with("symbol", place);
  out.add(fmt::format("   ExceptionCode: {:08x}{}", exception.ExceptionCode,
                      name.empty() ? "" : " (" + name + ")"))
      .address("exception_code", exception.ExceptionCode)
      .with("name", name);
  out.add(fmt::format("  ExceptionFlags: {:08x}", exception.ExceptionFlags))
      .address("exception_flags", exception.ExceptionFlags);
  out.add(fmt::format("NumberParameters: {}", exception.ExceptionInformation.size()))
      .number("number_parameters", exception.ExceptionInformation.size());
  for (std::size_t i = 0; i < exception.ExceptionInformation.size(); ++i)
    out.add(fmt::format("   Parameter[{}]: {}", i,
                        target.text(target.mask(exception.ExceptionInformation[i]))))
        .address("parameter", exception.ExceptionInformation[i]);
  if (const std::string attempt = attempt_text(target, exception); !attempt.empty()) out.add(attempt);
  if (exception.ExceptionCode == kFastFail && !exception.ExceptionInformation.empty())
    out.add(fmt::format("Subcode: {:#x} {}", exception.ExceptionInformation[0],
                        nt::describe_fast_fail(exception.ExceptionInformation[0]).name));
  return out;
}

}  // namespace dumplab::shell
