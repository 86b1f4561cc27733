// SPDX-License-Identifier: MIT
#include "oracle/cpu/engine.h"
#include "oracle/cpu/unicorn_limits.h"

#ifdef DUMPLAB_WITH_UNICORN
#include <unicorn/unicorn.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <csignal>
#include <cstring>

#include "base/check.h"
#include "x86/vectors.h"

namespace dumplab::oracle {
namespace {

constexpr int kRegisters[8] = {UC_X86_REG_EAX, UC_X86_REG_ECX, UC_X86_REG_EDX, UC_X86_REG_EBX,
                               UC_X86_REG_ESP, UC_X86_REG_EBP, UC_X86_REG_ESI, UC_X86_REG_EDI};

sigjmp_buf host_fault;

/// IDIV of 80000000:00000000 by -1 divides on the host and dies there (Unicorn 2.0.1 and 2.1.4); some moves
/// crash 2.0.1 with SIGSEGV.
void on_host_fault(int) { siglongjmp(host_fault, 1); }

class Unicorn : public Engine {
 public:
  Unicorn() { open(); }
  ~Unicorn() override { close(); }

  bool run(std::span<const OracleCase> cases, std::span<OracleResult> results) override {
    std::signal(SIGFPE, on_host_fault);
    std::signal(SIGSEGV, on_host_fault);
    for (std::size_t i = 0; i < cases.size(); ++i) run_one(cases[i], results[i]);
    std::signal(SIGFPE, SIG_DFL);
    std::signal(SIGSEGV, SIG_DFL);
    return true;
  }
  bool is_witness(const OracleCase& test) const override { return is_unicorn_right(test); }

 private:
  void open() {
    DUMPLAB_CHECK(uc_open(UC_ARCH_X86, UC_MODE_32, &engine_) == UC_ERR_OK);
    uc_mem_map(engine_, ORACLE_CODE, 2 * ORACLE_PAGE, UC_PROT_ALL);
    uc_mem_map_ptr(engine_, ORACLE_DATA, 2 * ORACLE_PAGE, UC_PROT_READ | UC_PROT_WRITE, memory_.data());
    uc_mem_map_ptr(engine_, ORACLE_DATA + 2 * ORACLE_PAGE, ORACLE_PAGE, UC_PROT_READ,
                   memory_.data() + 2 * ORACLE_PAGE);
    uc_mem_map_ptr(engine_, ORACLE_STACK, ORACLE_PAGE, UC_PROT_READ | UC_PROT_WRITE,
                   memory_.data() + ORACLE_DATA_SIZE);
    std::array<std::uint8_t, 2 * ORACLE_PAGE> code;
    code.fill(0xcc);
    uc_mem_write(engine_, ORACLE_CODE, code.data(), code.size());
    uc_hook_add(engine_, &hook_, UC_HOOK_INTR, reinterpret_cast<void*>(on_interrupt), this, 1, 0);
    uc_context_alloc(engine_, &fresh_);
    uc_context_save(engine_, fresh_);
  }
  void close() {
    uc_context_free(fresh_);
    uc_close(engine_);
  }

  static void on_interrupt(uc_engine* engine, std::uint32_t number, void* self) {
    static_cast<Unicorn*>(self)->vector_ = number;
    uc_emu_stop(engine);
  }

  void run_one(const OracleCase& test, OracleResult& result) {
    uc_context_restore(engine_, fresh_);  // after one #DE the next fault would be reported as #DF: issue 1883
    std::array<std::uint8_t, 48> code;
    code.fill(0xcc);
    const std::uint32_t room = std::min<std::uint32_t>(ORACLE_CODE + 2 * ORACLE_PAGE - test.eip, code.size());
    std::memcpy(code.data(), test.code, test.length);
    uc_mem_write(engine_, test.eip, code.data(), room);
    oracle_fill_memory(memory_.data(), test.pattern);
    for (unsigned i = 0; i < 8; ++i) uc_reg_write(engine_, kRegisters[i], &test.gpr[i]);
    uc_reg_write(engine_, UC_X86_REG_EFLAGS, &test.eflags);
    uc_ctl_remove_cache(engine_, ORACLE_CODE, ORACLE_CODE + 2 * ORACLE_PAGE - 1);
    vector_ = 0xffff;
    if (sigsetjmp(host_fault, 1) != 0) {
      open();  // the old engine is beyond use
      result.vector = kHostDied;
      return;
    }
    const uc_err error = uc_emu_start(engine_, test.eip, 0, 0, 0);
    if (vector_ == 0xffff && error != UC_ERR_OK)
      vector_ = error == UC_ERR_INSN_INVALID ? x86::kInvalidOpcode : x86::kPageFault;
    result.vector = vector_;
    for (unsigned i = 0; i < 8; ++i) uc_reg_read(engine_, kRegisters[i], &result.gpr[i]);
    uc_reg_read(engine_, UC_X86_REG_EFLAGS, &result.eflags);
    uc_reg_read(engine_, UC_X86_REG_EIP, &result.eip);
    result.error_code = result.cr2 = 0;
    oracle_describe_memory(memory_.data(), test.pattern, &result);
    code.fill(0xcc);
    uc_mem_write(engine_, test.eip, code.data(), room);
  }

  uc_engine* engine_ = nullptr;
  uc_context* fresh_ = nullptr;
  uc_hook hook_ = 0;
  std::uint32_t vector_ = 0;
  alignas(4096) std::array<std::uint8_t, ORACLE_MEMORY_SIZE> memory_{};
};

}  // namespace

std::unique_ptr<Engine> make_unicorn() { return std::make_unique<Unicorn>(); }

}  // namespace dumplab::oracle
#else
namespace dumplab::oracle {
std::unique_ptr<Engine> make_unicorn() { return nullptr; }
}  // namespace dumplab::oracle
#endif
