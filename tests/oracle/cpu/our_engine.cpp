// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstring>

#include "cpu/processor.h"
#include "oracle/cpu/engine.h"
#include "x86/vectors.h"

namespace dumplab::oracle {
namespace {

/// The pages of a case: data and stack are frames 0 to 3, code frames 4 and 5.
class Pages : public cpu::PageTranslator {
 public:
  std::optional<cpu::Fault> translate(std::uint32_t linear, cpu::Access access,
                                      cpu::PageView& page) override {
    const bool write = access == cpu::Access::kWrite;
    const std::uint32_t code = x86::kPageFaultUser | (write ? x86::kPageFaultWrite : 0);
    const int frame = frame_of(linear);
    if (frame < 0) return cpu::Fault{x86::kPageFault, code, linear, nullptr};
    const bool writable = frame != 2;
    if (write && !writable)
      return cpu::Fault{x86::kPageFault, code | x86::kPageFaultPresent, linear, nullptr};
    // The host does not execute data; IA-32 of the simulated generation would.
    if (access == cpu::Access::kExecute && frame < 4)
      return cpu::Fault{x86::kPageFault, code | x86::kPageFaultPresent, linear, nullptr};
    page = {frame < 4 ? reinterpret_cast<std::byte*>(memory.data()) + frame * ORACLE_PAGE
                      : reinterpret_cast<std::byte*>(code_bytes.data()) + (frame - 4) * ORACLE_PAGE,
            static_cast<std::uint32_t>(frame), writable};
    return std::nullopt;
  }

  alignas(4096) std::array<std::uint8_t, ORACLE_MEMORY_SIZE> memory{};
  alignas(4096) std::array<std::uint8_t, 2 * ORACLE_PAGE> code_bytes{};

 private:
  static int frame_of(std::uint32_t linear) {
    if (linear - ORACLE_DATA < ORACLE_DATA_SIZE)
      return static_cast<int>((linear - ORACLE_DATA) / ORACLE_PAGE);
    if (linear - ORACLE_STACK < ORACLE_PAGE) return 3;
    if (linear - ORACLE_CODE < 2 * ORACLE_PAGE)
      return 4 + static_cast<int>((linear - ORACLE_CODE) / ORACLE_PAGE);
    return -1;
  }
};

class Ours : public Engine {
 public:
  Ours() : processor_(blocks_, pages_) { pages_.code_bytes.fill(0xcc); }

  bool run(std::span<const OracleCase> cases, std::span<OracleResult> results) override {
    for (std::size_t i = 0; i < cases.size(); ++i) run_one(cases[i], results[i]);
    return true;
  }
  bool is_witness(const OracleCase&) const override { return true; }

 private:
  void run_one(const OracleCase& test, OracleResult& result) {
    std::uint8_t* const code = pages_.code_bytes.data() + (test.eip - ORACLE_CODE);
    const std::size_t room =
        static_cast<std::size_t>(pages_.code_bytes.data() + pages_.code_bytes.size() - code);
    const std::size_t length = std::min<std::size_t>(test.length, room);
    std::memcpy(code, test.code, length);
    oracle_fill_memory(pages_.memory.data(), test.pattern);
    cpu::State& state = processor_.state;
    std::copy_n(test.gpr, 8, state.gpr.begin());
    state.eip = test.eip;
    state.eflags = test.eflags;
    state.fs_base = ORACLE_FS_BASE;
    if (test.uses_float) std::memcpy(state.fxsave.data(), test.fxsave, ORACLE_FXSAVE);
    const cpu::Stop stop = processor_.run(kBudget);
    std::copy_n(state.gpr.begin(), 8, result.gpr);
    result.eflags = state.eflags;
    result.eip = state.eip;
    describe(stop, result);
    if (test.uses_float) std::memcpy(result.fxsave, state.fxsave.data(), ORACLE_FXSAVE);
    oracle_describe_memory(pages_.memory.data(), test.pattern, &result);
    std::memset(code, 0xcc, length);
    blocks_.frame_written(4);
    blocks_.frame_written(5);
  }

  static void describe(const cpu::Stop& stop, OracleResult& result) {
    result.error_code = result.cr2 = 0;
    switch (stop.kind) {
      case cpu::Stop::Kind::kFault:
        result.vector = stop.fault.unimplemented != nullptr ? kUnimplemented : stop.fault.vector;
        result.error_code = stop.fault.error_code;
        result.cr2 = stop.fault.linear;
        break;
      case cpu::Stop::Kind::kInterrupt:
        result.vector = stop.vector == x86::kBreakpoint ? stop.vector : kSoftwareInterrupt + stop.vector;
        break;
      default:
        result.vector = 0xffff;  // no end in sight
        break;
    }
  }

  static constexpr std::uint64_t kBudget = 1000;

  Pages pages_;
  cpu::BlockCache blocks_;
  cpu::Processor processor_;
};

}  // namespace

std::unique_ptr<Engine> make_ours() { return std::make_unique<Ours>(); }

}  // namespace dumplab::oracle
