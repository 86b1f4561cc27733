// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "nt/loader_data.h"
#include "nt/peb.h"
#include "shell/arguments.h"
#include "shell/environment.h"
#include "shell/time_text.h"
#include "snapshot/read_struct.h"

namespace dumplab::shell::commands {
namespace {

using document::Listing;

/// "'...'", or that the text's bytes are missing.
std::string quoted(const Target& target, const nt::UnicodeString& text) {
  const std::uint16_t length = text.Length.value();
  if (length == 0) return "''";
  const std::string read = structures::read_text(target.memory(), {{text.Buffer.value()}, length}, 0xffff);
  return read.empty() ? "not in the dump" : "'" + read + "'";
}

void add_loader(const Target& target, const nt::Peb& peb, Listing& list) {
  const auto loader = snapshot::read_struct<nt::LoaderData>(target.memory(), peb.Ldr.value());
  if (!loader) {
    list.add("    *** PEB.Ldr is not in the dump");
    return;
  }
  list.add(fmt::format("    {:<30} {}", "Ldr.Initialized:", loader->Initialized.value() ? "Yes" : "No"));
  const auto head = [&](const char* name, const nt::ListEntry& entry) {
    list.add(fmt::format("    {:<30} {:08x} . {:08x}", std::string(name) + ":", entry.Flink.value(),
                         entry.Blink.value()));
  };
  head("Ldr.InInitializationOrderModuleList", loader->InInitializationOrderModuleList);
  head("Ldr.InLoadOrderModuleList", loader->InLoadOrderModuleList);
  head("Ldr.InMemoryOrderModuleList", loader->InMemoryOrderModuleList);
  list.add("            Base TimeStamp                           Module");
  for (const structures::LoaderModule& module : target.process().loader.modules) {
    const auto stamp = target.read_number(module.entry + offsetof(nt::LoaderEntry, TimeDateStamp), 4);
    const std::string name = structures::read_text(target.memory(), module.full_name, 0xffff);
    const std::string when =
        stamp ? fmt::format("{:08x} {}", *stamp,
                            time_stamp_text(static_cast<std::uint32_t>(*stamp)).substr(0, 24))
              : "?";
    list.add(fmt::format("    {:>12x} {:<33} {}", module.base, when,
                         name.empty() ? "name not in the dump" : name))
        .address("base", module.base)
        .with("module", name);
  }
  if (!target.process().loader.is_complete)
    list.add("    *** the list of modules does not come back to its head");
}

void add_parameters(const Target& target, const nt::Peb& peb, Listing& list) {
  const auto parameters =
      snapshot::read_struct<nt::ProcessParameters>(target.memory(), peb.ProcessParameters.value());
  if (!parameters) {
    list.add("    *** PEB.ProcessParameters is not in the dump");
    return;
  }
  const auto add = [&](const char* name, const nt::UnicodeString& text) {
    const std::string value = quoted(target, text);
    list.add(fmt::format("    {:<19}{}", std::string(name) + ":", value)).with(name, value);
  };
  add("CurrentDirectory", parameters->CurrentDirectory);
  add("WindowTitle", parameters->WindowTitle);
  add("ImageFile", parameters->ImagePathName);
  add("CommandLine", parameters->CommandLine);
  add("DllPath", parameters->DllPath);
  list.add(fmt::format("    Environment:       {:08x}", parameters->Environment.value()))
      .address("environment", parameters->Environment.value());
  const auto variables = read_environment(target);
  for (const std::string& variable : variables) list.add("        " + variable).with("variable", variable);
  if (variables.empty()) list.add("        not in the dump");
}

}  // namespace

Result<document::Document> process_block(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  if (target.is_64_bit()) return refuse("!peb reads 32-bit processes; of this one only @$peb is known");
  std::uint64_t address = target.process().peb.value_or(0);
  if (!invocation.arguments.empty()) {
    DUMPLAB_TRY(address, session.evaluate_address(invocation.arguments));
  }
  if (address == 0) return refuse("The dump does not say where the PEB is: no TEB is in it");
  const auto peb = snapshot::read_struct<nt::Peb>(target.memory(), address);
  if (!peb) return refuse(fmt::format("Unable to read a PEB: {} is not in the dump", target.text(address)));
  Listing list{"peb", {}};
  list.add("PEB at " + target.text(address)).address("address", address);
  const auto yes_no = [&](const char* name, std::uint32_t value) {
    list.add(fmt::format("    {:<30} {}", std::string(name) + ":", value ? "Yes" : "No"))
        .flag(name, value != 0);
  };
  const auto word = [&](const char* name, std::uint32_t value) {
    list.add(fmt::format("    {:<30} {:08x}", std::string(name) + ":", value)).address(name, value);
  };
  yes_no("InheritedAddressSpace", static_cast<std::uint32_t>(peb->flags.bytes[0]));
  yes_no("ReadImageFileExecOptions", static_cast<std::uint32_t>(peb->flags.bytes[1]));
  yes_no("BeingDebugged", peb->BeingDebugged);
  word("ImageBaseAddress", peb->ImageBaseAddress.value());
  word("NtGlobalFlag", peb->NtGlobalFlag.value());
  word("Ldr", peb->Ldr.value());
  add_loader(target, *peb, list);
  word("SubSystemData", peb->SubSystemData.value());
  word("ProcessHeap", peb->ProcessHeap.value());
  word("ProcessParameters", peb->ProcessParameters.value());
  add_parameters(target, *peb, list);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
