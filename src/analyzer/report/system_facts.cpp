// SPDX-License-Identifier: MIT
#include "report/system_facts.h"

#include "base/text.h"

namespace dumplab::report {
namespace {

struct Counter {
  const char* name;
  std::uint64_t VmCounters::*value;
};
/// Sizes in bytes.
constexpr Counter kCounters[] = {
    {"peak_working_set", &VmCounters::PeakWorkingSetSize},
    {"working_set", &VmCounters::WorkingSetSize},
    {"peak_paged_pool", &VmCounters::QuotaPeakPagedPoolUsage},
    {"paged_pool", &VmCounters::QuotaPagedPoolUsage},
    {"peak_nonpaged_pool", &VmCounters::QuotaPeakNonPagedPoolUsage},
    {"nonpaged_pool", &VmCounters::QuotaNonPagedPoolUsage},
    {"page_file", &VmCounters::PagefileUsage},
    {"peak_page_file", &VmCounters::PeakPagefileUsage},
    {"private", &VmCounters::PrivateUsage},
    {"peak_virtual", &VmCounters::PeakVirtualSize},
    {"virtual", &VmCounters::VirtualSize},
    {"private_working_set", &VmCounters::PrivateWorkingSetSize},
    {"shared_commit", &VmCounters::SharedCommitUsage},
    {"job_shared_commit", &VmCounters::JobSharedCommitUsage},
    {"job_private_commit", &VmCounters::JobPrivateCommitUsage},
    {"job_peak_private_commit", &VmCounters::JobPeakPrivateCommitUsage},
    {"job_private_commit_limit", &VmCounters::JobPrivateCommitLimit},
    {"job_total_commit_limit", &VmCounters::JobTotalCommitLimit},
};

}  // namespace

void add_system_facts(const Snapshot& s, document::Table& facts) {
  if (s.comment) facts.rows.push_back({"Comment", *s.comment});
  if (s.comment_ansi) facts.rows.push_back({s.comment ? "" : "Comment", *s.comment_ansi});
  if (s.vm_counters)
    facts.rows.push_back(
        {"Working set", fmt::format("{} KiB, {} KiB at its peak", s.vm_counters->WorkingSetSize / 1024,
                                    s.vm_counters->PeakWorkingSetSize / 1024)});
  if (s.system_memory) {
    const std::uint64_t page = s.system_memory->PageSize;
    facts.rows.push_back({"Machine", fmt::format("{} MiB of memory, {} MiB free",
                                                 s.system_memory->NumberOfPhysicalPages * page >> 20,
                                                 s.system_memory->AvailablePages * page >> 20)});
  }
  const auto count = [&](const char* what, std::size_t number) {
    if (number) facts.rows.push_back({what, std::to_string(number)});
  };
  count("Handle uses", s.handle_operations.size());
  count("Tokens", s.tokens.size());
  count("Function tables", s.function_tables.size());
}

Json vm_counters_json(const Snapshot& s) {
  if (!s.vm_counters) return {};
  Json json = object({{"revision", s.vm_counters->Revision}, {"page_faults", s.vm_counters->PageFaultCount}});
  for (const Counter& counter : kCounters) json[counter.name] = hex((*s.vm_counters).*counter.value);
  return json;
}

Json system_memory_json(const Snapshot& s) {
  if (!s.system_memory) return {};
  const SystemMemoryInfo& m = *s.system_memory;
  return object({{"page_size", hex(m.PageSize)},
                 {"physical_pages", m.NumberOfPhysicalPages},
                 {"available_pages", m.AvailablePages},
                 {"committed_pages", m.CommittedPages},
                 {"commit_limit", m.CommitLimit},
                 {"peak_commitment", m.PeakCommitment},
                 {"allocation_granularity", hex(m.AllocationGranularity)},
                 {"minimum_user_address", hex(m.MinimumUserModeAddress)},
                 {"maximum_user_address", hex(m.MaximumUserModeAddress)},
                 {"processors", m.NumberOfProcessors}});
}

Json handle_operations_json(const Snapshot& s) {
  Json list = Json::array();
  for (const HandleOperation& operation : s.handle_operations) {
    Json addresses = Json::array();
    for (const std::uint64_t address : operation.ReturnAddresses) addresses.push_back(hex(address));
    list.push_back(object({{"handle", hex(operation.Handle)},
                           {"process_id", operation.ProcessId},
                           {"thread_id", operation.ThreadId},
                           {"operation", operation.OperationType},
                           {"return_addresses", std::move(addresses)}}));
  }
  return list;
}

Json tokens_json(const Snapshot& s) {
  Json list = Json::array();
  for (const Token& token : s.tokens)
    list.push_back(object(
        {{"id", token.TokenId}, {"handle", hex(token.TokenHandle)}, {"size", hex(token.bytes.size())}}));
  return list;
}

Json function_tables_json(const Snapshot& s) {
  Json list = Json::array();
  for (const FunctionTable& table : s.function_tables)
    list.push_back(object({{"minimum", hex(table.MinimumAddress)},
                           {"maximum", hex(table.MaximumAddress)},
                           {"base", hex(table.BaseAddress)},
                           {"entries", table.EntryCount}}));
  return list;
}

}  // namespace dumplab::report
