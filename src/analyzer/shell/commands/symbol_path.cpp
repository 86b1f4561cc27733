// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <filesystem>

#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> symbol_path(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  if (!arguments.at_end()) {
    arguments.take("+");
    const std::string folder(arguments.rest());
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
      return refuse(fmt::format("There is no folder {}", folder));
    session.target().add_symbol_folder(folder);
  }
  document::Listing list{"folders", {}};
  list.add("Symbols are looked for in:");
  for (const std::filesystem::path& folder : session.target().search().folders())
    list.add("  " + folder.string()).with("folder", folder.string());
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
