// SPDX-License-Identifier: MIT
// What the analyzer says of regions against the machine's truth, on dumps that lack one thing or another.
#include <fmt/format.h>

#include <map>

#include "capture.h"
#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "regions/region_map.h"
#include "snapshot/profile.h"

namespace dumplab {
namespace {

constexpr std::uint32_t kCommit = 0x1000, kGuard = 0x100;

struct Case {
  std::string scenario;
  std::uint64_t seed;
};

/// Bytes of committed memory but guard pages, which only a list shows: all, and those with a named owner.
struct Coverage {
  std::uint64_t committed = 0, named = 0;
  double share() const { return static_cast<double>(named) / static_cast<double>(committed); }
};

/// What a dump is without.
struct Variant {
  const char* name;
  snapshot::Profile profile;
  bool has_list, has_module_files;
  double floor;  // of these bytes that must have a named owner
};

// What stays unnamed without a list: pages of the parameters that these do not reach; of a mini dump, heaps
// whose headers it does not hold.
constexpr Variant kVariants[] = {
    {"full without list", snapshot::Profile::kFull, false, true, 0.94},
    {"full without list and files", snapshot::Profile::kFull, false, false, 0.94},
    {"mini", snapshot::Profile::kMini, true, true, 1},
    {"mini without files", snapshot::Profile::kMini, true, false, 1},
    {"mini without list", snapshot::Profile::kMini, false, true, 0.85},
    {"mini without list and files", snapshot::Profile::kMini, false, false, 0.85}};

std::vector<regions::OwnedRegion> map_of(Snapshot snapshot, const Variant& variant) {
  snapshot = snapshot::reduce(snapshot, variant.profile);
  if (!variant.has_list) snapshot.regions.clear();
  const auto dump = Dump::from_bytes(minidump::to_bytes(snapshot));
  EXPECT_TRUE(dump) << dump.error().what;
  symbols::SearchPath search;
  if (variant.has_module_files) search.add_tree(scenario::GuestSet::find()->folder);
  const Snapshot& read = dump->snapshot();
  const structures::ModuleImages modules(read, search);
  return regions::map_regions(read, modules, structures::read_process_structures(read));
}

/// Whether the claim is the truth, or says less: an image whose sections are not known.
bool is_right(const std::string& claimed, const std::string& truth) {
  if (claimed == "unknown" || claimed == truth) return true;
  constexpr std::string_view kAnySection = ":unknown";
  return claimed.starts_with("image:") && claimed.ends_with(kAnySection) &&
         truth.starts_with(claimed.substr(0, claimed.size() - kAnySection.size() + 1));
}

bool may_be(std::uint32_t claimed, std::uint32_t truth) { return claimed == 0 || claimed == truth; }

Coverage compare(const std::vector<regions::OwnedRegion>& map, const std::vector<truth::Region>& truth,
                 const Variant& variant) {
  Coverage coverage;
  std::uint64_t total = 0;
  auto expected = truth.begin();
  for (const regions::OwnedRegion& claimed : map) {
    EXPECT_EQ(claimed.base, total);
    total += claimed.size;
    const std::uint64_t claimed_end = claimed.base + claimed.size;
    while (expected != truth.end()) {
      const std::uint64_t begin = std::max<std::uint64_t>(claimed.base, expected->base);
      const std::uint64_t end = std::min<std::uint64_t>(claimed_end, expected->base + expected->size);
      if (begin >= end) break;
      const bool agrees = is_right(claimed.owner, expected->owner) &&
                          may_be(claimed.state, expected->state) && may_be(claimed.type, expected->type) &&
                          may_be(claimed.protect, expected->protect);
      EXPECT_TRUE(agrees) << fmt::format("{}: {:08x}-{:08x} is {} {:x} {:x} {:x}, not {} {:x} {:x} {:x}",
                                         variant.name, begin, end, expected->owner, expected->state,
                                         expected->type, expected->protect, claimed.owner, claimed.state,
                                         claimed.type, claimed.protect);
      if (expected->state == kCommit && !(expected->protect & kGuard)) {
        coverage.committed += end - begin;
        if (claimed.owner != "unknown") coverage.named += end - begin;
      }
      if (end < expected->base + expected->size) break;
      ++expected;
    }
  }
  EXPECT_EQ(total, 1ull << 32);
  return coverage;
}

class RegionTruth : public testing::TestWithParam<Case> {};

TEST_P(RegionTruth, is_never_contradicted_and_mostly_known) {
  const Case& c = GetParam();
  const capture::Capture capture = test::capture_scenario(c.scenario, c.seed);
  for (const Variant& variant : kVariants) {
    const Coverage coverage = compare(map_of(capture.snapshot, variant), capture.truth.regions, variant);
    EXPECT_GE(coverage.share(), variant.floor)
        << variant.name << ": " << coverage.named << " of " << coverage.committed;
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const char* scenario : test::kScenarios)
    for (std::uint64_t seed = 1; seed <= 20; ++seed) cases.push_back({scenario, seed});
  return cases;
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.scenario + "_" + std::to_string(info.param.seed);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Seeds, RegionTruth, testing::ValuesIn(all_cases()), name_of);

// Their shares are others: a heap of their own, more threads with guard pages.
TEST(RegionTruths, of_other_scenarios_are_never_contradicted) {
  for (const char* scenario : test::kMoreScenarios)
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      SCOPED_TRACE(fmt::format("{} seed {}", scenario, seed));
      const capture::Capture capture = test::capture_scenario(scenario, seed);
      for (const Variant& variant : kVariants)
        EXPECT_GT(compare(map_of(capture.snapshot, variant), capture.truth.regions, variant).named, 0u);
    }
}

}  // namespace
}  // namespace dumplab
