// SPDX-License-Identifier: MIT
#include "shell/failure_fields.h"

#include <fmt/format.h>

#include <map>

#include "diagnose/exploitability.h"
#include "nt/peb.h"
#include "report/analysis.h"
#include "shell/error_codes.h"
#include "shell/exception_text.h"
#include "shell/frame_text.h"
#include "shell/register_text.h"
#include "shell/thread_text.h"
#include "snapshot/read_struct.h"

namespace dumplab::shell {
namespace {

using document::Listing;

/// "NAME:  value", and a blank line behind it.
void add_field(Listing& list, const std::string& name, const std::string& value) {
  list.add(fmt::format("{}:  {}", name, value)).with("field", name).with("value", value);
  list.add("");
}

void append(Listing& list, Listing other) {
  for (document::Line& line : other.lines) list.lines.push_back(std::move(line));
}

std::string program_name(const Snapshot& snapshot) {
  return snapshot.modules.empty() ? "unknown" : structures::module_name(snapshot.modules.front());
}

const char* access_word(const diagnose::Fault& fault) {
  switch (*fault.access) {
    case diagnose::Access::kRead:
      return "Read";
    case diagnose::Access::kWrite:
      return "Write";
    case diagnose::Access::kExecute:
      return "Execute";
  }
  return "";
}

/// "~2s; .ecxr ; kb": how to see the stack that is blamed.
std::string stack_command(const Session& session, const diagnose::Bucket& bucket) {
  const auto number = bucket.thread ? session.thread_number(*bucket.thread) : std::nullopt;
  if (!number) return "kb";
  const auto& exception = session.snapshot().exception;
  const bool is_event = exception && exception->ThreadId == *bucket.thread;
  return fmt::format("~{}s;{} kb", *number, is_event ? " .ecxr ;" : "");
}

std::string symbol_text(const Session& session, const diagnose::Bucket& bucket) {
  if (bucket.module.empty()) return "Unknown";
  const auto* module = session.target().symbols().find_module(bucket.module);
  const std::string name = module ? session.target().symbols().module_name(*module) : bucket.module;
  return bucket.symbol.empty() ? fmt::format("{}+{:x}", name, bucket.symbol_offset)
                               : fmt::format("{}!{}+{:x}", name, bucket.symbol, bucket.symbol_offset);
}

/// The ids of threads in WinDbg's way: number and hexadecimal id.
std::string thread_text(const Session& session, std::uint32_t id) {
  const auto number = session.thread_number(id);
  return number ? fmt::format("~{} ({:x})", *number, id) : fmt::format("{:x}, not in the dump", id);
}

}  // namespace

Listing describe_findings(const Target& target, const std::vector<diagnose::Finding>& findings) {
  Listing list{"findings", {}};
  if (findings.empty()) list.add("VERDICT:  nothing was recognised").with("pattern", "");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const diagnose::Finding& finding = findings[i];
    document::Line& line = list.add(fmt::format("{}:  {} ({}{})", i == 0 ? "VERDICT" : "ALSO",
                                                finding.pattern, diagnose::describe(finding.confidence),
                                                finding.is_cause ? "" : ", not a cause"));
    line.with("pattern", finding.pattern)
        .with("confidence", std::string(diagnose::describe(finding.confidence)));
    line.flag("is_cause", finding.is_cause).with("summary", finding.summary);
    if (finding.address) line.address("address", *finding.address);
    if (finding.thread) line.number("thread_id", *finding.thread);
    line.list("next", finding.next);
    list.add("    " + finding.summary);
    for (const diagnose::Evidence& evidence : finding.evidence)
      list.add(fmt::format("    - {}{}", evidence.address ? target.text(*evidence.address) + "  " : "",
                           evidence.what))
          .with("evidence", evidence.what);
    std::string next;
    for (const std::string& command : finding.next) next += (next.empty() ? "" : ";  ") + command;
    if (!next.empty()) list.add("    Next:  " + next);
    list.add("");
  }
  return list;
}

