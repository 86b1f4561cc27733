// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <set>

#include "base/try.h"
#include "systems/instruction_trace.h"

namespace dumplab::systems {
namespace {

/// A window of so many quanta, looked at so many times; an odd number of quanta lies between two looks.
constexpr std::uint64_t kQuanta = 20, kLooks = 4, kUnitsPerLook = 5'000;

/// The loops of two_threads.c, instruction by instruction, as an assembler makes them; a NOP is before each.
const std::map<std::string, std::vector<std::string>> kLoops = {
    {"SpinFirst", {"40", "01 c1", "31 ca", "c1 c2 03", "29 d3", "f7 db", "eb f2"}},
    {"SpinSecond", {"40", "01 c1", "eb fb"}}};

/// A thread that is about to spin.
struct Spinner {
  std::string function;
  std::uint64_t instructions = 0;  ///< that it has executed before
};

/// The machine at one stop.
struct Look {
  std::uint64_t tick = 0;
  std::map<std::uint32_t, kernel::ThreadState> states;  ///< by thread id
  std::uint32_t cr3 = 0;                                ///< of the processor
  std::map<std::uint32_t, std::uint32_t> switches;      ///< that the kernel counted, by thread id
  std::map<std::uint32_t, std::uint64_t> instructions;

  std::vector<std::uint32_t> in(kernel::ThreadState state) const {
    std::vector<std::uint32_t> ids;
    for (const auto& [id, its] : states)
      if (its == state) ids.push_back(id);
    return ids;
  }
};

Look look(LabProgram& program) {
  Look look;
  look.tick = program.run().machine().clock.units();
  look.cr3 = program.run().machine().cpus.front()->paging.cr3;
  for (const auto& thread : program.process().threads) {
    look.states[thread->id] = thread->state;
    look.switches[thread->id] = thread->context_switches;
    look.instructions[thread->id] = thread->user_instructions;
  }
  return look;
}

/// Context switches of (from, to].
std::vector<truth::Record> switches_between(const truth::Log& log, std::uint64_t from, std::uint64_t to) {
  std::vector<truth::Record> found;
  for (const truth::Record& record : log)
    if (record.kind == truth::Kind::kContextSwitch && record.time > from && record.time <= to)
      found.push_back(record);
  return found;
}

std::string ids_text(const std::vector<std::uint64_t>& ids) {
  std::string text;
  for (const std::uint64_t id : ids) text += fmt::format("{}{}", text.empty() ? "" : " ", id);
  return text;
}

/// Running and Ready with a count at every arrow, from the records.
document::Figure draw_states(const std::vector<truth::Record>& records) {
  std::map<std::string, std::uint64_t> reasons;
  for (const truth::Record& record : records) ++reasons[record.text];
  document::Figure figure;
  figure.title = "States of a thread in the window";
  figure.columns = {"from", "to"};
  const auto add = [&](kernel::ThreadState from, kernel::ThreadState to, std::string why) {
    figure.boxes.push_back({0, {std::string(kernel::describe(from))}});
    figure.boxes.push_back({1, {std::string(kernel::describe(to))}});
    figure.arrows.push_back({figure.boxes.size() - 2, figure.boxes.size() - 1, std::move(why)});
  };
  for (const auto& [reason, count] : reasons) {
    add(kernel::ThreadState::kRunning, kernel::ThreadState::kReady,
        fmt::format("{}, {} times", reason, count));
    add(kernel::ThreadState::kReady, kernel::ThreadState::kRunning,
        fmt::format("dispatched, {} times", count));
  }
  return figure;
}

document::Figure draw_time_line(const std::vector<truth::Record>& records) {
  document::Figure figure;
  figure.title = "Who gives the processor to whom";
  figure.columns = {"from", "to"};
  for (const truth::Record& record : records) {
    figure.boxes.push_back({0, {fmt::format("thread {}", record.fields[1])}});
    figure.boxes.push_back({1, {fmt::format("thread {}", record.fields[2])}});
    figure.arrows.push_back({figure.boxes.size() - 2, figure.boxes.size() - 1,
                             fmt::format("tick {} {}", record.time, record.text)});
  }
  return figure;
}

/// Runs on until the ready thread has the processor; gives its first instruction then.
Result<Step> next_step_of(LabProgram& program, std::uint32_t thread) {
  DUMPLAB_TRY(const std::uint32_t first, program.label("SpinFirst"));
  DUMPLAB_TRY(const std::uint32_t last, program.label("SpinEnd"));
  const std::uint64_t quantum = program.run().kernel().options().scheduler.quantum;
  const std::uint64_t after =
      program.run().machine().clock.units() + quantum / machine::Clock::kInstructionsPerUnit + 1;
  program.run().set_captures({{scenario::CaptureRule::When::kTick, {}, after, {}, {}}});
  const InstructionTrace trace(program, first, last);
  DUMPLAB_TRY(const capture::Capture stop, program.next());
  for (const Step& step : trace.steps())
    if (step.thread == thread) return step;
  return fail(ErrorKind::kMalformed, 0, "the ready thread did not go on");
}

}  // namespace

Result<Outcome> two_threads(const Settings& settings) {
  DUMPLAB_TRY(const auto program, LabProgram::start(settings, "TwoThreads.exe", {"SpinFirst", "SpinSecond"}));
  std::map<std::uint32_t, Spinner> spinners;
  for (int i = 0; i < 2; ++i) {
    DUMPLAB_TRY(const capture::Capture spinning, program->next());
    for (const auto& thread : program->process().threads)
      for (const auto& [function, loop] : kLoops)
        if (program->label(function).value_or(0) == thread->context.eip)
          spinners[thread->id] = {function, thread->user_instructions};
  }
  const std::uint64_t quantum = program->run().kernel().options().scheduler.quantum;
  std::vector<scenario::CaptureRule> ticks;
  const std::uint64_t begin = program->run().machine().clock.units() + 1;
  for (std::uint64_t i = 0; i <= kLooks; ++i)
    ticks.push_back({scenario::CaptureRule::When::kTick, {}, begin + i * kUnitsPerLook, {}, {}});
  program->run().set_captures(ticks);
  std::vector<Look> looks;
  for (std::uint64_t i = 0; i <= kLooks; ++i) {
    DUMPLAB_TRY(const capture::Capture stop, program->next());
    looks.push_back(look(*program));
  }
  const Look &first = looks.front(), &last = looks.back();
  if (spinners.size() != 2 || first.in(kernel::ThreadState::kRunning).size() != 1 ||
      last.in(kernel::ThreadState::kReady).size() != 1)
    return fail(ErrorKind::kMalformed, 0, "TwoThreads.exe does not have one thread on the processor");

  Outcome outcome;
  std::set<std::uint32_t> directories, runners;
  std::string states;
  for (const Look& each : looks) {
    directories.insert(each.cr3);
    for (const std::uint32_t id : each.in(kernel::ThreadState::kRunning)) runners.insert(id);
    states += fmt::format("{}{}+{}", states.empty() ? "" : " ", each.in(kernel::ThreadState::kRunning).size(),
                          each.in(kernel::ThreadState::kReady).size());
  }
  outcome.words("threads Running+Ready at five ticks", states, "1+1 1+1 1+1 1+1 1+1");
  outcome.count("threads seen Running", runners.size(), 2);
  outcome.count("values of CR3 under them", directories.size(), 1);

  const auto records = switches_between(program->run().log(), first.tick, last.tick);
  const std::uint64_t instructions = (last.tick - first.tick) * machine::Clock::kInstructionsPerUnit;
  outcome.count("instructions between the first and the last tick", instructions, kQuanta * quantum);
  outcome.count("context switches in the log", records.size(), kQuanta);
  std::uint64_t quantum_ends = 0;
  std::vector<std::uint64_t> runs = {first.in(kernel::ThreadState::kRunning).front()};
  std::vector<std::uint64_t> expected = runs;
  for (const truth::Record& record : records) {
    quantum_ends += record.text == "quantum";
    runs.push_back(record.fields[2]);
  }
  outcome.count("of them for the end of a quantum", quantum_ends, kQuanta);
  const std::uint64_t other = first.in(kernel::ThreadState::kReady).front();
  while (expected.size() < kQuanta + 1) expected.push_back(expected.size() % 2 ? other : expected.front());
  outcome.words("who ran", ids_text(runs), ids_text(expected));
  for (const auto& [id, count] : last.switches) {
    outcome.count(fmt::format("thread {}: times that it got the processor", id),
                  count - first.switches.at(id), kQuanta / 2);
    outcome.count(fmt::format("thread {}: instructions", id),
                  last.instructions.at(id) - first.instructions.at(id), kQuanta * quantum / 2);
  }

  const std::uint32_t ready = last.in(kernel::ThreadState::kReady).front();
  const std::uint32_t saved = program->find_thread(ready)->context.eip;
  DUMPLAB_TRY(const Step step, next_step_of(*program, ready));
  const Spinner& spinner = spinners.at(ready);
  const auto& loop = kLoops.at(spinner.function);
  const std::string& code = loop[(last.instructions.at(ready) - spinner.instructions - 1) % loop.size()];
  outcome.address("EIP at which the ready thread goes on", step.eip, saved);
  outcome.words("its instruction there",
                hex_text(program->bytes(saved, static_cast<std::uint32_t>(code.size() + 1) / 3)), code);
  outcome.words("function that it lies in", program->function_at(step.eip), spinner.function);
  outcome.figures.push_back(draw_states(records));
  outcome.figures.push_back(draw_time_line(records));
  outcome.notes.push_back(
      fmt::format("A quantum is {} instructions. The ready thread's next instruction follows from their "
                  "number since its loop began. "
                  "A dump of one processor with two Running threads would be an impossible one.",
                  quantum));
  return outcome;
}

}  // namespace dumplab::systems
