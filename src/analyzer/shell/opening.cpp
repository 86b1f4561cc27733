// SPDX-License-Identifier: MIT
#include "shell/opening.h"

#include <fmt/format.h>

#include "shell/exception_text.h"
#include "shell/register_text.h"
#include "shell/session.h"
#include "shell/thread_text.h"
#include "shell/time_text.h"
#include "snapshot/dump_type.h"
#include "snapshot/system_names.h"

namespace dumplab::shell {
namespace {

using document::Listing;

struct VersionRow {
  std::uint32_t major, minor;
  const char *workstation, *server;
};
constexpr VersionRow kVersions[] = {{5, 0, "Windows 2000", "Windows 2000"},
                                    {5, 1, "Windows XP", "Windows XP"},
                                    {5, 2, "Windows XP", "Windows Server 2003"},
                                    {6, 0, "Windows Vista", "Windows Server 2008"},
                                    {6, 1, "Windows 7", "Windows 7"},
                                    {6, 2, "Windows 8", "Windows 8"},
                                    {6, 3, "Windows 8.1", "Windows 8.1"},
                                    {10, 0, "Windows 10", "Windows 10"}};
constexpr std::uint8_t kWorkstation = 1;

std::string system_name(const SystemInfo& system) {
  if (!snapshot::is_windows(system.PlatformId)) return snapshot::describe_platform(system.PlatformId);
  for (const VersionRow& row : kVersions)
    if (row.major == system.MajorVersion && row.minor == system.MinorVersion)
      return system.ProductType == kWorkstation ? row.workstation : row.server;
  return fmt::format("Windows {}.{}", system.MajorVersion, system.MinorVersion);
}

std::string processor_word(Processor processor) {
  return processor == Processor::kX86     ? "x86 compatible"
         : processor == Processor::kAmd64 ? "x64"
                                          : snapshot::describe_processor(processor);
}

/// SuiteMask's words.  Source: winnt.h, VER_SUITE_*.
std::string suite_words(std::uint16_t mask) {
  struct Row {
    std::uint16_t bit;
    const char* word;
  };
  constexpr Row kSuites[] = {{0x0001, "SmallBusiness"}, {0x0002, "Enterprise"},   {0x0010, "TerminalServer"},
                             {0x0080, "DataCenter"},    {0x0100, "SingleUserTS"}, {0x0200, "Personal"},
                             {0x0400, "Blade"}};
  std::string words;
  for (const Row& row : kSuites)
    if (mask & row.bit) words += std::string(words.empty() ? "" : " ") + row.word;
  return words;
}

const char* product_word(std::uint8_t type) {
  constexpr const char* kProducts[] = {"?", "WinNt", "LanManNt", "Server"};
  return type < std::size(kProducts) ? kProducts[type] : "?";
}

/// What kind of dump it is, by the memory that it has.
std::string kind_text(std::uint64_t flags) {
  if (flags & snapshot::dump_type::kWithFullMemory)
    return "User Mini Dump File with Full Memory: Only application data is available";
  return "User Mini Dump File: Only registers, stack and portions of memory are available";
}

}  // namespace

Listing describe_system(const Target& target, bool with_process_times) {
  const Snapshot& s = target.snapshot();
  const SystemInfo& system = s.system;
  Listing out{"system", {}};
  std::string version = fmt::format("{} Version {}", system_name(system), system.BuildNumber);
  if (!system.CSDVersion.empty()) version += fmt::format(" ({})", system.CSDVersion);
  version +=
      system.NumberOfProcessors == 1 ? " UP" : fmt::format(" MP ({} procs)", system.NumberOfProcessors);
  version += " Free " + processor_word(system.ProcessorArchitecture);
  out.add(version).with("system", system_name(system)).number("build", system.BuildNumber);
  const std::string suite = suite_words(system.SuiteMask);
  out.add(fmt::format("Product: {}{}{}", product_word(system.ProductType),
                      suite.empty() ? "" : ", suite: ", suite));
  out.add("Machine Name:");
  out.add("Debug session time: " + date_text(s.TimeDateStamp, 0)).number("time", s.TimeDateStamp);
  out.add("System Uptime: not available");
  const bool has_times = s.misc && s.misc->Flags1 & 2 && s.misc->ProcessCreateTime;
  if (!has_times) {
    out.add("Process Uptime: not available");
    return out;
  }
  const std::uint64_t up =
      s.TimeDateStamp > s.misc->ProcessCreateTime ? s.TimeDateStamp - s.misc->ProcessCreateTime : 0;
  out.add("Process Uptime: " + duration_text(up * kTicksPerSecond)).number("process_seconds", up);
  if (with_process_times) {
    out.add("  Kernel time: " + duration_text(s.misc->ProcessKernelTime * kTicksPerSecond));
    out.add("  User time: " + duration_text(s.misc->ProcessUserTime * kTicksPerSecond));
  }
  return out;
}

document::Document describe_opening(const Session& session) {
  const Target& target = session.target();
  const Snapshot& s = target.snapshot();
  document::Document out;
  Listing head{"dump", {}};
  head.add(fmt::format("Loading Dump File [{}]", target.file()));
  head.add(kind_text(s.Flags));
  if (s.comment) head.add(fmt::format("Comment: '{}'", *s.comment));
  if (s.comment_ansi) head.add(fmt::format("Comment: '{}'", *s.comment_ansi));
  out.listing(std::move(head));
  out.listing(describe_system(target, false));
  Listing event{"event", {}};
  if (!target.dump().problems().empty())
    event.add(fmt::format("The file is damaged: {} problem{} (.dumpdebug lists them)",
                          target.dump().problems().size(), target.dump().problems().size() == 1 ? "" : "s"));
  if (s.threads.empty()) event.add("The dump has no threads.");
  if (s.exception) {
    event.add("This dump file has an exception of interest stored in it.");
    event.add("The stored exception information can be accessed via .ecxr.");
    event.add(fmt::format("({}): {}", client_id(s, s.exception->ThreadId), event_text(*s.exception)));
    event.add("(The registers below are those of the moment when the dump was written.)");
  }
  out.listing(std::move(event));
  if (session.thread()) {
    Listing registers = describe_registers(target, session.scope().context);
    if (registers.lines.empty()) registers.add("The thread has no registers in the dump.");
    out.listing(std::move(registers));
  }
  return out;
}

}  // namespace dumplab::shell
