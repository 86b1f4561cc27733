// SPDX-License-Identifier: MIT
#include "saved/saved.h"

#include "capture.h"
#include "minidump/writer.h"

namespace dumplab {
namespace {

/// All that a run gives: dump, truth, log, instructions of each processor, disk and memory counts.
struct Outcome {
  std::vector<std::byte> dump;
  std::string truth, log;
  std::vector<std::uint64_t> counts;
  bool operator==(const Outcome&) const = default;
};

Outcome run_on(scenario::Run& run) {
  const auto captures = run.execute();
  if (captures.empty()) throw std::runtime_error("no capture: " + run.ended());
  Outcome outcome{minidump::to_bytes(captures.front().snapshot),
                  truth::to_json(captures.front().truth),
                  truth::log_to_json_lines(run.log()),
                  {}};
  const machine::Machine& machine = run.machine();
  for (const auto& cpu : machine.cpus) outcome.counts.push_back(cpu->processor.retired());
  const kernel::MemoryStatistics& memory = run.kernel().memory().statistics();
  for (const std::uint64_t count :
       {machine.clock.instructions(), machine.disk.requests(), machine.disk.sectors_read(), memory.faults,
        std::uint64_t{memory.peak_frames}, memory.peak_commit, memory.evictions})
    outcome.counts.push_back(count);
  return outcome;
}

struct Hardware {
  std::uint64_t memory;
  std::string_view policy;
  unsigned cpus;
};
constexpr Hardware kHardware[] = {{64 << 20, "clock", 1}, {64 << 20, "fifo", 2}, {2 << 20, "lru", 1},
                                  {2 << 20, "clock", 2},  {1 << 20, "fifo", 3},  {2 << 20, "mru", 2}};

class SavedMachine : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const auto found = scenario::GuestSet::find();
    ASSERT_TRUE(found) << found.error().what;
    guest = *found;
  }
  std::unique_ptr<scenario::Run> prepare(const Hardware& hardware, std::uint64_t seed,
                                         std::vector<scenario::CaptureRule> rules = {}) {
    scenario::Request request;
    request.program = GetParam();
    request.captures = std::move(rules);
    request.kernel.seed = seed;
    request.kernel.memory.policy = hardware.policy;
    request.machine.cpus = hardware.cpus;
    request.machine.memory = hardware.memory;
    return std::move(*scenario::Run::prepare(guest, request));
  }

  scenario::GuestSet guest;
};

TEST_P(SavedMachine, goes_on_as_if_it_had_never_stopped) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    for (const Hardware& hardware : kHardware) {
      SCOPED_TRACE(testing::Message()
                   << "seed " << seed << ", " << hardware.policy << ", cpus " << hardware.cpus);
      const auto through = prepare(hardware, seed);
      const Outcome whole = run_on(*through);
      const std::uint64_t end = through->machine().clock.units();
      std::vector<scenario::CaptureRule> ticks;
      for (const std::uint64_t tick : {std::uint64_t{0}, end / 5, end / 2 + 77 * seed, end - 20, end - 1})
        ticks.push_back({scenario::CaptureRule::When::kTick, {}, tick, {}, {}});
      const auto stopped = prepare(hardware, seed, ticks);
      do {
        ASSERT_FALSE(stopped->execute().empty());
        const auto archive = saved::save(*stopped);
        const auto restored = saved::restore(ByteView(archive), guest);
        ASSERT_TRUE(restored) << restored.error().what;
        EXPECT_EQ(saved::save(**restored), archive);
        EXPECT_TRUE(run_on(**restored) == whole) << "tick " << stopped->machine().clock.units();
      } while (stopped->wants_more());
      stopped->set_captures({});
      EXPECT_TRUE(run_on(*stopped) == whole) << "captures changed the machine";
    }
  }
}

TEST_P(SavedMachine, is_small_for_what_its_memory_could_hold) {
  const auto run = prepare({std::uint64_t{4} << 30, "clock", 1}, 1);
  run_on(*run);
  EXPECT_LT(saved::save(*run).size(), 1u << 20);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, SavedMachine, testing::ValuesIn(test::kScenarios));
INSTANTIATE_TEST_SUITE_P(MoreScenarios, SavedMachine, testing::Values("wait-chain", "healthy-service"));

}  // namespace
}  // namespace dumplab
