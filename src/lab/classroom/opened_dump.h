// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "classroom/dump_resolver.h"
#include "shell/session.h"
#include "solution/session_terminal.h"
#include "solution/shell_debugger.h"

namespace dumplab::classroom {

/// A dump of an exercise with everything that looks at it. Stays where it was made.
class OpenedDump {
 public:
  OpenedDump(Dump dump, std::string file, symbols::SearchPath search)
      : session_(shell::Target(std::move(dump), std::move(file), std::move(search))) {}
  OpenedDump(const OpenedDump&) = delete;
  OpenedDump& operator=(const OpenedDump&) = delete;

  shell::Session& session() { return session_; }
  solution::ShellDebugger& debugger() { return debugger_; }
  const DumpResolver& resolver() const { return resolver_; }

 private:
  shell::Session session_;
  solution::SessionTerminal terminal_{session_};
  solution::ShellDebugger debugger_{terminal_};
  DumpResolver resolver_{session_.target()};
};

/// The dumps of one exercise.
using OpenedDumps = std::vector<std::unique_ptr<OpenedDump>>;
/// With the symbols that lie beside the module files.
Result<OpenedDumps> open_dumps(const std::vector<std::vector<std::byte>>& files,
                               const std::vector<std::filesystem::path>& module_files);

/// "dump.dmp", or "dump1.dmp", "dump2.dmp", ... where there are several.
std::string dump_name(std::size_t number, std::size_t count);

}  // namespace dumplab::classroom
