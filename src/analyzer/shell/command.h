// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "document/document.h"
#include "dumplab/result.h"

namespace dumplab::shell {

class Session;

/// One command as it was typed: "kvn 5" is name "k", letters "vn", arguments "5".
struct Invocation {
  std::string name, letters, arguments;

  bool has(char letter) const { return letters.find(letter) != std::string::npos; }
};

/// A command that could not do its work says why in Error::what, in one line.
using Action = std::function<Result<document::Document>(Session&, const Invocation&)>;

struct Command {
  std::string_view group;       ///< of `.help`: "Threads"
  std::string_view names;       ///< one or several, blanks between them; the first one stands for all
  std::string_view letters;     ///< that may follow a name directly, in any order
  std::string_view arguments;   ///< for `.help`
  std::string_view summary;     ///< one line
  std::string_view difference;  ///< from WinDbg's; empty: none that is known
  Action run;
};

/// Every command of commands.def, in its order.
std::vector<Command> built_in_commands();

}  // namespace dumplab::shell
