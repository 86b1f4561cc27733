// SPDX-License-Identifier: MIT
#include "corpus/state_corpus.h"

#include <fmt/format.h>

#include "base/try.h"
#include "base/version.h"
#include "corpus/encodings.h"
#include "corpus/manifest.h"
#include "minidump/writer.h"
#include "scenario/planted.h"
#include "scenario/run.h"
#include "snapshot/profile.h"
#include "truth/facts.h"

namespace dumplab::corpus {
namespace {

struct NamedProfile {
  std::string_view name;
  snapshot::Profile profile;
};
constexpr NamedProfile kProfiles[] = {{"full", snapshot::Profile::kFull}, {"mini", snapshot::Profile::kMini}};

struct State {
  capture::Capture capture;
  std::optional<std::uint64_t> damaged_entry;  ///< of a heap that its program wrote over
};

Result<State> take_state(const scenario::GuestSet& guest, const std::string& name, std::uint64_t seed) {
  scenario::Request request;
  request.program = name;
  request.kernel.seed = seed;
  DUMPLAB_TRY(auto run, scenario::Run::prepare(guest, request));
  auto captures = run->execute();
  if (captures.empty())
    return fail(ErrorKind::kIo, 0, fmt::format("{}, seed {}: {}", name, seed, run->ended()));
  State state{std::move(captures.front()), {}};
  DUMPLAB_TRY(const auto file,
              scenario::read_scenario_file(guest.folder / "scenarios" / name / "scenario.json"));
  const scenario::Planted planted = scenario::find_planted(file, state.capture.truth, run->log());
  if (planted.pattern == "heap-corruption") state.damaged_entry = planted.address;
  return state;
}

/// Registers and memory as the machine has them, frames of its shadow stacks.
truth::Facts facts_of(const Snapshot& state, const truth::Truth& truth, const std::string& verdict) {
  truth::Facts facts = truth::facts_of(state);
  for (auto& thread : *facts.threads)
    for (const truth::Thread& known : truth.threads) {
      if (thread.thread_id != known.thread_id) continue;
      thread.frames.emplace();
      for (const truth::Frame& frame : known.frames) thread.frames->push_back(frame.eip);
    }
  facts.verdict = verdict;
  return facts;
}

Result<void> add_state(CorpusFolder& folder, const std::string& place, const State& taken) {
  const capture::Capture& capture = taken.capture;
  DUMPLAB_TRY_VOID(folder.write(place + "truth.json", truth::to_json(capture.truth)));
  for (const auto& [name, profile] : kProfiles) {
    const Snapshot state = snapshot::reduce(capture.snapshot, profile);
    const std::string facts = fmt::format("{}{}.facts.json", place, name);
    // A good file of a process that contradicts itself: who looks into heaps may say so.
    const bool is_damaged = taken.damaged_entry && state.memory->read_u32({*taken.damaged_entry});
    const std::string verdict = is_damaged ? "W" : "A";
    DUMPLAB_TRY_VOID(folder.write(facts, truth::to_json(facts_of(state, capture.truth, verdict))));
    const ManifestEntry entry{
        "", "", 0, facts, verdict, is_damaged ? "AW" : "A", fmt::format("{} dump", name)};
    DUMPLAB_TRY_VOID(folder.add(entry, fmt::format("{}{}.dmp", place, name), minidump::to_bytes(state)));
    for (const NamedEncoding& encoding : all_encodings()) {
      ManifestEntry other = entry;
      other.what = fmt::format("{} dump: {}", name, encoding.what);
      DUMPLAB_TRY_VOID(
          folder.add(other, fmt::format("{}{}-{}.dmp", place, name, encoding.name), encode(state, encoding)));
    }
  }
  return {};
}

}  // namespace

Result<void> build_states(const scenario::GuestSet& guest, const StateRequest& request,
                          const std::filesystem::path& path, const Progress& progress) {
  DUMPLAB_TRY(CorpusFolder folder, CorpusFolder::create(path));
  const std::uint64_t seeds = request.last_seed - request.first_seed + 1;
  std::size_t done = 0;
  for (const std::string& name : request.scenarios)
    for (std::uint64_t i = 0; i < seeds; ++i) {
      const std::uint64_t seed = request.first_seed + i;
      progress(done++, request.scenarios.size() * seeds, fmt::format("{}, seed {}", name, seed));
      DUMPLAB_TRY(const State state, take_state(guest, name, seed));
      DUMPLAB_TRY_VOID(add_state(folder, fmt::format("{}/{}/", name, seed), state));
    }
  return folder.commit({"states", std::string(kVersion), guest.sha256, {}});
}

}  // namespace dumplab::corpus
