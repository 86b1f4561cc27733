// SPDX-License-Identifier: MIT
#include "unwind/code_flow.h"

#include <algorithm>
#include <deque>
#include <unordered_set>

namespace dumplab::unwind {
namespace {

constexpr std::size_t kMostInstructions = 20000;  // of one question
constexpr std::size_t kMostInAll = 20'000'000;    // of all: a forged dump may ask for very many
constexpr std::size_t kMostAnswers = 1u << 16;    // that are kept
constexpr std::size_t kMostPaths = 4;
constexpr std::size_t kDeepestCalls = 6;

/// Where `jmp [index*4 + table]` at `address` can lead: entries as long as they stay near.
std::vector<std::uint32_t> read_jump_table(const x86::Instruction& jump, std::uint32_t address,
                                           const MemorySource& memory) {
  constexpr std::size_t kMostEntries = 64;
  constexpr std::uint32_t kFarthest = 1u << 16;
  std::vector<std::uint32_t> targets;
  const ZydisDecodedOperand& operand = jump.operand(0);
  if (operand.type != ZYDIS_OPERAND_TYPE_MEMORY || operand.mem.scale != 4 ||
      operand.mem.base != ZYDIS_REGISTER_NONE)
    return targets;
  const auto table = static_cast<std::uint32_t>(operand.mem.disp.value);
  for (std::uint32_t i = 0; i < kMostEntries; ++i) {
    const auto target = memory.read_u32({std::uint64_t{table} + 4 * i});
    if (!target || *target - address + kFarthest > 2 * kFarthest) break;
    targets.push_back(*target);
  }
  return targets;
}

}  // namespace

/// One point of a search: where, and in what state.
struct CodeFlow::FlowPoint {
  std::uint32_t address = 0;
  FlowState state;
  bool is_straight = true, is_assumed = false;
};

struct CodeFlow::Search {
  std::uint32_t start = 0;
  std::optional<std::uint32_t> goal;  ///< without one: every RET
  std::deque<FlowPoint> open, assumed;
  std::unordered_set<std::uint32_t> seen;
  std::size_t most_paths = 1;
  std::vector<ReturnPath> paths;
  EntryPath reached;
  bool is_done = false;
};

bool CodeFlow::decode(std::uint32_t address, x86::Instruction& out) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    const std::uint32_t offset = address - window_base_;
    if (offset < window_size_) {
      const auto bytes = std::span<const std::uint8_t>(window_).first(window_size_).subspan(offset);
      const x86::DecodeStatus status = x86::decode_into(bytes, out);
      if (status != x86::DecodeStatus::kMoreBytes) return status == x86::DecodeStatus::kDone;
      if (window_base_ == address) return false;
    }
    window_base_ = address;
    window_size_ = code_.read({address}, std::as_writable_bytes(std::span(window_)));
  }
  return false;
}

bool CodeFlow::pass_call(FlowState& state, std::optional<std::uint32_t> target, std::uint32_t next) {
  if (target == next) {  // takes its own address
    state.push(Value::constant(next));
    return true;
  }
  const auto forget_volatile = [](FlowState& after) {
    for (const x86::Register reg : {x86::kEax, x86::kEcx, x86::kEdx}) after.set(reg, {});
  };
  const ReturnPath* path = target ? summarize(*target) : nullptr;
  if (!path || path->at_return[x86::kEsp].base == kNewStack) {
    // A stack probe returns on a stack of its own making: it takes EAX bytes.
    const Value size = state[x86::kEax];
    if (target && size.kind == Value::Kind::kConstant)
      state.set(x86::kEsp, state[x86::kEsp] + (0 - size.addend));
    forget_volatile(state);
    return false;
  }
  if (path->is_assumed) {  // its RET says what it pops, if it is its own; the rest is by convention
    state.set(x86::kEsp, state[x86::kEsp] + path->popped);
    forget_volatile(state);
    return false;
  }
  FlowState entered = state;
  entered.push(Value::constant(next));
  const Value esp = entered.resolve(path->at_return[x86::kEsp], code_);
  FlowState after = state;
  forget_volatile(after);
  if (esp.is_known()) after.set(x86::kEsp, esp + 4 + path->popped);
  for (const x86::Register reg : {x86::kEbx, x86::kEbp, x86::kEsi, x86::kEdi}) {
    // A register that the function gives back in a way not followed is taken as kept.
    const Value value = entered.resolve(path->at_return[reg], code_);
    if (value.is_known()) after.set(reg, value);
  }
  for (const x86::Register reg : {x86::kEax, x86::kEcx, x86::kEdx})
    if (path->at_return[reg] == Value::sum(reg, 0)) after.set(reg, state[reg]);
  state = after;
  return esp.is_known();
}

void CodeFlow::begin_question() {
  budget_ = std::min(kMostInstructions, kMostInAll - std::min(asked_in_all_, kMostInAll));
  if (returns_.size() + ways_.size() + summaries_.size() < kMostAnswers) return;
  returns_.clear();
  ways_.clear();
  summaries_.clear();
}

