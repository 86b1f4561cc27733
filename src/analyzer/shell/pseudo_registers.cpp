// SPDX-License-Identifier: MIT
#include "shell/pseudo_registers.h"

#include <fmt/format.h>

#include <charconv>

#include "shell/session.h"

namespace dumplab::shell {
namespace {

using Value = Result<std::uint64_t>;

tl::unexpected<Error> lacks(std::string_view what) {
  return fail(ErrorKind::kMalformed, 0, fmt::format("The dump has no {}", what));
}

Value need(std::optional<std::uint64_t> value, std::string_view what) {
  if (value) return *value;
  return lacks(what);
}

Value pointer(const Session& session, std::uint64_t snapshot::ContextPointers::*which) {
  const auto all = pointers_of(session.scope().context);
  if (!all) return lacks("registers of this thread");
  return (*all).*which;
}

Value return_address(const Session& session) {
  const auto stack = session.call_stack(2);
  if (stack.frames.size() < 2) return lacks("caller of this function");
  return stack.frames[1].eip;
}

Value thread_id(const Session& session) {
  if (const Thread* thread = session.thread()) return std::uint64_t{thread->ThreadId};
  return lacks("threads");
}

Value teb(const Session& session) {
  const Thread* thread = session.thread();
  return need(thread && thread->Teb ? std::optional(thread->Teb) : std::nullopt,
              "TEB address of this thread");
}

Value process_id(const Session& session) {
  const auto& misc = session.snapshot().misc;
  if (misc && misc->Flags1 & 1) return std::uint64_t{misc->ProcessId};
  return lacks("process id");
}

Value entry_point(const Session& session) {
  const auto& modules = session.snapshot().modules;
  const auto* image = modules.empty() ? nullptr : session.target().modules().find(modules[0].BaseOfImage);
  if (!image || !image->image) return lacks("header of the program");
  return modules[0].BaseOfImage + image->image->entry_point();
}

const Exception* exception_of(const Session& session) {
  const auto& exception = session.snapshot().exception;
  return exception ? &*exception : nullptr;
}

struct Row {
  std::string_view name;
  Value (*find)(const Session&);
};
constexpr Row kRows[] = {
    {"ip", [](const Session& s) { return pointer(s, &snapshot::ContextPointers::ip); }},
    {"csp", [](const Session& s) { return pointer(s, &snapshot::ContextPointers::sp); }},
    {"ra", return_address},
    {"retreg",
     [](const Session& s) {
       return need(find_register(s.scope().context, "eax"), "registers of this thread");
     }},
    {"teb", teb},
    {"peb", [](const Session& s) { return need(s.target().process().peb, "PEB"); }},
    {"tid", thread_id},
    {"tpid", process_id},
    {"exentry", entry_point},
    {"exr_code",
     [](const Session& s) -> Value {
       const Exception* e = exception_of(s);
       return e ? Value(e->ExceptionCode) : lacks("exception");
     }},
    {"exr_numparams",
     [](const Session& s) -> Value {
       const Exception* e = exception_of(s);
       return e ? Value(e->ExceptionInformation.size()) : lacks("exception");
     }},
    {"eventip",
     [](const Session& s) -> Value {
       const Exception* e = exception_of(s);
       return e ? Value(e->ExceptionAddress) : pointer(s, &snapshot::ContextPointers::ip);
     }},
};

/// "param3" after "exr_", "3" after "t".
std::optional<std::size_t> number_behind(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  name.remove_prefix(prefix.size());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

}  // namespace

Value find_pseudo_register(const Session& session, std::string_view name) {
  for (const Row& row : kRows)
    if (row.name == name) return row.find(session);
  if (const auto number = number_behind(name, "t"); number && *number < session.variables().size())
    return session.variables()[*number];
  if (const auto number = number_behind(name, "exr_param")) {
    const Exception* e = exception_of(session);
    if (e && *number < e->ExceptionInformation.size()) return e->ExceptionInformation[*number];
    return lacks("such exception parameter");
  }
  return fail(ErrorKind::kMalformed, 0, fmt::format("There is no pseudo-register ${}", name));
}

}  // namespace dumplab::shell
