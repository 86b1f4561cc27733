// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/session.h"

namespace dumplab::shell {

/// "(pdb symbols)", "(export symbols)", ...: what is known of a module's names.
std::string symbol_status(const structures::ModuleImage& module);

/// The indented lines of `lmv`.
void add_module_details(const structures::ModuleImage& module, document::Listing& out);

/// By name, by base, or by an address in it. An error says that there is none.
Result<const structures::ModuleImage*> find_module(const Session& session, std::string_view text);

}  // namespace dumplab::shell