void CodeFlow::explore(Search& search) {
  while (!search.is_done && (!search.open.empty() || !search.assumed.empty())) {
    auto& queue = search.open.empty() ? search.assumed : search.open;
    FlowPoint at = std::move(queue.front());
    queue.pop_front();
    while (follow(search, at)) {
    }
  }
}

bool CodeFlow::follow(Search& search, FlowPoint& at) {
  if (search.goal && at.address == *search.goal) {
    search.reached = {std::move(at.state), at.is_assumed, true};
    search.is_done = true;
    return false;
  }
  x86::Instruction instruction;
  const bool can_afford = budget_ != 0;
  if (can_afford && !search.seen.insert(at.address).second) return false;
  if (!can_afford || !decode(at.address, instruction)) {
    search.reached.is_complete = false;
    search.is_done = search.is_done || !can_afford;
    return false;
  }
  --budget_;
  ++asked_in_all_;
  const std::uint32_t here = at.address;
  const Leaving leaving = carry_out(at.state, instruction, here, code_);
  at.address = here + instruction.length();
  return leave(search, at, instruction, here, leaving);
}

bool CodeFlow::leave(Search& search, FlowPoint& at, const x86::Instruction& instruction, std::uint32_t here,
                     const Leaving& leaving) {
  // What rests on assumptions waits until all else is looked at.
  const auto queue_of = [&](const FlowPoint& point) -> auto& {
    return point.is_assumed ? search.assumed : search.open;
  };
  const auto branch_to = [&](std::uint32_t target) {
    FlowPoint taken = at;
    taken.address = target;
    queue_of(taken).push_back(std::move(taken));
  };
  const bool was_assumed = at.is_assumed;
  switch (leaving.kind) {
    case Leaving::Kind::kNext:
      return true;
    case Leaving::Kind::kNowhere:
      // An event may have stopped here, to go on behind.
      return here == search.start && !search.goal;
    case Leaving::Kind::kReturn:
      if (const Value to = at.state.load(at.state[x86::kEsp], code_); !search.goal && to.is_known()) {
        search.paths.push_back({to, std::move(at.state), leaving.popped, at.is_straight, at.is_assumed});
        search.is_done = search.paths.size() == search.most_paths;
      }
      return false;
    case Leaving::Kind::kCall:
      if (leaving.is_system_call) {
        for (const x86::Register reg : {x86::kEax, x86::kEcx, x86::kEdx}) at.state.set(reg, {});
        return true;
      }
      at.is_straight = false;
      if (!pass_call(at.state, leaving.target, at.address)) at.is_assumed = true;
      if (at.is_assumed == was_assumed) return true;
      search.assumed.push_back(std::move(at));
      return false;
    case Leaving::Kind::kBranch:
      at.is_straight = false;
      if (leaving.target) branch_to(*leaving.target);
      return true;
    case Leaving::Kind::kJump:
      if (leaving.target) {
        at.address = *leaving.target;
        return true;
      }
      search.reached.is_complete = false;  // a table may have more entries than are taken
      for (const std::uint32_t target : read_jump_table(instruction, here, code_)) branch_to(target);
      return false;
  }
  return false;
}

const std::vector<ReturnPath>& CodeFlow::find_returns(std::uint32_t address) {
  if (const auto known = returns_.find(address); known != returns_.end()) return known->second;
  begin_question();
  Search search;
  search.start = address;
  search.most_paths = kMostPaths;
  search.open.push_back({address, {}});
  explore(search);
  // Paths that lead to the same caller in the same way count once.
  std::vector<ReturnPath> different;
  for (ReturnPath& path : search.paths) {
    const bool known = std::ranges::any_of(different, [&](const ReturnPath& other) {
      return other.return_address == path.return_address && other.popped == path.popped &&
             other.at_return[x86::kEbp] == path.at_return[x86::kEbp];
    });
    if (!known) different.push_back(std::move(path));
  }
  return returns_[address] = std::move(different);
}

const ReturnPath* CodeFlow::summarize(std::uint32_t address) {
  const auto get = [](const std::optional<ReturnPath>& path) { return path ? &*path : nullptr; };
  if (const auto known = summaries_.find(address); known != summaries_.end()) return get(known->second);
  if (depth_ == kDeepestCalls) return nullptr;
  auto& summary = summaries_[address];  // none while it is looked for
  ++depth_;
  Search search;
  search.start = address;
  search.most_paths = 1;
  search.open.push_back({address, {}});
  explore(search);
  --depth_;
  if (!search.paths.empty()) summary = std::move(search.paths.front());
  return get(summary);
}

const EntryPath& CodeFlow::find_way(std::uint32_t from, std::uint32_t to) {
  if (const auto known = ways_.find({from, to}); known != ways_.end()) return known->second;
  begin_question();
  Search search;
  search.start = from;
  search.goal = to;
  search.open.push_back({from, {}});
  explore(search);
  return ways_[{from, to}] = std::move(search.reached);
}

std::optional<std::uint32_t> CodeFlow::bytes_popped_by(std::uint32_t address) {
  begin_question();
  const ReturnPath* path = summarize(address);
  if (!path) return std::nullopt;
  return path->popped;
}

}  // namespace dumplab::unwind
