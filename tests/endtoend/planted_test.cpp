// SPDX-License-Identifier: MIT
// Every scenario reaches what it was planted with, whatever the seed. Expected values come from the
// configuration file and the program's source, not from the functions that find them in the log.
#include "scenario/planted.h"

#include <algorithm>

#include "capture.h"

namespace dumplab {
namespace {

constexpr std::uint64_t kSeeds = 20;

struct Case {
  std::string scenario;
  scenario::ScenarioFile file;
  std::string settings;  ///< the text of the configuration file
  Snapshot snapshot;
  truth::Truth truth;
  scenario::Planted planted;

  std::string text(const std::string& key) const {
    const std::size_t at = settings.find("\r\n" + key + "=");
    if (at == std::string::npos) throw std::runtime_error("no " + key);
    const std::size_t begin = at + key.size() + 3;
    return settings.substr(begin, settings.find('\r', begin) - begin);
  }
  std::uint64_t number(const std::string& key) const { return std::stoull(text(key)); }
  int variant() const { return truth.variant[0] - 'a'; }
  const truth::Thread& planted_thread() const {
    const auto found = std::find_if(truth.threads.begin(), truth.threads.end(),
                                    [&](const auto& thread) { return thread.thread_id == planted.thread; });
    if (found == truth.threads.end()) throw std::runtime_error("the planted thread is not in the dump");
    return *found;
  }
  const truth::Region& region_at(std::uint64_t address) const {
    const auto found = std::find_if(truth.regions.begin(), truth.regions.end(), [&](const auto& region) {
      return address >= region.base && address - region.base < region.size;
    });
    if (found == truth.regions.end()) throw std::runtime_error("an address without a region");
    return *found;
  }
};

/// Threads that have the function on their stack; ascending.
std::vector<std::uint32_t> threads_in(const Case& c, std::string_view function) {
  std::vector<std::uint32_t> ids;
  for (const truth::Thread& thread : c.truth.threads)
    if (std::any_of(thread.frames.begin(), thread.frames.end(),
                    [&](const truth::Frame& frame) { return frame.function == function; }))
      ids.push_back(thread.thread_id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

bool is_on_planted_stack(const Case& c, std::string_view function) {
  const auto ids = threads_in(c, function);
  return std::find(ids.begin(), ids.end(), c.planted.thread) != ids.end();
}

Case run_case(const std::string& name, std::uint64_t seed) {
  const auto guest = scenario::GuestSet::find();
  if (!guest) throw std::runtime_error(guest.error().what);
  Case c;
  c.scenario = name;
  c.file = *scenario::read_scenario_file(guest->folder / "scenarios" / name / "scenario.json");
  c.settings = scenario::configuration_text(c.file, scenario::pick_configuration(c.file, seed));
  scenario::Request request;
  request.program = name;
  request.kernel.seed = seed;
  request.machine.cpus = seed % 5 == 0 ? 2 : 1;
  auto run = scenario::Run::prepare(*guest, request);
  if (!run) throw std::runtime_error(run.error().what);
  auto captures = (*run)->execute();
  if (captures.empty()) throw std::runtime_error("no capture: " + (*run)->ended());
  c.snapshot = std::move(captures.front().snapshot);
  c.truth = std::move(captures.front().truth);
  c.planted = scenario::find_planted(c.file, c.truth, (*run)->log());
  return c;
}

std::uint32_t word_of(std::string_view characters) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i)
    word |= std::uint32_t{static_cast<unsigned char>(characters[i])} << 8 * i;
  return word;
}

void expect_code(const Case& c, std::uint32_t code) {
  ASSERT_TRUE(c.truth.exception);
  EXPECT_EQ(c.truth.exception->code, code);
  EXPECT_EQ(c.planted.thread, c.truth.exception->thread_id);
  ASSERT_TRUE(c.planted.address);
}

constexpr std::uint32_t kAccessViolation = 0xc0000005;

void null_pointer(const Case& c) {
  expect_code(c, kAccessViolation);
  EXPECT_LT(*c.planted.address, 0x1000u);
  EXPECT_TRUE(is_on_planted_stack(c, "RecordSale"));
}

void null_code_pointer(const Case& c) {
  expect_code(c, kAccessViolation);
  EXPECT_EQ(*c.planted.address, 0u);
  EXPECT_EQ(c.truth.exception->address, 0u);
  EXPECT_EQ(c.planted_thread().frames[1].function, c.variant() == 2 ? "CheckRequest" : "CallForm");
}

void invalid_pointer(const Case& c) {
  expect_code(c, kAccessViolation);
  const bool is_text = c.variant() == 1 || (c.variant() == 2 && c.number("Source") == 1);
  // The shelf's name has room for eight characters; Loans is at 0x10, in variant c Reserved at 0x18.
  const std::uint64_t pointer = is_text ? word_of(c.text("Shelf").substr(8)) : c.number("Previous") * 16;
  EXPECT_EQ(*c.planted.address, pointer + (c.variant() == 2 ? 0x18 : 0x10));
  EXPECT_EQ(c.region_at(*c.planted.address).owner, "free");
}

void fill_pattern_pointer(const Case& c) {
  expect_code(c, kAccessViolation);
  const bool has_left = c.variant() == 1 || (c.variant() == 2 && c.number("Case") == 1);
  const std::uint64_t pattern =
      c.number("Style") == 0 ? (has_left ? 0xdddddddd : 0xcdcdcdcd) : (has_left ? 0xfeeefeee : 0xbaadf00d);
  EXPECT_EQ(*c.planted.address, pattern + 4);  // TARIFF.Hourly
}

void divide_by_zero(const Case& c) {
  expect_code(c, 0xc0000094);
  EXPECT_EQ(*c.planted.address, c.truth.exception->address);
  EXPECT_EQ(c.planted_thread().frames[0].function, "MeanOf");
}

void stack_overflow(const Case& c) {
  expect_code(c, 0xc00000fd);
  const std::vector<std::string> functions[] = {
      {"WeighPart"}, {"WeighLine", "WeighPart"}, {"WeighLine", "WeighPart", "WeighPiece"}};
  std::vector<std::string> recursion = c.planted.recursion;
  std::sort(recursion.begin(), recursion.end());
  EXPECT_EQ(recursion, functions[c.variant()]);
}

void software_exception(const Case& c) {
  const std::uint64_t number = c.number("Number");
  const std::uint64_t severity = c.variant() == 1 ? 3 : c.number("Severity");
  const std::uint64_t code = c.variant() == 0
                                 ? 0xe0000000 | number
                                 : severity << 30 | 0x20000000 | c.number("Facility") << 16 | number;
  expect_code(c, static_cast<std::uint32_t>(code));
  EXPECT_TRUE(is_on_planted_stack(c, "TurnAway"));
}

void cpp_exception(const Case& c) {
  expect_code(c, 0xe06d7363);
  EXPECT_EQ(c.region_at(*c.planted.address).owner, "stack:" + std::to_string(*c.planted.thread));
  EXPECT_TRUE(is_on_planted_stack(c, "RefuseDelivery"));
  // RouteProblem::key_, behind ServiceProblem::number_ and RouteProblem::reason_.
  EXPECT_EQ(c.snapshot.memory->read_u32({*c.planted.address + 8}), word_of(c.text("Town")));
}

void fail_fast(const Case& c) {
  const std::uint32_t codes[] = {0xc0000420, 0xc0000409, 0x80000003};
  expect_code(c, codes[c.variant()]);
  EXPECT_TRUE(is_on_planted_stack(c, "CountShelf"));
}

void deadlock(const Case& c) {
  const auto waiting = threads_in(c, "RtlEnterCriticalSection");
  const std::uint64_t others =
      c.number("Followers") + c.number("Visitors") + c.number("Guests") + c.number("Late");
  EXPECT_EQ(waiting.size(), c.number("Ring") + others);
  EXPECT_EQ(c.planted.threads.size(), c.number("Ring"));
  EXPECT_TRUE(
      std::includes(waiting.begin(), waiting.end(), c.planted.threads.begin(), c.planted.threads.end()));
  EXPECT_EQ(c.planted.locks.size(), c.number("Ring"));
  // The main thread, the report's, those that await a customer; one desk has gone.
  EXPECT_EQ(c.truth.threads.size(), waiting.size() + c.number("Counters") + 2);
}

void ten_waiters(const Case& c) {
  EXPECT_FALSE(c.truth.exception);
  EXPECT_FALSE(c.planted.thread || c.planted.address);
}

void wait_chain(const Case& c) {
  EXPECT_FALSE(c.truth.exception);
  EXPECT_TRUE(is_on_planted_stack(c, "AwaitPaper"));
  EXPECT_EQ(c.planted.threads, threads_in(c, "RtlEnterCriticalSection"));
  EXPECT_EQ(c.planted.threads.size(), c.number("Queues") - 1);
  EXPECT_EQ(c.planted.locks.size(), 1u);
  EXPECT_EQ(c.truth.threads.size(), c.number("Queues") + 2);
}

void spiking_thread(const Case& c) {
  EXPECT_FALSE(c.truth.exception);
  EXPECT_TRUE(is_on_planted_stack(c, "AddWord"));
  std::uint64_t rest = 0;
  for (const truth::Thread& thread : c.truth.threads)
    if (thread.thread_id != c.planted.thread) rest += thread.user_time;
  EXPECT_GT(c.planted_thread().user_time, 2'000'000u);  // of 4,000,000 ticks
  EXPECT_LT(rest, 600'000u);
  EXPECT_EQ(c.truth.threads.size(), c.number("Readers") + 2);
}

void heap_corruption(const Case& c) {
  ASSERT_TRUE(c.truth.exception && c.planted.address);
  EXPECT_EQ(c.planted.thread, c.truth.exception->thread_id);
  EXPECT_EQ(c.region_at(*c.planted.address).owner.substr(0, 5), "heap:");
  // Where the entry's sizes were is a sample; 2 * Pairs of them fill the block before.
  const auto sample = c.snapshot.memory->read_u32({*c.planted.address});
  ASSERT_TRUE(sample);
  EXPECT_EQ(*sample >> 20, c.number("Level"));
  const std::uint64_t header = c.variant() == 1 ? 24 : 16;  // of CHANNEL
  const std::uint64_t block = *c.planted.address - c.number("Pairs") * 8 - header;
  EXPECT_EQ(c.snapshot.memory->read_u32({block + header - 12}), c.number("Loud") + 1);  // CHANNEL.Number
  EXPECT_TRUE(is_on_planted_stack(c, c.variant() == 0   ? "CheckChannels"
                                     : c.variant() == 1 ? "RtlAllocateHeap"
                                                        : "BarOf"));
}

void healthy_service(const Case& c) {
  EXPECT_FALSE(c.truth.exception);
  EXPECT_FALSE(c.planted.thread || c.planted.address);
  EXPECT_EQ(c.truth.threads.size(), c.number("Workers") + 3);
}

void string_parameter(const Case& c) {
  expect_code(c, 0xe0000021);
  EXPECT_TRUE(is_on_planted_stack(c, "OpenAll"));
  EXPECT_EQ(threads_in(c, "OpenPair").size(), c.variant() == 2 ? 1u : 0u);
}

void region_map(const Case& c) {
  EXPECT_FALSE(c.truth.exception);
  EXPECT_FALSE(c.planted.thread || c.planted.address);
  EXPECT_EQ(c.truth.threads.size(), c.number("Clerks") + 1);
  std::uint64_t mapped = 0, like_images = 0, guarded = 0, copied = 0, to_be_copied = 0;
  for (const truth::Region& region : c.truth.regions) {
    if (region.owner == "mapped") {
      ++mapped;
      like_images += (*c.snapshot.memory->read_u32({region.base}) & 0xffff) == 0x5a4d;
    }
    guarded += (region.protect & 0x100) != 0;
    if (!region.owner.ends_with(":.rdata")) continue;
    copied += region.protect == 4;
    to_be_copied += region.protect == 8;
  }
  EXPECT_EQ(mapped, c.number("Sheets") + 1 + 2 * c.number("Fences"));
  EXPECT_EQ(like_images, 1u);
  EXPECT_EQ(guarded, c.number("Clerks") + 1 + c.number("Fences"));
  EXPECT_EQ(copied, 1u);
  EXPECT_EQ(to_be_copied, 2u);
}

void dump_reason(const Case& c) {
  EXPECT_FALSE(c.truth.exception);
  EXPECT_FALSE(c.planted.thread || c.planted.address);
  EXPECT_EQ(c.truth.threads.size(), c.number("Carriers") + 2);
}

struct Row {
  const char* scenario;
  const char* pattern;
  const char* captured;
  void (*expect)(const Case&);
};
const Row kRows[] = {
    {"null-pointer", "null-data-pointer", "fault", null_pointer},
    {"divide-by-zero", "divide-by-zero", "fault", divide_by_zero},
    {"deadlock", "deadlock", "hang", deadlock},
    {"ten-waiters", "no-fault", "hang", ten_waiters},
    {"null-code-pointer", "null-code-pointer", "fault", null_code_pointer},
    {"invalid-pointer", "invalid-pointer", "fault", invalid_pointer},
    {"fill-pattern-pointer", "fill-pattern-pointer", "fault", fill_pattern_pointer},
    {"stack-overflow", "stack-overflow", "fault", stack_overflow},
    {"software-exception", "software-exception", "fault", software_exception},
    {"cpp-exception", "cpp-exception", "fault", cpp_exception},
    {"fail-fast", "self-diagnosis", "fault", fail_fast},
    {"wait-chain", "wait-chain", "hang", wait_chain},
    {"spiking-thread", "spiking-thread", "tick", spiking_thread},
    {"heap-corruption", "heap-corruption", "fault", heap_corruption},
    {"healthy-service", "no-fault", "tick", healthy_service},
    {"string-parameter", "software-exception", "fault", string_parameter},
    {"region-map", "no-fault", "tick", region_map},
    {"dump-reason", "no-fault", "tick", dump_reason},
};

class PlantedScenario : public testing::TestWithParam<Row> {};

TEST_P(PlantedScenario, is_reached_with_every_seed_and_told_in_full) {
  std::string variants;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Case c = run_case(GetParam().scenario, seed);
    EXPECT_EQ(c.truth.captured, GetParam().captured);
    EXPECT_EQ(c.planted.pattern, GetParam().pattern);
    GetParam().expect(c);
    if (variants.find(c.truth.variant) == std::string::npos) variants += c.truth.variant;
  }
  EXPECT_EQ(variants.size(), 3u) << variants;
}

std::string name_of(const testing::TestParamInfo<Row>& info) {
  std::string name = info.param.scenario;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, PlantedScenario, testing::ValuesIn(kRows), name_of);

TEST(PlantedScenarios, are_all_that_the_guest_set_has) {
  std::vector<std::string> tested, present;
  for (const Row& row : kRows) tested.push_back(row.scenario);
  for (const auto& summary : scenario::GuestSet::find()->scenarios()) present.push_back(summary.name);
  std::sort(tested.begin(), tested.end());
  EXPECT_EQ(tested, present);
}

// "Reading room": the characters behind the eighth are "room", 6d6f6f72; the loans are 0x10 bytes further on.
TEST(PlantedScenarios, have_the_value_that_was_worked_out_by_hand) {
  const Case c = run_case("invalid-pointer", 1);
  EXPECT_EQ(c.text("Shelf"), "Reading room");
  EXPECT_EQ(c.planted.address, 0x6d6f6f82u);
}

}  // namespace
}  // namespace dumplab
