// SPDX-License-Identifier: MIT
// A state is the same state in every encoding.
#include <gtest/gtest.h>

#include <set>

#include "corpus/encodings.h"
#include "corpus/twins.h"
#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "scenario/run.h"
#include "snapshot/profile.h"

namespace dumplab::corpus {
namespace {

constexpr std::uint64_t kWithFullMemory = 2;

/// What does not depend on the encoding: the flag says where the memory is, streams of nobody are kept as
/// bytes.
Snapshot essence(Snapshot snapshot) {
  snapshot.Flags &= ~kWithFullMemory;
  snapshot.user_streams.clear();
  return snapshot;
}

void expect_same_in_all(const Snapshot& state, const std::string& name) {
  const auto own = Dump::from_bytes(minidump::to_bytes(state));
  ASSERT_TRUE(own) << name;
  EXPECT_TRUE(essence(own->snapshot()) == essence(state)) << name;
  for (const NamedEncoding& encoding : all_encodings()) {
    const auto dump = Dump::from_bytes(encode(state, encoding));
    ASSERT_TRUE(dump) << name << " " << encoding.name << ": " << dump.error().what;
    for (const DumpProblem& problem : dump->problems())
      ADD_FAILURE() << name << " " << encoding.name << ": " << describe(problem);
    EXPECT_TRUE(essence(dump->snapshot()) == essence(state)) << name << " " << encoding.name;
  }
}

TEST(Encodings, of_a_twin_read_the_same) { expect_same_in_all(make_twin(Twin::kContainer), "container"); }

TEST(Encodings, of_captured_states_read_the_same) {
  const auto guest = scenario::GuestSet::find();
  ASSERT_TRUE(guest) << guest.error().what;
  for (const auto& summary : guest->scenarios()) {
    scenario::Request request;
    request.program = summary.name;
    request.kernel.seed = 3;
    auto run = scenario::Run::prepare(*guest, request);
    ASSERT_TRUE(run) << run.error().what;
    const auto captures = (*run)->execute();
    ASSERT_FALSE(captures.empty()) << summary.name;
    for (const auto profile : {snapshot::Profile::kFull, snapshot::Profile::kMini})
      expect_same_in_all(snapshot::reduce(captures.front().snapshot, profile), summary.name);
  }
}

TEST(Encodings, differ_in_their_bytes) {
  const Snapshot state = make_twin(Twin::kContainer);
  std::set<std::vector<std::byte>> files{minidump::to_bytes(state)};
  for (const NamedEncoding& encoding : all_encodings())
    EXPECT_TRUE(files.insert(encode(state, encoding)).second) << encoding.name;
}

}  // namespace
}  // namespace dumplab::corpus
