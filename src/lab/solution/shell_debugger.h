// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "solution/debugger.h"
#include "solution/terminal.h"

namespace dumplab::solution {

/// A command that was typed, and why.
struct Step {
  std::string why;  ///< may be empty
  std::string command;
  std::string output;
  std::size_t dump = 0;  ///< which of the exercise's
  friend bool operator==(const Step&, const Step&) = default;
};

/// Types WinDbg's commands and reads what they print: nothing else of the dump is looked at. Keeps every
/// command once.
class ShellDebugger final : public Debugger {
 public:
  /// `terminal` lives longer.
  explicit ShellDebugger(Terminal& terminal) : terminal_(terminal) {}

  /// The steps since the last call; a look that was taken before is given again, and not typed again.
  std::vector<Step> take_steps();

  void because(std::string why) override { why_ = std::move(why); }
  Result<std::vector<ThreadLine>> threads() override;
  Result<ExceptionLine> exception() override;
  Result<Registers> registers(At at) override;
  Result<std::vector<FrameLine>> stack(At at, unsigned most) override;
  Result<std::vector<std::uint32_t>> dwords(std::uint32_t address, unsigned count) override;
  Result<std::string> text(std::uint32_t address) override;
  Result<std::string> wide_text(std::uint32_t address) override;
  Result<std::vector<Instruction>> code(std::uint32_t address, unsigned count) override;
  Result<std::vector<Instruction>> code_before(std::uint32_t address, unsigned count) override;
  Result<std::vector<ModuleLine>> modules() override;
  Result<SymbolLine> function_at(std::uint32_t address) override;
  Result<std::uint32_t> address_of(const std::string& symbol) override;
  Result<RegionLine> region(std::uint32_t address) override;
  Result<std::vector<RegionLine>> regions() override;
  Result<std::vector<std::uint32_t>> find_dword(std::uint32_t start, std::uint32_t size,
                                                std::uint32_t value) override;
  Result<std::vector<ThreadTimes>> times() override;
  Result<std::string> comment() override;

 private:
  /// The lines that a command prints; `context`: what it depends on.
  std::vector<std::string> type(const std::string& command, const std::string& context = {});
  /// Makes registers and stack of `at` those of the session, which shows the registers.
  Result<std::vector<std::string>> choose(At at);

  Terminal& terminal_;
  std::string why_;
  std::string context_;  ///< the command that chose registers and stack
  std::map<std::pair<std::string, std::string>, std::string> said_;  ///< context and command -> output
  std::vector<Step> steps_;
};

}  // namespace dumplab::solution
