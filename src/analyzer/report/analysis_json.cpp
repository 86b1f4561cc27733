// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/text.h"
#include "nt/status.h"
#include "report/analysis.h"
#include "report/file_check.h"
#include "report/json_object.h"
#include "report/region_json.h"
#include "report/system_facts.h"
#include "report/verdict_document.h"
#include "snapshot/codeview.h"
#include "snapshot/system_names.h"

namespace dumplab::report {
namespace {

struct RegisterJson {
  Json operator()(const ContextX86& c) const {
    return object({{"eax", hex(c.Eax)},
                   {"ebx", hex(c.Ebx)},
                   {"ecx", hex(c.Ecx)},
                   {"edx", hex(c.Edx)},
                   {"esi", hex(c.Esi)},
                   {"edi", hex(c.Edi)},
                   {"ebp", hex(c.Ebp)},
                   {"esp", hex(c.Esp)},
                   {"eip", hex(c.Eip)},
                   {"efl", hex(c.EFlags)}});
  }
  Json operator()(const ContextAmd64& c) const {
    return object({{"rax", hex(c.Rax)},
                   {"rbx", hex(c.Rbx)},
                   {"rcx", hex(c.Rcx)},
                   {"rdx", hex(c.Rdx)},
                   {"rsi", hex(c.Rsi)},
                   {"rdi", hex(c.Rdi)},
                   {"rbp", hex(c.Rbp)},
                   {"rsp", hex(c.Rsp)},
                   {"r8", hex(c.R8)},
                   {"r9", hex(c.R9)},
                   {"r10", hex(c.R10)},
                   {"r11", hex(c.R11)},
                   {"r12", hex(c.R12)},
                   {"r13", hex(c.R13)},
                   {"r14", hex(c.R14)},
                   {"r15", hex(c.R15)},
                   {"rip", hex(c.Rip)},
                   {"efl", hex(c.EFlags)}});
  }
  Json operator()(std::monostate) const { return {}; }
  Json operator()(const ContextRaw&) const { return {}; }
};

Json module_json(const structures::ModuleImage& image) {
  const Module& module = *image.module;
  return object({{"name", image.name},
                 {"base", hex(module.BaseOfImage)},
                 {"size", hex(module.SizeOfImage)},
                 {"path", module.path},
                 {"version", word_or_null(file_version(module.VersionInfo))},
                 {"timestamp", hex(module.TimeDateStamp)},
                 {"checksum", hex(module.CheckSum)},
                 {"debug_id", word_or_null(snapshot::debug_id(module.codeview))},
                 {"symbols", image.symbols ? Json(image.symbols->kind()) : Json()},
                 {"symbol_mismatches", image.mismatches}});
}

Json evidence_json(const std::optional<unwind::Evidence>& evidence) {
  if (!evidence) return {};
  std::string bytes;
  if (evidence->call)
    for (const std::uint8_t byte : evidence->call->bytes) bytes += fmt::format("{:02x}", byte);
  const bool has_target = evidence->call && evidence->call->target;
  return object({{"slot", hex(evidence->slot)},
                 {"call", evidence->call ? Json(hex(evidence->call->address)) : Json()},
                 {"bytes", word_or_null(bytes)},
                 {"target", has_target ? Json(hex(*evidence->call->target)) : Json()}});
}

Json rejected_json(const std::vector<unwind::Rejected>& rejected) {
  Json list = Json::array();
  for (const unwind::Rejected& word : rejected)
    list.push_back(object({{"slot", hex(word.slot)}, {"value", hex(word.value)}, {"why", word.why}}));
  return list;
}

Json frames_json(const unwind::CallStack& stack, bool is_amd64) {
  Json list = Json::array();
  for (const unwind::StackFrame& frame : stack.frames) {
    list.push_back(object(
        {{is_amd64 ? "rip" : "eip", hex(frame.eip)},
         {is_amd64 ? "rsp" : "esp", hex(frame.esp)},
         {is_amd64 ? "rbp" : "ebp", hex(frame.ebp)},
         {"module", word_or_null(frame.place.module)},
         {"function", word_or_null(frame.place.function)},
         {"function_offset", frame.place.module.empty() ? Json() : Json(hex(frame.place.function_offset))},
         {"file", frame.place.line ? Json(frame.place.line->file) : Json()},
         {"line", frame.place.line ? Json(frame.place.line->line) : Json()},
         {"trust", unwind::describe(frame.trust)},
         {"evidence", evidence_json(frame.evidence)},
         {"rejected", rejected_json(frame.rejected)}}));
  }
  return list;
}

Json thread_json(const ThreadAnalysis& thread, bool is_amd64) {
  return object({{"thread_id", thread.thread->ThreadId},
                 {"name", word_or_null(thread.thread->name.value_or(""))},
                 {"context", thread.has_exception ? "exception" : "thread"},
                 {"stack_base", hex(thread.thread->stack.base.value)},
                 {"stack_size", hex(thread.thread->stack.size)},
                 {"registers", std::visit(RegisterJson{}, *thread.context)},
                 {"frames", frames_json(thread.stack, is_amd64)},
                 {"stop", word_or_null(thread.stack.stop)},
                 {"rejected", rejected_json(thread.stack.rejected)},
                 {"own_frames", frames_json(thread.own_stack, is_amd64)},
                 {"own_stop", word_or_null(thread.own_stack.stop)},
                 {"own_rejected", rejected_json(thread.own_stack.rejected)}});
}

Json unloaded_json(const UnloadedModule& module) {
  return object({{"name", module.name},
                 {"base", hex(module.BaseOfImage)},
                 {"size", hex(module.SizeOfImage)},
                 {"timestamp", hex(module.TimeDateStamp)},
                 {"checksum", hex(module.CheckSum)}});
}

Json handle_json(const HandleDescriptor& handle) {
  return object({{"handle", hex(handle.Handle)},
                 {"type", word_or_null(handle.TypeName.value_or(""))},
                 {"name", word_or_null(handle.ObjectName.value_or(""))},
                 {"access", hex(handle.GrantedAccess)},
                 {"attributes", hex(handle.Attributes)},
                 {"handle_count", handle.HandleCount},
                 {"pointer_count", handle.PointerCount}});
}

Json exception_json(const Exception& exception) {
  Json parameters = Json::array();
  for (const std::uint64_t parameter : exception.ExceptionInformation) parameters.push_back(hex(parameter));
  return object({{"code", hex(exception.ExceptionCode)},
                 {"address", hex(exception.ExceptionAddress)},
                 {"thread_id", exception.ThreadId},
                 {"flags", hex(exception.ExceptionFlags)},
                 {"description", word_or_null(nt::describe_status(exception.ExceptionCode))},
                 {"parameters", std::move(parameters)}});
}

}  // namespace

std::string to_json(const Analysis& analysis) {
  const Snapshot& s = analysis.snapshot;
  const bool is_amd64 = s.system.ProcessorArchitecture == Processor::kAmd64;
  Json modules = Json::array(), threads = Json::array(), regions = Json::array(), problems = Json::array();
  Json unloaded = Json::array(), handles = Json::array();
  for (const auto& module : s.unloaded_modules) unloaded.push_back(unloaded_json(module));
  for (const auto& handle : s.handles) handles.push_back(handle_json(handle));
  for (const auto& module : analysis.modules.all()) modules.push_back(module_json(module));
  for (const auto& thread : analysis.threads) threads.push_back(thread_json(thread, is_amd64));
  std::stable_sort(threads.begin(), threads.end(), [](const Json& a, const Json& b) {
    return a["thread_id"].get<std::uint32_t>() < b["thread_id"].get<std::uint32_t>();
  });
  for (const auto& region : analysis.regions) regions.push_back(region_json(region));
  Json streams = Json::array();
  for (const StreamEntry& stream : analysis.streams)
    streams.push_back(object({{"type", hex(stream.type)},
                              {"name", word_or_null(stream.name)},
                              {"offset", hex(stream.offset)},
                              {"size", hex(stream.size)}}));
  for (const DumpProblem& problem : analysis.problems)
    problems.push_back(object({{"stream", problem.part},
                               {"damage", damage_word(problem.damage)},
                               {"what", problem.what},
                               {"where", hex(problem.where)}}));
  const Json json =
      object({{"schema", "dumplab/analysis/2"},
              {"process_id", s.misc && (s.misc->Flags1 & 1) ? Json(s.misc->ProcessId) : Json()},
              {"time", s.TimeDateStamp},
              {"system", object({{"version", fmt::format("{}.{}.{}", s.system.MajorVersion,
                                                         s.system.MinorVersion, s.system.BuildNumber)},
                                 {"platform", snapshot::describe_platform(s.system.PlatformId)},
                                 {"processor", snapshot::describe_processor(s.system.ProcessorArchitecture)},
                                 {"service_pack", word_or_null(s.system.CSDVersion)},
                                 {"processors", s.system.NumberOfProcessors}})},
              {"modules", std::move(modules)},
              {"unloaded_modules", std::move(unloaded)},
              {"threads", std::move(threads)},
              {"handles", std::move(handles)},
              {"regions", std::move(regions)},
              {"exception", s.exception ? exception_json(*s.exception) : Json()},
              {"findings", findings_json(analysis)},
              {"exploitability", exploitability_json(s)},
              {"comment", s.comment ? Json(*s.comment) : Json()},
              {"comment_ansi", s.comment_ansi ? Json(*s.comment_ansi) : Json()},
              {"vm_counters", vm_counters_json(s)},
              {"system_memory", system_memory_json(s)},
              {"handle_operations", handle_operations_json(s)},
              {"tokens", tokens_json(s)},
              {"function_tables", function_tables_json(s)},
              {"streams", std::move(streams)},
              {"problems", std::move(problems)}});
  return to_text(json);
}

}  // namespace dumplab::report
