// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"
#include "nt/loader_data.h"
#include "snapshot/read_struct.h"

namespace dumplab::consistency {
namespace {

struct List {
  std::uint32_t offset;  // in PEB_LDR_DATA
  std::string_view name;
};
constexpr List kLists[] = {
    {offsetof(nt::LoaderData, InLoadOrderModuleList), "InLoadOrderModuleList"},
    {offsetof(nt::LoaderData, InMemoryOrderModuleList), "InMemoryOrderModuleList"},
    {offsetof(nt::LoaderData, InInitializationOrderModuleList), "InInitializationOrderModuleList"},
};

}  // namespace

void loader_lists(Findings& findings) {
  if (!findings.peb() || findings.peb()->Ldr.value() == 0) return;
  const std::uint32_t loader = findings.peb()->Ldr.value();
  // ntdll keeps its own data in its data section, all else that could be there is code and constants.
  if (const Module* module = findings.snapshot().find_module({loader})) {
    const bool is_start = loader < module->BaseOfImage + 0x1000;
    const auto data = snapshot::read_struct<nt::LoaderData>(findings.memory(), loader);
    if (is_start ||
        (data && (data->Length.value() < sizeof(nt::LoaderData) - 4 || data->Length.value() > 0x100)))
      return findings.add(findings.peb_address(), fmt::format("PEB.Ldr {:#x} leads into an image", loader));
  }
  for (const List& list : kLists) findings.walk_list(loader + list.offset, list.name);
}

}  // namespace dumplab::consistency
