// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <set>

#include "base/try.h"
#include "systems/instruction_trace.h"

namespace dumplab::systems {
namespace {

constexpr std::size_t kPositions = 6;
/// Where the lecture's one processor stands at each of them.
constexpr std::array<std::string_view, kPositions> kLabels = {
    "mark_first_0", "mark_first_1", "mark_first_2", "mark_second_1", "mark_second_2", "mark_second_3"};
/// From pair.c: what lies on top of the first thread's stack before its PUSH, and what the PUSH puts there.
constexpr std::uint32_t kBeforePush = 0x11111111, kCell = 0x5eed1234;

/// One dump: both threads' registers, and the words that its memory has at their ESP.
struct Position {
  ContextX86 first, second;
  std::uint32_t first_top = 0, second_top = 0;
};

std::optional<Position> look(const Snapshot& snapshot) {
  if (snapshot.threads.size() != 2) return std::nullopt;
  const auto* const first = std::get_if<ContextX86>(&snapshot.threads[0].context);
  const auto* const second = std::get_if<ContextX86>(&snapshot.threads[1].context);
  if (!first || !second) return std::nullopt;
  return Position{*first, *second, snapshot.memory->read_u32({first->Esp}).value_or(0),
                  snapshot.memory->read_u32({second->Esp}).value_or(0)};
}

/// The owner of the region that holds `linear`.
std::string owner_of(const truth::Truth& truth, std::uint64_t linear) {
  for (const truth::Region& region : truth.regions)
    if (linear - region.base < region.size) return region.owner;
  return {};
}

/// The scheduler's part: a quantum ends the first time that a thread comes to one of two labels.
struct TurnEnds {
  std::set<std::uint32_t> labels;
  void operator()(kernel::Thread& thread) {
    if (labels.erase(thread.context.eip)) thread.quantum_left = 0;
  }
};

std::uint64_t count_stacks(const truth::Truth& truth) {
  std::set<std::string> owners;
  for (const truth::Region& region : truth.regions)
    if (region.owner.starts_with("stack:")) owners.insert(region.owner);
  return owners.size();
}

}  // namespace

Result<Outcome> one_process(const Settings& settings) {
  DUMPLAB_TRY(const auto program, LabProgram::start(settings, "Pair.exe", {kLabels.begin(), kLabels.end()}));
  DUMPLAB_TRY(const std::uint32_t copy, program->label("Copy"));
  DUMPLAB_TRY(const std::uint32_t leave, program->label("Leave"));
  DUMPLAB_TRY(const std::uint32_t second, program->label("Second"));
  DUMPLAB_TRY(const std::uint32_t first_0, program->label("mark_first_0"));
  DUMPLAB_TRY(const std::uint32_t first_2, program->label("mark_first_2"));
  DUMPLAB_TRY(const std::uint32_t second_0, program->label("mark_second_0"));
  InstructionTrace trace(*program, copy, second);
  trace.on_step = TurnEnds{{second_0, first_2}};

  std::vector<Position> at;
  truth::Truth truth;
  for (std::size_t i = 0; i < kPositions; ++i) {
    DUMPLAB_TRY(capture::Capture stop, program->next());
    const auto position = look(stop.snapshot);
    if (!position) return fail(ErrorKind::kMalformed, 0, "the dump has not two threads");
    at.push_back(*position);
    truth = std::move(stop.truth);
  }
  const auto& threads = program->process().threads;
  const std::uint32_t base = threads[1]->stack.base;

  Outcome outcome;
  const auto list = [&](std::string name, auto measured, std::array<std::uint64_t, kPositions> expected) {
    std::vector<std::uint64_t> values;
    for (const Position& p : at) values.push_back(measured(p));
    outcome.addresses(std::move(name), std::move(values), {expected.begin(), expected.end()});
  };
  // What pair.c has before the lecture's instructions: 14 bytes in Copy, 6 in Leave; 21 with its CALL in
  // Second.
  const std::uint64_t t1 = copy + 14, t2 = leave + 6, target = second + 21, top = at[0].first.Esp;
  outcome.words("code of the first thread", hex_text(program->bytes(first_0, 3)), "8b 02 50");
  outcome.words("code of the second thread", hex_text(program->bytes(second_0, 4)), "8b e5 5d c3");
  list("EIP of the first thread, positions 0 to 5", [](const Position& p) { return p.first.Eip; },
       {t1, t1 + 2, t1 + 3, t1 + 3, t1 + 3, t1 + 3});
  list("EIP of the second thread", [](const Position& p) { return p.second.Eip; },
       {t2, t2, t2, t2 + 2, t2 + 3, target});
  // StackBase - 4Ch is EBP of a thread routine; 10h of locals, a return address, EBP, 20h of locals.
  const std::uint64_t outer = base - 0x4c, inner = outer - 0x10 - 4 - 4;
  list("ESP of the second thread", [](const Position& p) { return p.second.Esp; },
       {inner - 0x20, inner - 0x20, inner - 0x20, inner, inner + 4, inner + 8});
  list("EBP of the second thread", [](const Position& p) { return p.second.Ebp; },
       {inner, inner, inner, inner, outer, outer});
  list("ESP of the first thread", [](const Position& p) { return p.first.Esp; },
       {top, top, top - 4, top - 4, top - 4, top - 4});
  list("dword at it", [](const Position& p) { return p.first_top; },
       {kBeforePush, kBeforePush, kCell, kCell, kCell, kCell});
  outcome.address("EAX after the MOV", at[1].first.Eax, kCell);
  std::string pushed;
  for (const Position& p : at)
    pushed += p.first_top == p.first.Eax && p.first.Esp == top - 4 ? "yes " : "no ";
  pushed.pop_back();
  outcome.words("the PUSH is done", pushed, "no no yes yes yes yes");
  outcome.address("dword that POP EBP takes", at[3].second_top, outer, range_text(inner, 4));
  outcome.address("return address that RET takes", at[4].second_top, target, range_text(inner + 4, 4));
  outcome.words("function that it lies in", program->function_at(at[5].second.Eip), "Second");
  outcome.count("stacks", count_stacks(truth), 2);
  outcome.words("code of the first thread lies in", owner_of(truth, at[5].first.Eip), "image:Pair.exe:.text");
  outcome.words("code of the second thread lies in", owner_of(truth, at[5].second.Eip),
                "image:Pair.exe:.text");
  outcome.words("what [EDX] is lies in", owner_of(truth, at[5].first.Edx), "image:Pair.exe:.data");

  document::Figure ladder;
  ladder.title = "Both stacks at the positions 0 to 5";
  ladder.columns = {"position", fmt::format("thread {} (first)", threads[0]->id),
                    fmt::format("thread {} (second)", threads[1]->id)};
  for (std::size_t i = 0; i < kPositions; ++i) {
    const Position& p = at[i];
    const std::size_t row = ladder.boxes.size();
    ladder.boxes.push_back({0, {fmt::format("{}", i)}});
    ladder.boxes.push_back(
        {1, {fmt::format("ESP {:08x}: {:08x}  EBP {:08x}", p.first.Esp, p.first_top, p.first.Ebp)}});
    ladder.boxes.push_back(
        {2, {fmt::format("ESP {:08x}: {:08x}  EBP {:08x}", p.second.Esp, p.second_top, p.second.Ebp)}});
    ladder.arrows.push_back({row, row + 1, fmt::format("EIP {:08x}", p.first.Eip)});
    ladder.arrows.push_back({row, row + 2, fmt::format("EIP {:08x}", p.second.Eip)});
  }
  outcome.figures.push_back(std::move(ladder));
  outcome.notes.push_back(
      "One processor: thread 1, 1, 2, 2, 2. Position 0 is before the first of the five instructions, 5 "
      "behind the last "
      "one. Registers are those of the dump's thread list, words those of its memory.");
  return outcome;
}

}  // namespace dumplab::systems
