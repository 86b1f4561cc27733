// SPDX-License-Identifier: MIT
#pragma once

#include "solution/debugger.h"
#include "solution/terminal.h"

namespace dumplab::test {

/// Types lldb's commands and reads what they print. Times, comments and an exception's parameters lldb does
/// not show.
class LldbDebugger final : public solution::Debugger {
 public:
  explicit LldbDebugger(solution::Terminal& terminal);

  Result<std::vector<solution::ThreadLine>> threads() override;
  Result<solution::ExceptionLine> exception() override;
  Result<solution::Registers> registers(solution::At at) override;
  Result<std::vector<solution::FrameLine>> stack(solution::At at, unsigned most) override;
  Result<std::vector<std::uint32_t>> dwords(std::uint32_t address, unsigned count) override;
  Result<std::string> text(std::uint32_t address) override;
  Result<std::string> wide_text(std::uint32_t address) override;
  Result<std::vector<solution::Instruction>> code(std::uint32_t address, unsigned count) override;
  Result<std::vector<solution::Instruction>> code_before(std::uint32_t address, unsigned count) override;
  Result<std::vector<solution::ModuleLine>> modules() override;
  Result<solution::SymbolLine> function_at(std::uint32_t address) override;
  Result<std::uint32_t> address_of(const std::string& symbol) override;
  Result<solution::RegionLine> region(std::uint32_t address) override;
  Result<std::vector<solution::RegionLine>> regions() override;
  Result<std::vector<std::uint32_t>> find_dword(std::uint32_t start, std::uint32_t size,
                                                std::uint32_t value) override;
  Result<std::vector<solution::ThreadTimes>> times() override;
  Result<std::string> comment() override;

 private:
  std::vector<std::string> type(const std::string& command);
  /// The debugger's number of a thread.
  Result<std::string> index_of(solution::At at);
  Result<std::vector<solution::Instruction>> instructions(const std::string& command);

  solution::Terminal& terminal_;
};

}  // namespace dumplab::test
