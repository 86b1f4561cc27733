// SPDX-License-Identifier: MIT
// A debugger that prints anything: what reads it gives values or an error.
#include <cstdint>

#include "solution/shell_debugger.h"

namespace {

class AnyText final : public dumplab::solution::Terminal {
 public:
  explicit AnyText(std::string text) : text_(std::move(text)) {}
  std::string type(std::string_view) override { return text_; }

 private:
  std::string text_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::solution;
  const std::string text(reinterpret_cast<const char*>(data), size);
  AnyText terminal(text);
  ShellDebugger debugger(terminal);
  (void)debugger.threads();
  (void)debugger.exception();
  (void)debugger.registers(kAtException);
  (void)debugger.stack(kAtException, 16);
  (void)debugger.dwords(0x1000, 4);
  (void)debugger.text(0x1000);
  (void)debugger.wide_text(0x1000);
  const auto code = debugger.code(0x1000, 4);
  for (const Instruction& instruction : code.value_or(std::vector<Instruction>()))
    for (const std::string& operand : instruction.operands) (void)parse_memory(operand);
  (void)parse_memory(text);
  (void)debugger.modules();
  (void)debugger.function_at(0x1000);
  (void)debugger.address_of("a!b");
  (void)debugger.region(0x1000);
  (void)debugger.regions();
  (void)debugger.find_dword(0x1000, 0x1000, 1);
  (void)debugger.times();
  (void)debugger.comment();
  return 0;
}