Listing describe_keys(const Session& session, const diagnose::Facts& facts, const diagnose::Bucket& bucket) {
  const Snapshot& s = session.snapshot();
  std::map<std::string, std::string> keys;
  if (const auto& fault = facts.fault()) {
    if (fault->access) {
      keys["AV.Type"] = access_word(*fault);
      if (fault->is_in_null_area()) keys["AV.Dereference"] = fault->address == 0 ? "NullPtr" : "NullClassPtr";
    }
    keys["Failure.Exception.Code"] = fmt::format("{:#010x}", fault->code);
    if (fault->has_registers) {
      keys["Failure.Exception.IP.Address"] = fmt::format("{:#x}", fault->ip);
      if (const auto* module = session.target().modules().find(fault->ip)) {
        keys["Failure.Exception.IP.Module"] = session.target().symbols().module_name(*module);
        keys["Failure.Exception.IP.Offset"] = fmt::format("{:#x}", fault->ip - module->module->BaseOfImage);
      }
    }
  }
  keys["Failure.Bucket"] = bucket.failure_bucket_id;
  keys["Failure.Hash"] = bucket.failure_id_hash;
  keys["Failure.ProblemClass.Primary"] = bucket.problem_class;
  if (s.misc && s.misc->Flags1 & 2 && s.misc->ProcessCreateTime &&
      s.TimeDateStamp >= s.misc->ProcessCreateTime)
    keys["Timeline.Process.Start.DeltaSec"] = std::to_string(s.TimeDateStamp - s.misc->ProcessCreateTime);
  keys["WER.OS.Version"] =
      fmt::format("{}.{}.{}", s.system.MajorVersion, s.system.MinorVersion, s.system.BuildNumber);
  if (!s.modules.empty() && s.modules[0].VersionInfo.dwSignature)
    keys["WER.Process.Version"] = report::file_version(s.modules[0].VersionInfo);
  Listing list{"keys", {}};
  list.add("KEY_VALUES_STRING: 1");
  list.add("");
  for (const auto& [key, value] : keys) {
    list.add("    Key  : " + key).with("key", key).with("value", value);
    list.add("    Value: " + value);
    list.add("");
  }
  return list;
}

Listing describe_failure(const Session& session, const diagnose::Facts& facts) {
  const Target& target = session.target();
  const Snapshot& s = session.snapshot();
  Listing list{"failure", {}};
  add_field(list, "FILE_IN_CAB", target.file().substr(target.file().find_last_of('/') + 1));
  if (s.comment) add_field(list, "COMMENT", *s.comment);
  if (s.comment_ansi) add_field(list, "COMMENT", *s.comment_ansi);
  if (const auto peb = target.process().peb; peb && !target.is_64_bit())
    if (const auto block = snapshot::read_struct<nt::Peb>(target.memory(), *peb))
      add_field(list, "NTGLOBALFLAG", fmt::format("{:x}", block->NtGlobalFlag.value()));
  if (!s.exception) {
    add_field(list, "PROCESS_NAME", program_name(s));
    return list;
  }
  const Exception& exception = *s.exception;
  Listing registers = describe_registers(target, exception.context);
  if (!registers.lines.empty()) {
    list.add("CONTEXT:  (.ecxr)").with("field", "CONTEXT");
    append(list, std::move(registers));
    list.add("Resetting default scope");
    list.add("");
  }
  list.add("EXCEPTION_RECORD:  (.exr -1)").with("field", "EXCEPTION_RECORD");
  append(list, describe_exception(target, exception));
  list.add("");
  add_field(list, "PROCESS_NAME", program_name(s));
  if (const auto& fault = facts.fault(); fault && fault->access) {
    const std::string name = *fault->access == diagnose::Access::kRead    ? "READ_ADDRESS"
                             : *fault->access == diagnose::Access::kWrite ? "WRITE_ADDRESS"
                                                                          : "EXECUTE_ADDRESS";
    add_field(list, name, target.text(fault->address));
    // Control went to a bad address: there is no instruction to look at.
    if (fault->is_execution()) add_field(list, "FAILED_INSTRUCTION_ADDRESS", target.text(fault->ip));
  }
  add_field(list, "ERROR_CODE", status_text(exception.ExceptionCode));
  add_field(list, "EXCEPTION_CODE_STR", fmt::format("{:x}", exception.ExceptionCode));
  for (std::size_t i = 0; i < std::min<std::size_t>(exception.ExceptionInformation.size(), 4); ++i)
    add_field(list, fmt::format("EXCEPTION_PARAMETER{}", i + 1),
              target.text(target.mask(exception.ExceptionInformation[i])));
  add_field(list, "FAULTING_THREAD", fmt::format("{:08x}", exception.ThreadId));
  return list;
}

