// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>

#include "base/saved.h"
#include "cpu/access_log.h"
#include "cpu/block_cache.h"
#include "cpu/fault.h"
#include "cpu/page_translator.h"
#include "cpu/shadow_stack.h"
#include "cpu/state.h"

namespace dumplab::cpu {

struct Block;
struct Core;
struct Op;

/// Why Processor::run() came back.
struct Stop {
  enum class Kind : std::uint8_t {
    kBudget,       // all instructions of the budget retired
    kFault,        // `fault`; EIP at the faulting instruction (after it for #OF and the single-step #DB)
    kInterrupt,    // INT n or INT3: `vector`; EIP after it
    kSystemEnter,  // SYSENTER; EIP after it
    kBreakpoint,   // EIP at an instruction with a breakpoint, not executed
    kWatchpoint,   // `access` touched a watchpoint; EIP after the instruction that made it
  };
  Kind kind = Kind::kBudget;
  Fault fault{};
  std::uint8_t vector = 0;
  Watchpoint access{};
};

/// What the TLB has for one linear page.
struct TlbPage {
  bool readable = false, writable = false;
  const std::byte* host = nullptr;  // of the page's first byte, where readable
};

/// One user-mode IA-32 processor.
class Processor {
 public:
  /// Both must outlive the processor.
  Processor(BlockCache& blocks, PageTranslator& pages);
  ~Processor();
  Processor(const Processor&) = delete;
  Processor& operator=(const Processor&) = delete;

  State state;  // exact whenever run() is not active

  /// Executes until something stops it, at most `budget` instructions.  An instruction that faults does not
  /// count and has no partial effect (REP string: the iterations done are kept in ECX, ESI and EDI);
  /// INT n, INT3, INTO and SYSENTER count.  A REP string instruction counts once.
  Stop run(std::uint64_t budget);

  std::uint64_t retired() const { return retired_; }  // instructions since construction

  /// Must be called after CR3 or a present PTE changed.
  void flush_tlb();
  /// The same for the page that holds `linear`.
  void flush_page(std::uint32_t linear);

  TlbPage tlb_page(std::uint32_t linear) const;

  /// The TLB keeps one page, that of the last access, and every block of code is translated: so the
  /// translator hears of every change of page, in order. Only before the first run().
  void keep_one_page(bool on);

  /// run() stops before executing the instruction at `linear`.  The next run() executes it if it begins
  /// there.  Pages with breakpoints run slower, others do not.
  void set_breakpoint(std::uint32_t linear);
  void clear_breakpoint(std::uint32_t linear);

  /// run() stops after an instruction that accesses any of `size` bytes at `linear` in this way, or after the
  /// whole of a repeated string instruction.  Accesses to pages with watchpoints are slower, others are not.
  void set_watchpoint(std::uint32_t linear, std::uint32_t size, AccessKind kind);
  /// Removes every watchpoint that begins at `linear`.
  void clear_watchpoint(std::uint32_t linear);

  /// Every data access is appended to `log`, which must outlive its use; nullptr: off.
  void watch_accesses(AccessLog* log);

  /// Every near CALL is pushed on `calls` and every near RET cuts it; nullptr: off.
  void watch_calls(ShadowStack* calls);

  std::uint64_t time_stamp_base = 0;  // RDTSC = base + retired() before that instruction

 private:
  friend struct saved::Fields<Processor>;

  Stop execute(std::uint64_t budget);
  std::optional<Stop> run_blocks(std::uint64_t left);
  std::optional<Stop> run_alone();
  std::optional<Stop> enter(const Op* first, std::uint64_t slice);
  std::optional<Fault> find_block(Block*& block);
  void remember(const Block& block);
  void follow_cache();
  void forget_hot();
  void choose_mode();
  bool has_breakpoint_near(const Block& block) const;
  std::uint64_t instructions_to_breakpoint(const Block& block) const;

  std::unique_ptr<Core> core_;
  std::uint64_t retired_ = 0;
  std::set<std::uint32_t> breakpoints_;
  std::optional<std::uint32_t> paused_at_;  // EIP of the last kBreakpoint stop
};

}  // namespace dumplab::cpu
