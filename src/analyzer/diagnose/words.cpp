// SPDX-License-Identifier: MIT
#include "diagnose/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace dumplab::diagnose {
namespace {

std::string stem_of(const std::string& module) { return module.substr(0, module.rfind('.')); }

}  // namespace

std::string place_text(const structures::Place& place, std::uint64_t address) {
  if (place.module.empty()) return fmt::format("{:#x}", address);
  if (place.function.empty()) return fmt::format("{}+{:#x}", stem_of(place.module), place.function_offset);
  if (place.function_offset == 0) return fmt::format("{}!{}", stem_of(place.module), place.function);
  return fmt::format("{}!{}+{:#x}", stem_of(place.module), place.function, place.function_offset);
}

std::string place_text(const unwind::StackFrame& frame) { return place_text(frame.place, frame.eip); }

std::string function_text(const unwind::StackFrame& frame) {
  if (frame.place.function.empty()) return place_text(frame);
  return fmt::format("{}!{}", stem_of(frame.place.module), frame.place.function);
}

std::string thread_text(std::uint32_t id) { return fmt::format("thread {} ({:x})", id, id); }

bool is_system_module(std::string_view module) {
  constexpr std::string_view kNames[] = {"ntdll.dll",    "kernel32.dll", "kernelbase.dll", "crt.dll",
                                         "msvcrt.dll",   "ucrtbase.dll", "win32u.dll",     "user32.dll",
                                         "dbghelp.dll",  "wow64.dll",    "wow64cpu.dll",   "wow64win.dll",
                                         "verifier.dll", "dbgcore.dll"};
  const std::string name = lower(std::string(module));
  if (std::ranges::find(kNames, name) != std::end(kNames)) return true;
  return name.starts_with("msvcr") || name.starts_with("msvcp") || name.starts_with("vcruntime");
}

bool is_runtime_function(std::string_view function) {
  constexpr std::string_view kNames[] = {"abort",
                                         "_abort",
                                         "raise",
                                         "_assert",
                                         "_wassert",
                                         "_invalid_parameter",
                                         "terminate",
                                         "_CxxThrowException",
                                         "_CxxThrowException@8",
                                         "_exit",
                                         "__report_gsfailure",
                                         "_purecall",
                                         "memcpy",
                                         "memmove",
                                         "memset",
                                         "memcmp",
                                         "memchr",
                                         "strlen",
                                         "strcpy",
                                         "strcat",
                                         "strcmp",
                                         "strncpy",
                                         "strncmp",
                                         "strchr",
                                         "wcslen",
                                         "wcscpy",
                                         "wcscmp",
                                         "free",
                                         "malloc",
                                         "realloc",
                                         "calloc",
                                         "operator new",
                                         "operator delete",
                                         "_chkstk",
                                         "__chkstk",
                                         "_alloca_probe"};
  return std::ranges::find(kNames, function) != std::end(kNames) ||
         function.starts_with("_invalid_parameter");
}

}  // namespace dumplab::diagnose
