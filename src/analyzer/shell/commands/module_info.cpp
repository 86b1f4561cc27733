// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/image_text.h"
#include "shell/module_text.h"
#include "shell/time_text.h"
#include "snapshot/codeview.h"

namespace dumplab::shell::commands {
namespace {

void add_codeview(const CodeView& codeview, document::Listing& list) {
  const auto add = [&](std::string text, const std::string& path) {
    list.add(std::move(text)).with("debug_id", snapshot::debug_id(codeview)).with("pdb", path);
  };
  if (const auto* pdb = std::get_if<CodeViewPdb70>(&codeview))
    add(fmt::format("               CODEVIEW  RSDS - GUID: {}  Age: {}, Pdb: {}", guid_text(pdb->guid),
                    pdb->age, pdb->pdb_path),
        pdb->pdb_path);
  else if (const auto* old = std::get_if<CodeViewPdb20>(&codeview))
    add(fmt::format("               CODEVIEW  NB10 - Sig: {:x}, Age: {}, Pdb: {}", old->signature, old->age,
                    old->pdb_path),
        old->pdb_path);
  else
    list.add("               none in the dump");
}

}  // namespace

Result<document::Document> module_info(Session& session, const Invocation& invocation) {
  if (invocation.arguments.empty()) return refuse("!lmi needs a module");
  DUMPLAB_TRY(const auto* const module, find_module(session, invocation.arguments));
  const Target& target = session.target();
  const Module& m = *module->module;
  document::Listing list{"module", {}};
  const auto add = [&](const char* name, const std::string& value) {
    list.add(fmt::format("{:>16}: {}", name, value)).with(name, value);
  };
  list.add(fmt::format("Loaded Module Info: [{}]", invocation.arguments));
  add("Module", target.symbols().module_name(*module));
  add("Base Address", target.text(m.BaseOfImage));
  add("Image Name", module->name);
  if (module->image) {
    const std::uint16_t machine = module->image->file_header().Machine.value();
    add("Machine Type", fmt::format("{} ({})", machine, machine_word(machine)));
  }
  add("Time Stamp", time_stamp_text(m.TimeDateStamp));
  add("Size", fmt::format("{:x}", m.SizeOfImage));
  add("CheckSum", fmt::format("{:x}", m.CheckSum));
  if (module->image)
    add("Characteristics", fmt::format("{:x}", module->image->file_header().Characteristics.value()));
  list.add("Debug Data Dirs: Type  Information");
  add_codeview(m.codeview, list);
  add("Image Type", module->bytes.empty() ? "not in the dump"
                    : module->from_file   ? "FILE - read from a file of the same build"
                                          : "MEMORY - read from the dump");
  add("Symbol Type", module->symbols ? std::string(module->symbols->kind()) : "none");
  for (const std::string& mismatch : module->mismatches) add("Load Report", mismatch);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
