// SPDX-License-Identifier: MIT
// Every malformation, minimal and inside a good dump, gets the verdict that its row says.
#include "corpus/malformation.h"

#include <gtest/gtest.h>

#include <set>

#include "corpus/hostile_corpus.h"
#include "corpus/twins.h"
#include "dumplab/dump.h"
#include "report/file_check.h"
#include "support/dump_checks.h"

namespace dumplab::corpus {
namespace {

constexpr std::size_t kLargestTwin = 8192;

std::string verdict_of(const std::vector<std::byte>& bytes, std::string& why) {
  const auto dump = Dump::from_bytes(bytes);
  if (!dump) {
    why = dump.error().what;
    return "R";
  }
  test::touch_everything(*dump);
  const report::FileCheck check = report::check_file(*dump, bytes.size());
  for (const DumpProblem& problem : check.problems) why += "\n  " + describe(problem);
  for (const auto& finding : check.contradictions)
    why += "\n  " + std::string(finding.check) + ": " + finding.what;
  return std::string(1, check.verdict);
}

void expect_verdict(const std::string& name, const std::vector<std::byte>& bytes,
                    const std::string& expected) {
  std::string why;
  EXPECT_EQ(verdict_of(bytes, why), expected) << name << why;
}

const Snapshot& good() {
  static const Snapshot state = [] {
    const auto guest = scenario::GuestSet::find();
    if (!guest) throw std::runtime_error(guest.error().what);
    auto made = good_state(*guest);
    if (!made) throw std::runtime_error(made.error().what);
    return *std::move(made);
  }();
  return state;
}

TEST(Malformations, are_sixty_four) {
  std::set<std::string> ids;
  for (const Malformation& m : all_malformations()) {
    ids.insert(std::string(m.id));
    EXPECT_NE(m.accepted.find(letter(m.verdict)), std::string_view::npos) << m.name();
  }
  EXPECT_EQ(ids.size(), 64u);
  EXPECT_EQ(*ids.begin(), "H01");
  EXPECT_EQ(*ids.rbegin(), "H64");
}

TEST(Malformations, have_names_of_their_own) {
  std::set<std::string> names;
  for (const Malformation& m : all_malformations()) EXPECT_TRUE(names.insert(m.name()).second) << m.name();
}

TEST(Twins, are_small_and_nothing_is_wrong_with_them) {
  for (const Twin twin : kTwins) {
    const auto bytes = Draft(make_twin(twin)).build();
    EXPECT_LE(bytes.size(), kLargestTwin) << twin_name(twin);
    expect_verdict(std::string(twin_name(twin)), bytes, "A");
  }
}

TEST(Twins, are_good_dumps_too) { expect_verdict("good", Draft(good()).build(), "A"); }

TEST(Malformations, in_minimal_files_get_their_verdicts) {
  for (const Malformation& m : all_malformations()) {
    Draft draft(make_twin(m.twin));
    m.change(draft);
    expect_verdict(m.name(), draft.build(), std::string(letter(m.verdict)));
  }
}

TEST(Malformations, in_a_good_dump_get_their_verdicts) {
  for (const Malformation& m : all_malformations()) {
    Draft draft(good());
    m.change(draft);
    expect_verdict(m.name(), draft.build(), std::string(letter(m.verdict)));
  }
}

TEST(HostileFiles, in_pairs_get_the_worse_verdict) {
  std::size_t pairs = 0;
  for (const HostileFile& file : hostile_files(good())) {
    if (!file.name.starts_with("pair/")) continue;
    ++pairs;
    expect_verdict(file.name, file.bytes(), std::string(letter(file.verdict)));
  }
  EXPECT_GE(pairs, 20u);
}

TEST(HostileFiles, are_the_same_bytes_twice) {
  const auto one = hostile_files(good()), two = hostile_files(good());
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); i += 17) EXPECT_EQ(one[i].bytes(), two[i].bytes()) << one[i].name;
}

}  // namespace
}  // namespace dumplab::corpus
