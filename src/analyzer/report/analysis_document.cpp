// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <ctime>

#include "nt/memory_constants.h"
#include "nt/status.h"
#include "report/address_text.h"
#include "report/analysis.h"
#include "report/system_facts.h"
#include "report/verdict_document.h"
#include "snapshot/codeview.h"
#include "snapshot/system_names.h"

namespace dumplab::report {
namespace {

using document::Align;
using document::Document;
using document::Table;

std::string line_text(const structures::Place& place) {
  return place.line ? fmt::format("[{} @ {}]", place.line->file, place.line->line) : std::string();
}

std::string utc_text(std::uint32_t seconds) {
  const std::time_t time = seconds;
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

bool is_walked(Processor processor) {
  return processor == Processor::kAmd64 || snapshot::describe_processor(processor) == "x86";
}

void add_overview(const Analysis& analysis, Document& out) {
  const Snapshot& s = analysis.snapshot;
  const std::string processor = snapshot::describe_processor(s.system.ProcessorArchitecture);
  const bool is_x86 = processor == "x86";
  Table facts{{{}, {}}, {}};
  const auto add = [&](std::string name, std::string value) {
    facts.rows.push_back({std::move(name), std::move(value)});
  };
  add("Time", utc_text(s.TimeDateStamp));
  add("System",
      fmt::format("{} {}.{}.{}{}{}, {} {}processor{}", snapshot::describe_platform(s.system.PlatformId),
                  s.system.MajorVersion, s.system.MinorVersion, s.system.BuildNumber,
                  s.system.CSDVersion.empty() ? "" : " ", s.system.CSDVersion, s.system.NumberOfProcessors,
                  is_x86 ? "" : processor + " ", s.system.NumberOfProcessors == 1 ? "" : "s"));
  if (!is_walked(s.system.ProcessorArchitecture))
    add("Stacks", fmt::format("those of {} come later", processor));
  if (s.misc && (s.misc->Flags1 & 1)) add("Process", std::to_string(s.misc->ProcessId));
  std::uint64_t bytes = 0;
  if (s.memory)
    for (const AddressRange& range : s.memory->ranges()) bytes += range.size;
  add("Memory", fmt::format("{} KiB in {} ranges", bytes / 1024, s.memory ? s.memory->ranges().size() : 0));
  add_system_facts(s, facts);
  out.heading(1, "Dump");
  out.table(std::move(facts));
}

void add_exception(const Analysis& analysis, const AddressText& text, Document& out) {
  if (!analysis.snapshot.exception) return;
  const Exception& exception = *analysis.snapshot.exception;
  out.heading(1, "Exception");
  Table facts{{{}, {}}, {}};
  facts.rows.push_back({"Code", fmt::format("{:08x} {}", exception.ExceptionCode,
                                            nt::describe_status(exception.ExceptionCode))});
  const auto place = analysis.modules.describe(exception.ExceptionAddress, false);
  facts.rows.push_back({"Address", place.module.empty()
                                       ? text(exception.ExceptionAddress)
                                       : fmt::format("{} {}", text(exception.ExceptionAddress),
                                                     place_text(place, exception.ExceptionAddress, text))});
  facts.rows.push_back({"Thread", std::to_string(exception.ThreadId)});
  const bool has_access = (exception.ExceptionCode == nt::code(nt::Status::kAccessViolation) ||
                           exception.ExceptionCode == nt::code(nt::Status::kInPageError)) &&
                          exception.ExceptionInformation.size() >= 2;
  if (has_access) {
    const std::uint64_t kind = exception.ExceptionInformation[0];
    const char* verb = kind == 0 ? "read from" : kind == 1 ? "write to" : kind == 8 ? "execute at" : "access";
    facts.rows.push_back({"Attempt", fmt::format("{} {}", verb, text(exception.ExceptionInformation[1]))});
  }
  out.table(std::move(facts));
}

void add_modules(const Analysis& analysis, const AddressText& text, Document& out) {
  out.heading(1, "Modules");
  Table table{{{"Start"}, {"End"}, {"Module"}, {"Version"}, {"Symbols"}, {"Debug id"}}, {}};
  for (const auto& module : analysis.modules.all())
    table.rows.push_back({text(module.module->BaseOfImage), text(module.module->range().end().value),
                          module.name, file_version(module.module->VersionInfo),
                          module.symbols ? module.symbols->kind() : "-",
                          snapshot::debug_id(module.module->codeview)});
  out.table(std::move(table));
  for (const auto& module : analysis.modules.all())
    for (const std::string& mismatch : module.mismatches) out.paragraph("  passed over: " + mismatch);
}

/// "[001fff34] -> 7c67786f, behind 7c677869: ff 15 10 20 68 7c to 7cac1460"
std::string evidence_text(const unwind::Evidence& evidence, std::uint64_t eip, const AddressText& text) {
  std::string result = fmt::format("[{}] -> {}", text(evidence.slot), text(eip));
  if (!evidence.call) return result + ", whose code is not in the dump";
  result += fmt::format(", behind {}:", text(evidence.call->address));
  for (const std::uint8_t byte : evidence.call->bytes) result += fmt::format(" {:02x}", byte);
  if (evidence.call->target) result += " to " + text(*evidence.call->target);
  return result;
}

void add_rejected(const std::vector<unwind::Rejected>& rejected, const AddressText& text, Document& out) {
  for (const unwind::Rejected& word : rejected)
    out.paragraph(
        fmt::format("      [{}] -> {} passed over: {}", text(word.slot), text(word.value), word.why));
}

void add_evidence(const unwind::CallStack& stack, const AddressText& text, Document& out) {
  std::size_t number = 0;
  for (const unwind::StackFrame& frame : stack.frames) {
    add_rejected(frame.rejected, text, out);
    if (frame.evidence)
      out.paragraph(fmt::format("  {:02x}  {}", number, evidence_text(*frame.evidence, frame.eip, text)));
    ++number;
  }
  add_rejected(stack.rejected, text, out);
}

void add_stack(const unwind::CallStack& stack, const Context& context, const AddressText& text, bool evidence,
               Document& out) {
  const bool is_amd64 = std::holds_alternative<ContextAmd64>(context);
  Table table{{{"#", Align::kRight},
               {is_amd64 ? "RIP" : "EIP"},
               {is_amd64 ? "RSP" : "ESP"},
               {is_amd64 ? "RBP" : "EBP"},
               {"Function"},
               {"Source"},
               {"Found by"}},
              {}};
  std::size_t number = 0;
  for (const unwind::StackFrame& frame : stack.frames)
    table.rows.push_back({fmt::format("{:02x}", number++), text(frame.eip), text(frame.esp), text(frame.ebp),
                          place_text(frame.place, frame.eip, text), line_text(frame.place),
                          unwind::describe(frame.trust)});
  if (!stack.frames.empty()) out.table(std::move(table));
  if (evidence) add_evidence(stack, text, out);
  if (!stack.stop.empty()) out.paragraph("      end: " + stack.stop);
}

void add_threads(const Analysis& analysis, const AddressText& text, bool evidence, Document& out) {
  out.heading(1, "Threads");
  std::size_t number = 0;
  for (const ThreadAnalysis& thread : analysis.threads) {
    const std::string name = thread.thread->name ? fmt::format(" \"{}\"", *thread.thread->name) : "";
    out.heading(
        2, fmt::format("Thread {}  id {}  TEB {}{}{}", number++, thread.thread->ThreadId,
                       text(thread.thread->Teb), name, thread.has_exception ? "  at the exception" : ""));
    if (thread.stack.frames.empty() && thread.thread->stack.size)
      out.paragraph(fmt::format("      stack {} to {}", text(thread.thread->stack.base.value),
                                text(thread.thread->stack.base.value + thread.thread->stack.size)));
    add_stack(thread.stack, *thread.context, text, evidence, out);
    if (!thread.has_exception) continue;
    out.heading(2, fmt::format("Thread {}  id {}  its own context, after the exception", number - 1,
                               thread.thread->ThreadId));
    add_stack(thread.own_stack, thread.thread->context, text, evidence, out);
  }
}

void add_unloaded_modules(const Analysis& analysis, const AddressText& text, Document& out) {
  if (analysis.snapshot.unloaded_modules.empty()) return;
  out.heading(1, "Unloaded modules");
  Table table{{{"Start"}, {"End"}, {"Module"}}, {}};
  for (const UnloadedModule& module : analysis.snapshot.unloaded_modules)
    table.rows.push_back(
        {text(module.BaseOfImage), text(module.BaseOfImage + module.SizeOfImage), module.name});
  out.table(std::move(table));
}

void add_handles(const Analysis& analysis, Document& out) {
  if (analysis.snapshot.handles.empty()) return;
  out.heading(1, "Handles");
  Table table{{{"Handle", Align::kRight},
               {"Type"},
               {"Access"},
               {"Handles", Align::kRight},
               {"Pointers", Align::kRight},
               {"Name"}},
              {}};
  for (const HandleDescriptor& handle : analysis.snapshot.handles)
    table.rows.push_back({fmt::format("{:x}", handle.Handle), handle.TypeName.value_or("?"),
                          fmt::format("{:08x}", handle.GrantedAccess), std::to_string(handle.HandleCount),
                          std::to_string(handle.PointerCount), handle.ObjectName.value_or("")});
  out.table(std::move(table));
}

void add_regions(const Analysis& analysis, const AddressText& text, Document& out) {
  out.heading(1, "Regions");
  Table table{{{"Base"}, {"End"}, {"Size", Align::kRight}, {"State"}, {"Type"}, {"Protect"}, {"Owner"}}, {}};
  for (const auto& region : analysis.regions)
    table.rows.push_back({text(region.base), text(region.base + region.size - 1),
                          fmt::format("{:x}", region.size), nt::describe_state(region.state),
                          nt::describe_type(region.type), nt::describe_protection(region.protect),
                          region.owner});
  out.table(std::move(table));
}

void add_other_streams(const Analysis& analysis, Document& out) {
  Table table{{{"Type"}, {"Name"}, {"Offset"}, {"Bytes", Align::kRight}}, {}};
  for (const StreamEntry& stream : analysis.streams)
    if (!stream.is_read)
      table.rows.push_back({fmt::format("{:#x}", stream.type), std::string(stream.name),
                            fmt::format("{:#x}", stream.offset), std::to_string(stream.size)});
  if (table.rows.empty()) return;
  out.heading(1, "Streams that are not read");
  out.table(std::move(table));
}

void add_problems(const Analysis& analysis, Document& out) {
  if (analysis.problems.empty()) return;
  out.heading(1, "Problems in the file");
  Table table{{{"Offset"}, {"What"}}, {}};
  for (const DumpProblem& problem : analysis.problems)
    table.rows.push_back({fmt::format("{:#x}", problem.where), describe(problem)});
  out.table(std::move(table));
}

}  // namespace

document::Document to_document(const Analysis& analysis, bool evidence) {
  const AddressText text(analysis.snapshot);
  Document out;
  add_overview(analysis, out);
  add_verdict(analysis, text, out);
  add_exception(analysis, text, out);
  add_modules(analysis, text, out);
  add_unloaded_modules(analysis, text, out);
  add_threads(analysis, text, evidence, out);
  add_handles(analysis, out);
  add_regions(analysis, text, out);
  add_other_streams(analysis, out);
  add_problems(analysis, out);
  return out;
}

}  // namespace dumplab::report
