// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "nt/memory_constants.h"
#include "nt/teb.h"
#include "systems/lab_program.h"
#include "x86/registers.h"

namespace dumplab::systems {
namespace {

// KERNEL: where EBP of the functions that begin a thread lies below StackBase.
constexpr std::uint32_t kBaseProcessStart = 0x10, kEntryPoint = 0x40, kBaseThreadStart = 0x14,
                        kRoutine = 0x4c;
// From ladder.c: bytes from EBP to EBP, and what Inner has at EBP-8.
constexpr std::uint32_t kClimbToMiddle = 0x28, kMiddleToInner = 0x18, kLocal = 0xc0ffee;
constexpr std::uint32_t kReserve = 0x100000;  // SizeOfStackReserve of its PE header

/// The EBP chain of a thread from its registers to the frame whose saved EBP is 0.
struct Chain {
  std::vector<std::uint64_t> ebp, return_addresses;
};

Chain follow(LabProgram& program, const kernel::Thread& thread) {
  Chain chain;
  for (std::uint32_t ebp = thread.context.gpr[x86::kEbp];
       ebp >= thread.stack.limit && ebp < thread.stack.base;) {
    chain.ebp.push_back(ebp);
    chain.return_addresses.push_back(program.word(ebp + 4).value_or(0));
    const std::uint32_t next = program.word(ebp).value_or(0);
    if (next <= ebp) break;
    ebp = next;
  }
  return chain;
}

/// Return addresses of the chain that are where a CALL of the processor, still open, put them.
std::uint64_t count_calls(const Chain& chain, const kernel::Thread& thread) {
  std::uint64_t count = 0;
  for (const cpu::ShadowCall& call : thread.calls.calls())
    for (std::size_t i = 0; i < chain.ebp.size(); ++i)
      count += call.slot == chain.ebp[i] + 4 && call.return_address == chain.return_addresses[i];
  return count;
}

/// The frames of a stack as boxes, the deepest first, with the word that leads from one to the next.
document::Figure draw(const Chain& chain, LabProgram& program, const kernel::Thread& thread) {
  document::Figure figure;
  figure.title = fmt::format("Thread {}: [EBP] leads to the next frame", thread.id);
  figure.columns = {"frame", "its caller's"};
  for (std::size_t i = 0; i < chain.ebp.size(); ++i) {
    const std::string place = program.place_at(static_cast<std::uint32_t>(chain.return_addresses[i]));
    figure.boxes.push_back({0, {fmt::format("EBP {:08x}", chain.ebp[i])}});
    figure.boxes.push_back(
        {1,
         {fmt::format("EBP {:08x}", program.word(static_cast<std::uint32_t>(chain.ebp[i])).value_or(0)),
          fmt::format("returns to {:08x} {}", chain.return_addresses[i], place)}});
    figure.arrows.push_back({2 * i, 2 * i + 1, fmt::format("[{:08x}]", chain.ebp[i])});
  }
  return figure;
}

const Region* region_at(const Snapshot& snapshot, std::uint64_t linear) {
  for (const Region& region : snapshot.regions)
    if (region.range().contains({linear})) return &region;
  return nullptr;
}

std::string protection_at(const Snapshot& snapshot, std::uint64_t linear) {
  const Region* const region = region_at(snapshot, linear);
  if (!region) return "-";
  return region->State == nt::kMemCommit ? nt::describe_protection(region->Protect)
                                         : nt::describe_state(region->State);
}

/// The stack's own words in the TEB, as the program sees them.
struct Limits {
  std::uint32_t base = 0, limit = 0, deallocation = 0;
};
Limits read_limits(LabProgram& program, std::uint32_t teb) {
  const auto word = [&](std::size_t offset) {
    return program.word(teb + static_cast<std::uint32_t>(offset)).value_or(0);
  };
  return {word(offsetof(nt::Teb, StackBase)), word(offsetof(nt::Teb, StackLimit)),
          word(offsetof(nt::Teb, DeallocationStack))};
}

/// Where XP has the main thread's stack when nothing is randomized.
Result<void> measure_usual_places(const Settings& settings, Outcome& outcome) {
  DUMPLAB_TRY(const auto program, LabProgram::start(settings, "Ladder.exe", {"mark_inner"}, false));
  DUMPLAB_TRY(const capture::Capture stop, program->next());
  const kernel::Thread& main = *program->process().threads.front();
  const Limits limits = read_limits(*program, main.teb);
  outcome.addresses("without ASLR: DeallocationStack, StackBase of the main thread",
                    {limits.deallocation, limits.base}, {0x00030000, 0x00130000});
  const Chain chain = follow(*program, main);
  const std::size_t frames = chain.ebp.size();
  outcome.addresses("without ASLR: EBP of its two outermost frames",
                    {frames < 2 ? 0 : chain.ebp[frames - 2], frames < 2 ? 0 : chain.ebp[frames - 1]},
                    {0x0012ffc0, 0x0012fff0});
  return {};
}

}  // namespace

Result<Outcome> stacks(const Settings& settings) {
  DUMPLAB_TRY(const auto program, LabProgram::start(settings, "Ladder.exe", {"mark_inner"}));
  DUMPLAB_TRY(const capture::Capture stop, program->next());
  const auto& threads = program->process().threads;
  if (threads.size() != 3) return fail(ErrorKind::kMalformed, 0, "Ladder.exe has not three threads");
  const kernel::Thread &main = *threads[0], &grow = *threads[1], &climb = *threads[2];

  Outcome outcome;
  const std::uint64_t top = climb.stack.base, routine = top - kRoutine, middle = routine - kClimbToMiddle,
                      inner = middle - kMiddleToInner;
  const Chain climbed = follow(*program, climb);
  outcome.address("EIP of the climbing thread", climb.context.eip, program->label("mark_inner").value_or(0));
  // Below EBP are Inner's 10h bytes of locals.
  outcome.address("its ESP", climb.context.gpr[x86::kEsp], inner - 0x10);
  outcome.addresses("its EBP chain", climbed.ebp, {inner, middle, routine, top - kBaseThreadStart},
                    range_text(climb.stack.limit, climb.stack.base - climb.stack.limit));
  outcome.address("frame of Climb to that of Middle",
                  climbed.ebp.size() < 3 ? 0 : climbed.ebp[2] - climbed.ebp[1], kClimbToMiddle);
  outcome.address("frame of Middle to that of Inner",
                  climbed.ebp.size() < 2 ? 0 : climbed.ebp[1] - climbed.ebp[0], kMiddleToInner);
  std::string functions;
  for (const std::uint64_t address : climbed.return_addresses)
    functions += (functions.empty() ? "" : " ") + program->place_at(static_cast<std::uint32_t>(address));
  outcome.words("what its frames return to", functions, "Middle Climb kernel32.dll -");
  const auto at = [&](std::int32_t offset) {
    return program->word(static_cast<std::uint32_t>(inner) + offset).value_or(0);
  };
  outcome.address("dword at [EBP-8]", at(-8), kLocal, range_text(inner - 8, 4));
  outcome.addresses("dwords at [EBP+8], [EBP+0Ch]", {at(8), at(12)}, {1, 2}, range_text(inner + 8, 8));

  const struct {
    const char* name;
    const kernel::Thread& thread;
    std::uint32_t outermost, next;
  } kThreads[] = {{"main thread", main, kBaseProcessStart, kEntryPoint},
                  {"growing thread", grow, kBaseThreadStart, kRoutine},
                  {"climbing thread", climb, kBaseThreadStart, kRoutine}};
  for (const auto& row : kThreads) {
    const Chain chain = follow(*program, row.thread);
    const std::uint64_t base = row.thread.stack.base;
    const std::string name = std::string(row.name) + ": ";
    outcome.addresses(name + "EBP of the two outermost frames",
                      chain.ebp.size() < 2
                          ? std::vector<std::uint64_t>{}
                          : std::vector<std::uint64_t>{chain.ebp[chain.ebp.size() - 2], chain.ebp.back()},
                      {base - row.next, base - row.outermost});
    outcome.addresses(name + "saved EBP and return address of the outermost",
                      {program->word(static_cast<std::uint32_t>(base) - row.outermost).value_or(1),
                       program->word(static_cast<std::uint32_t>(base) - row.outermost + 4).value_or(1)},
                      {0, 0});
    outcome.count(name + "frames whose return address an open CALL pushed", count_calls(chain, row.thread),
                  chain.ebp.size() - 1);
    const Limits limits = read_limits(*program, row.thread.teb);
    outcome.address(name + "StackBase in the TEB", limits.base, row.thread.stack.base);
    outcome.address(name + "bytes reserved", limits.base - limits.deallocation, kReserve,
                    range_text(limits.deallocation, limits.base - limits.deallocation));
    outcome.words(name + "the page below StackLimit", protection_at(stop.snapshot, limits.limit - 0x1000),
                  "PAGE_READWRITE | PAGE_GUARD", range_text(limits.limit - 0x1000, 0x1000));
    outcome.words(name + "the page below that", protection_at(stop.snapshot, limits.limit - 0x2000),
                  "MEM_RESERVE");
  }
  // One page is committed at the start, three more were touched.
  outcome.address("climbing thread: bytes committed",
                  climb.stack.base - read_limits(*program, climb.teb).limit, 0x1000);
  outcome.address("growing thread: bytes committed", grow.stack.base - read_limits(*program, grow.teb).limit,
                  0x4000);
  std::uint64_t growths = 0;
  for (const truth::Record& record : program->run().log())
    growths += record.kind == truth::Kind::kStackGrowth && record.thread == grow.id;
  outcome.count("growing thread: guard pages that were touched", growths, 3);
  DUMPLAB_TRY_VOID(measure_usual_places(settings, outcome));
  outcome.figures.push_back(draw(climbed, *program, climb));
  outcome.figures.push_back(draw(follow(*program, main), *program, main));
  outcome.notes.push_back(
      "Frames are measured from EBP to EBP: locals, arguments of the next call, its return address and saved "
      "EBP. "
      "`dumplab draw stack` draws the same from a dump.");
  return outcome;
}

}  // namespace dumplab::systems
