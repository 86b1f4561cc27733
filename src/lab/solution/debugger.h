// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dumplab/result.h"
#include "solution/instruction.h"

namespace dumplab::solution {

/// Whose registers and stack.
struct At {
  std::optional<std::uint32_t> thread;  ///< empty: at the exception
};
inline constexpr At kAtException{};

struct ThreadLine {
  unsigned index;  ///< the debugger's
  std::uint32_t id;
  std::uint32_t teb;
};

struct ExceptionLine {
  std::uint32_t code, address;
  std::vector<std::uint32_t> parameters;
};

struct FrameLine {
  std::uint32_t ip;                      ///< EIP of the innermost, return addresses above it
  std::uint32_t ebp;                     ///< while the frame was executing
  std::uint32_t return_address;          ///< 0 at the end
  std::vector<std::uint32_t> arguments;  ///< the three dwords where they would be
  std::string symbol;  ///< "Orders!main+0x12"; module and offset without a symbol; empty: none
};

struct ModuleLine {
  std::uint32_t start, end;
  std::string name, file;
};

/// The function that holds an address.
struct SymbolLine {
  std::string module, function;
  std::uint32_t start;
};

struct RegionLine {
  std::uint32_t start;
  std::uint64_t size;
  std::string state, protection, type;  ///< MEM_COMMIT, PAGE_READWRITE, MEM_PRIVATE; empty when there is none
  std::string usage;                    ///< what the debugger says of it: "Stack"
  bool is_start = false;                ///< in a list: an allocation begins here
};

struct ThreadTimes {
  std::uint32_t id;
  std::uint64_t user, kernel, elapsed;  ///< milliseconds
};

using Registers = std::map<std::string, std::uint32_t, std::less<>>;  ///< "eax" -> value; no flags but "efl"

/// The address that the operand means with these registers.
std::uint32_t effective_address(const MemoryOperand& memory, const Registers& registers);

/// What any debugger shows of a dump without types of data: registers, stacks, memory, code, modules,
/// symbols. An Error says what it does not show.
class Debugger {
 public:
  virtual ~Debugger() = default;
  /// Why the next look is taken: one sentence for a walkthrough.
  virtual void because(std::string) {}

  virtual Result<std::vector<ThreadLine>> threads() = 0;
  virtual Result<ExceptionLine> exception() = 0;
  virtual Result<Registers> registers(At at) = 0;
  /// Innermost first, `most` at most.
  virtual Result<std::vector<FrameLine>> stack(At at, unsigned most = 256) = 0;
  virtual Result<std::vector<std::uint32_t>> dwords(std::uint32_t address, unsigned count) = 0;
  /// Up to the NUL, or as far as the debugger shows it.
  virtual Result<std::string> text(std::uint32_t address) = 0;
  virtual Result<std::string> wide_text(std::uint32_t address) = 0;
  virtual Result<std::vector<Instruction>> code(std::uint32_t address, unsigned count) = 0;
  /// The last instructions that end at `address`, in order.
  virtual Result<std::vector<Instruction>> code_before(std::uint32_t address, unsigned count) = 0;
  virtual Result<std::vector<ModuleLine>> modules() = 0;
  virtual Result<SymbolLine> function_at(std::uint32_t address) = 0;
  /// Of "Orders!main".
  virtual Result<std::uint32_t> address_of(const std::string& symbol) = 0;
  /// With symbol search words, "Orders!Find*": names and addresses.
  virtual Result<RegionLine> region(std::uint32_t address) = 0;
  virtual Result<std::vector<RegionLine>> regions() = 0;
  /// Where `value` lies on dword boundaries of [start, start + size).
  virtual Result<std::vector<std::uint32_t>> find_dword(std::uint32_t start, std::uint32_t size,
                                                        std::uint32_t value) = 0;
  virtual Result<std::vector<ThreadTimes>> times() = 0;
  virtual Result<std::string> comment() = 0;

  Result<std::uint32_t> dword(std::uint32_t address);
  /// 16 digits of the 64 bits at `address`.
  Result<std::string> witness(std::uint32_t address);
};

}  // namespace dumplab::solution
