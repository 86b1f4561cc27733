// SPDX-License-Identifier: MIT
#include "corpus/hostile_corpus.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "base/version.h"
#include "corpus/manifest.h"
#include "corpus/twins.h"
#include "scenario/run.h"
#include "snapshot/profile.h"

namespace dumplab::corpus {
namespace {

constexpr const char* kGoodScenario = "null-pointer";
constexpr std::uint64_t kGoodSeed = 7;

std::vector<std::byte> build(const Snapshot& state, std::initializer_list<const Malformation*> defects) {
  Draft draft(state);
  for (const Malformation* defect : defects) defect->change(draft);
  return draft.build();
}

/// The worse of two verdicts; what either allows, a reader may find first.
HostileFile pair_of(const Malformation& one, const Malformation& other) {
  std::string accepted(one.accepted);
  for (const char c : other.accepted)
    if (accepted.find(c) == std::string::npos) accepted += c;
  return {fmt::format("pair/{}+{}.dmp", one.name(), other.name()),
          fmt::format("{}; {}", one.what, other.what), std::min(one.verdict, other.verdict),
          std::move(accepted), [&one, &other] {
            return build(make_twin(one.twin), {&one, &other});
          }};
}

/// Defects that leave all others where they are: one value of one part.
bool goes_with_others(const Malformation& m) {
  constexpr std::string_view kIds[] = {"H17", "H35", "H41", "H45", "H48", "H53", "H55"};
  return std::ranges::find(kIds, m.id) != std::end(kIds);
}

}  // namespace

std::vector<HostileFile> hostile_files(const Snapshot& good) {
  std::vector<HostileFile> files;
  for (const Malformation& m : all_malformations()) {
    files.push_back({fmt::format("minimal/{}.dmp", m.name()), std::string(m.what), m.verdict,
                     std::string(m.accepted), [&m] { return build(make_twin(m.twin), {&m}); }});
    files.push_back({fmt::format("good/{}.dmp", m.name()), std::string(m.what), m.verdict,
                     std::string(m.accepted), [&m, good] { return build(good, {&m}); }});
  }
  // A sample of pairs: each defect that goes with others, with the one behind it and with what the container
  // itself can suffer.
  std::vector<const Malformation*> gentle;
  for (const Malformation& m : all_malformations())
    if (goes_with_others(m)) gentle.push_back(&m);
  for (std::size_t i = 0; i < gentle.size(); ++i) {
    files.push_back(pair_of(*gentle[i], *gentle[(i + 1) % gentle.size()]));
    for (const std::string_view harsh : {"H20-handles", "H28-length", "H06-count"}) {
      const auto other = std::ranges::find(all_malformations(), harsh, &Malformation::name);
      if (other != all_malformations().end()) files.push_back(pair_of(*gentle[i], *other));
    }
  }
  return files;
}

Result<Snapshot> good_state(const scenario::GuestSet& guest) {
  scenario::Request request;
  request.program = kGoodScenario;
  request.kernel.seed = kGoodSeed;
  DUMPLAB_TRY(auto run, scenario::Run::prepare(guest, request));
  auto captures = run->execute();
  if (captures.empty()) return fail(ErrorKind::kIo, 0, fmt::format("{}: {}", kGoodScenario, run->ended()));
  return complete(snapshot::reduce(captures.front().snapshot, snapshot::Profile::kFull));
}

Result<void> build_hostile(const scenario::GuestSet& guest, const std::filesystem::path& path,
                           const Progress& progress) {
  DUMPLAB_TRY(CorpusFolder folder, CorpusFolder::create(path));
  DUMPLAB_TRY(const Snapshot good, good_state(guest));
  for (const Twin twin : kTwins)
    DUMPLAB_TRY_VOID(folder.add({"", "", 0, "", "A", "A", "a valid file, the start of minimal ones"},
                                fmt::format("valid/{}.dmp", twin_name(twin)), build(make_twin(twin), {})));
  DUMPLAB_TRY_VOID(folder.add({"", "", 0, "", "A", "A", "a good dump"}, "valid/good.dmp", build(good, {})));
  const auto files = hostile_files(good);
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress(i, files.size(), files[i].name);
    DUMPLAB_TRY_VOID(
        folder.add({"", "", 0, "", std::string(letter(files[i].verdict)), files[i].accepted, files[i].what},
                   files[i].name, files[i].bytes()));
  }
  return folder.commit({"hostile", std::string(kVersion), guest.sha256, {}});
}

}  // namespace dumplab::corpus