Listing describe_bucket(const Session& session, const diagnose::Facts& facts,
                        const diagnose::Bucket& bucket) {
  const Target& target = session.target();
  Listing list{"bucket", {}};
  const auto* state = bucket.thread ? facts.find_thread(*bucket.thread) : nullptr;
  if (state && !state->stack->frames.empty()) {
    list.add("STACK_TEXT:").with("field", "STACK_TEXT");
    FrameStyle style;
    style.numbers = false;
    style.arguments = true;
    style.lines = session.shows_lines;
    Listing frames{"frames", {}};
    add_frames(target, *state->stack, style, frames);
    if (!frames.lines.empty()) frames.lines.erase(frames.lines.begin());  // no heading here
    constexpr std::size_t kMostFrames = 40;
    if (frames.lines.size() > kMostFrames) {
      const std::size_t left = frames.lines.size() - kMostFrames;
      frames.lines.resize(kMostFrames, document::Line(""));
      frames.add(fmt::format("... {} more frames ({} shows them)", left, stack_command(session, bucket)));
    }
    append(list, std::move(frames));
    list.add("");
    list.add("");
  }
  if (bucket.frame && state) {
    const std::uint64_t ip = state->stack->frames[*bucket.frame].eip;
    add_field(list, "FOLLOWUP_IP", fmt::format("{} {}", target.text(ip), symbol_text(session, bucket)));
  }
  add_field(list, "SYMBOL_NAME", symbol_text(session, bucket));
  if (const auto* module = bucket.module.empty() ? nullptr : target.symbols().find_module(bucket.module)) {
    add_field(list, "MODULE_NAME", target.symbols().module_name(*module));
    add_field(list, "IMAGE_NAME", module->name);
    const std::string version = report::file_version(module->module->VersionInfo);
    if (!version.empty()) add_field(list, "IMAGE_VERSION", version);
    add_field(list, "DEBUG_FLR_IMAGE_TIMESTAMP", fmt::format("{:x}", module->module->TimeDateStamp));
  }
  add_field(list, "STACK_COMMAND", stack_command(session, bucket));
  add_field(list, "PRIMARY_PROBLEM_CLASS", bucket.problem_class);
  add_field(list, "FAILURE_BUCKET_ID", bucket.failure_bucket_id);
  add_field(list, "FAILURE_ID_HASH", bucket.failure_id_hash);
  list.add("Followup:     MachineOwner");
  list.add("---------");
  return list;
}

Listing describe_exploitability(const Snapshot& snapshot) {
  const diagnose::Exploitability rated = diagnose::rate_exploitability(snapshot);
  Listing list{"exploitability", {}};
  if (rated.rating == diagnose::Rating::kNotAnalyzed) return list;
  list.add(fmt::format("EXPLOITABILITY:  {} ({} points, by Breakpad's rules)",
                       diagnose::describe(rated.rating), rated.score))
      .with("rating", std::string(diagnose::describe(rated.rating)))
      .number("score", static_cast<std::uint64_t>(rated.score));
  for (const auto& reason : rated.reasons)
    list.add(fmt::format("    {:>+4}  {}: {}", reason.points, reason.rule, reason.what))
        .with("rule", reason.rule);
  list.add("");
  return list;
}

Listing describe_wait_chain(const Session& session, const diagnose::Facts& facts,
                            const diagnose::Finding& finding) {
  const Snapshot& s = session.snapshot();
  Listing list{"wait_chain", {}};
  if (finding.thread) add_field(list, "BLOCKING_THREAD", fmt::format("{:08x}", *finding.thread));
  if (finding.locks.empty()) return list;
  const bool is_cycle = finding.problem_class == "APPLICATION_HANG_DEADLOCK";
  list.add("DERIVED_WAIT_CHAIN:").with("field", "DERIVED_WAIT_CHAIN");
  list.add("");
  list.add("Dl Eid Cid         WaitType                      Waits for");
  list.add("-- --- ----------- ----------------------------- ------------------");
  std::string command;
  const auto add_row = [&](std::uint32_t id, const std::string& type,
                           const std::string& what) -> document::Line& {
    const auto number = session.thread_number(id);
    const std::string eid = number ? std::to_string(*number) : "?";
    if (number) command += fmt::format("~{}s;k;;", *number);
    return list.add(fmt::format("   {:>3} {:<11} {:<29} {}", eid, client_id(s, id), type, what))
        .number("thread_id", id);
  };
  for (std::size_t i = 0; i < std::min(finding.threads.size(), finding.locks.size()); ++i) {
    const std::uint64_t lock = finding.locks[i];
    const auto* edge = facts.find_wait(finding.threads[i]);
    add_row(
        finding.threads[i], "Critical Section",
        fmt::format("{} of {}", session.target().text(lock), edge ? thread_text(session, edge->owner) : "?"))
        .address("lock", lock)
        .number("owner", edge ? edge->owner : 0);
  }
  if (is_cycle && !finding.threads.empty()) {
    const auto number = session.thread_number(finding.threads.front());
    list.add(fmt::format("x  {:>3} (cycle)", number ? std::to_string(*number) : "?")).flag("cycle", true);
  } else if (finding.thread && !finding.threads.empty()) {
    const auto* state = facts.find_thread(*finding.thread);
    add_row(*finding.thread, state ? std::string(diagnose::describe(state->kind)) : "not in the dump",
            "(root)");
  }
  list.add("");
  if (!command.empty()) add_field(list, "WAIT_CHAIN_COMMAND", command);
  return list;
}

}  // namespace dumplab::shell
