// SPDX-License-Identifier: MIT
#include "cpu/processor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"
#include "cpu/block.h"
#include "cpu/block_builder.h"
#include "cpu/core.h"
#include "cpu/x87_host.h"

namespace dumplab::cpu {
namespace {

constexpr std::uint64_t kLongestSlice = std::numeric_limits<std::int64_t>::max() / 2;

void run_ops(Core& core, const Op* op) {
#if defined(DUMPLAB_TAIL_CALLS) && DUMPLAB_TAIL_CALLS
  op->handler(&core, op, core.flags.result, core.flags.carries);
#else
  while (op != nullptr) op = op->handler(&core, op);
#endif
}

Stop stop_at(const Fault& fault) { return Stop{Stop::Kind::kFault, fault, 0, {}}; }

std::size_t hot_page(std::uint32_t linear) { return linear >> 12 & (kHotPages - 1); }

}  // namespace

Processor::Processor(BlockCache& blocks, PageTranslator& pages) : core_(std::make_unique<Core>()) {
  core_->blocks = &blocks;
  core_->pages = &pages;
  core_->state = &state;
  core_->seen_drops = blocks.drops();
  core_->seen_marks = blocks.marks();
}

Processor::~Processor() = default;

Stop Processor::run(std::uint64_t budget) {
  Core& core = *core_;
  std::copy(state.gpr.begin(), state.gpr.end(), core.registers.begin());
  core.eip = state.eip;
  core.fs_base = state.fs_base;
  core.flags = Flags::assemble(state.eflags);
  core.other_flags = (state.eflags & ~x86::kStatusFlags) | x86::kAlwaysOne;
  core.floats.load(state.fxsave);
  x87_host::prepare();
  const Stop stop = execute(budget);
  std::copy_n(core.registers.begin(), state.gpr.size(), state.gpr.begin());
  state.eip = core.eip;
  state.eflags = core.eflags();
  core.floats.save(state.fxsave);
  return stop;
}

Stop Processor::execute(std::uint64_t budget) {
  const std::optional<std::uint32_t> paused_at = std::exchange(paused_at_, std::nullopt);
  const std::uint64_t end = retired_ + budget;
  bool may_pause = paused_at != core_->eip;
  core_->leave = Leave::kContinue;
  core_->link = nullptr;
  if (budget == 0) paused_at_ = paused_at;
  while (retired_ != end) {
    if (may_pause && breakpoints_.contains(core_->eip)) {
      paused_at_ = core_->eip;
      return Stop{Stop::Kind::kBreakpoint, {}, 0, {}};
    }
    may_pause = core_->leave == Leave::kRestart ? may_pause : true;
    follow_cache();
    choose_mode();
    const bool stepping = (core_->other_flags & x86::kTrap) != 0;
    const std::uint64_t before = retired_;
    const std::uint64_t left = stepping ? 1 : end - retired_;
    const std::optional<Stop> stop = core_->leave == Leave::kRestart ? run_alone() : run_blocks(left);
    if (stop) return *stop;
    if (stepping && retired_ != before) {
      return stop_at(Fault{.vector = x86::kDebug, .error_code = 0, .linear = 0, .unimplemented = nullptr});
    }
  }
  return Stop{};
}

/// Runs from EIP for at most `left` instructions; several blocks if that is possible.
std::optional<Stop> Processor::run_blocks(std::uint64_t left) {
  Core& core = *core_;
  const bool chaining = left >= kMaxBlockInstructions && !core.keeps_one_page;
  const Op* first = nullptr;
  if (const HotBlock& hot = core.hot_entry(core.eip); chaining && hot.key == core.hot_key(core.eip)) {
    first = hot.first;
  } else {
    Block* block = nullptr;
    if (const std::optional<Fault> fault = find_block(block)) return stop_at(*fault);
    std::uint64_t slice = std::min<std::uint64_t>(left, block->instructions);
    const bool watched = has_breakpoint_near(*block);
    if (watched) slice = std::min(slice, instructions_to_breakpoint(*block));
    if (slice < block->instructions) {
      const std::vector<Op> ops = truncate_block(*block, static_cast<unsigned>(slice));
      return enter(ops.data(), slice);
    }
    if (watched || !chaining) return enter(block->ops.data(), slice);
    remember(*block);
    first = block->ops.data();
  }
  if (core.link != nullptr && !first->straddles) core.link->exit.target = first;
  return enter(first, std::min(left, kLongestSlice));
}

/// Runs the one instruction at EIP outside the cache, so that it may write where its own block was.
std::optional<Stop> Processor::run_alone() {
  Core& core = *core_;
  PageView page;
  Block alone;
  std::optional<Fault> fault = core.pages->translate(core.eip, Access::kExecute, page);
  if (!fault) fault = build_block(*core.pages, page, core.eip, 1, alone);
  if (fault) return stop_at(*fault);
  core.uncached = true;
  core.hit.reset();
  const std::optional<Stop> stop = enter(alone.ops.data(), 1);
  core.uncached = false;
  if (core.hit && core.leave != Leave::kFault) return Stop{Stop::Kind::kWatchpoint, {}, 0, *core.hit};
  return stop;
}

/// Runs from `first` with a budget of `slice` and brings EIP and retired_ up to date.
std::optional<Stop> Processor::enter(const Op* first, std::uint64_t slice) {
  Core& core = *core_;
  core.leave = Leave::kContinue;
  core.link = nullptr;
  core.left = static_cast<std::int64_t>(slice);
  core.time_origin = time_stamp_base + retired_ + slice;
  run_ops(core, first);
  const bool retires = core.leave != Leave::kFault && core.leave != Leave::kRestart;
  if (core.leave != Leave::kContinue) {
    core.left -= core.at->position + (retires ? 1 : 0);
    core.eip = retires ? core.at->next_eip : core.at->eip();
  }
  retired_ += slice - static_cast<std::uint64_t>(core.left);
  DUMPLAB_CHECK(core.left >= 0);
  switch (core.leave) {
    case Leave::kContinue:
    case Leave::kRestart:
      return std::nullopt;
    case Leave::kFault:
    case Leave::kTrap:
      return stop_at(core.fault);
    case Leave::kInterrupt:
      return Stop{Stop::Kind::kInterrupt, {}, core.fault.vector, {}};
    case Leave::kSystemEnter:
      return Stop{Stop::Kind::kSystemEnter, {}, 0, {}};
  }
  return std::nullopt;
}

std::optional<Fault> Processor::find_block(Block*& block) {
  Core& core = *core_;
  PageView page;
  if (const std::optional<Fault> fault = core.pages->translate(core.eip, Access::kExecute, page))
    return fault;
  if (core.keeps_one_page) core.tlb_entry(core.kept_page) = TlbEntry{};
  block = core.blocks->find(page.frame, core.eip);
  if (block != nullptr && block->second_frame) {
    PageView second;
    const std::uint32_t next_page = (core.eip & ~kPageMask) + kPageMask + 1;
    if (const std::optional<Fault> fault = core.pages->translate(next_page, Access::kExecute, second))
      return fault;
    if (second.frame != *block->second_frame) block = nullptr;
  }
  if (block == nullptr) {
    auto built = std::make_unique<Block>();
    if (const std::optional<Fault> fault =
            build_block(*core.pages, page, core.eip, kMaxBlockInstructions, *built)) {
      return fault;
    }
    block = core.blocks->add(std::move(built));
  }
  follow_cache();
  return std::nullopt;
}

void Processor::remember(const Block& block) {
  core_->hot_entry(block.linear) = {core_->hot_key(block.linear), block.ops.data()};
  core_->hot_pages.set(hot_page(block.linear));
  core_->hot_pages.set(hot_page(block.linear + block.size - 1));
}

void Processor::follow_cache() {
  Core& core = *core_;
  if (core.seen_drops != core.blocks->drops()) {
    core.seen_drops = core.blocks->drops();
    forget_hot();
    core.blocks->collect();
  }
  if (core.seen_marks != core.blocks->marks()) {
    core.seen_marks = core.blocks->marks();
    for (TlbEntry& entry : core.tlb) entry.write_tag = kNoTag;
    for (TlbEntry& entry : core.held) entry.write_tag = kNoTag;
  }
}

void Processor::forget_hot() {
  Core& core = *core_;
  core.link = nullptr;
  core.hot_pages.reset();
  // The low 32 bits are all that a key holds.
  if ((++core.generation & 0xffffffff) == 0) {
    core.hot.fill(HotBlock{});
    core.generation = 1;
  }
}

void Processor::flush_tlb() {
  core_->tlb.fill(TlbEntry{});
  core_->held.fill(TlbEntry{});
  forget_hot();
}

void Processor::flush_page(std::uint32_t linear) {
  core_->tlb_entry(linear) = TlbEntry{};
  core_->held_entry(linear) = TlbEntry{};
  if (core_->hot_pages.test(hot_page(linear))) forget_hot();
}

TlbPage Processor::tlb_page(std::uint32_t linear) const {
  const std::uint32_t page = linear & ~kPageMask;
  TlbPage result;
  for (const TlbEntry* entry : {&core_->tlb_entry(linear), &core_->held_entry(linear)}) {
    if (entry->read_tag != page) continue;
    result = {true, entry->write_tag == page, reinterpret_cast<const std::byte*>(entry->addend + page)};
    break;
  }
  return result;
}

void Processor::keep_one_page(bool on) { core_->keeps_one_page = on; }

void Processor::set_breakpoint(std::uint32_t linear) {
  breakpoints_.insert(linear);
  forget_hot();
}

void Processor::clear_breakpoint(std::uint32_t linear) { breakpoints_.erase(linear); }

void Processor::set_watchpoint(std::uint32_t linear, std::uint32_t size, AccessKind kind) {
  core_->watchpoints.push_back(Watchpoint{linear, size, kind});
  core_->tlb.fill(TlbEntry{});
}

void Processor::clear_watchpoint(std::uint32_t linear) {
  std::erase_if(core_->watchpoints, [&](const Watchpoint& point) { return point.linear == linear; });
}

void Processor::watch_accesses(AccessLog* log) {
  core_->log = log;
  core_->tlb.fill(TlbEntry{});
}

/// What looks at accesses: only POPFD, which ends its block, and callers of run() change it.
void Processor::choose_mode() {
  Core& core = *core_;
  const bool checks = (core.other_flags & x86::kAlignmentCheck) != 0;
  if (checks && !core.checks_alignment) core.tlb.fill(TlbEntry{});
  core.checks_alignment = checks;
  core.only_logs = core.log != nullptr && !checks && core.watchpoints.empty();
  core.watched = checks || core.log != nullptr || !core.watchpoints.empty();
}

void Processor::watch_calls(ShadowStack* calls) { core_->shadow = calls; }

bool Processor::has_breakpoint_near(const Block& block) const {
  if (breakpoints_.empty()) return false;
  const auto next = breakpoints_.lower_bound(block.linear & ~kPageMask);
  return next != breakpoints_.end() && *next <= ((block.linear + block.size - 1) | kPageMask);
}

/// Instructions of `block` before the first breakpoint behind its first instruction.
std::uint64_t Processor::instructions_to_breakpoint(const Block& block) const {
  for (const Op& op : block.ops) {
    if (op.length != 0 && op.position != 0 && breakpoints_.contains(op.eip())) return op.position;
  }
  return block.instructions;
}

}  // namespace dumplab::cpu
