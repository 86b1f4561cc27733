// SPDX-License-Identifier: MIT
#include "corpus/state_corpus.h"

#include <fmt/format.h>

#include "base/try.h"
#include "base/version.h"
#include "corpus/encodings.h"
#include "corpus/manifest.h"
#include "minidump/writer.h"
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

Result<capture::Capture> take_capture(const scenario::GuestSet& guest, const std::string& name,
                                      std::uint64_t seed) {
  scenario::Request request;
  request.program = name;
  request.kernel.seed = seed;
  DUMPLAB_TRY(auto run, scenario::Run::prepare(guest, request));
  auto captures = run->execute();
  if (captures.empty())
    return fail(ErrorKind::kIo, 0, fmt::format("{}, seed {}: {}", name, seed, run->ended()));
  return std::move(captures.front());
}

/// Registers and memory as the machine has them, frames of its shadow stacks.
truth::Facts facts_of(const Snapshot& state, const truth::Truth& truth) {
  truth::Facts facts = truth::facts_of(state);
  for (auto& thread : *facts.threads)
    for (const truth::Thread& known : truth.threads) {
      if (thread.thread_id != known.thread_id) continue;
      thread.frames.emplace();
      for (const truth::Frame& frame : known.frames) thread.frames->push_back(frame.eip);
    }
  facts.verdict = "A";
  return facts;
}

Result<void> add_state(CorpusFolder& folder, const std::string& place, const capture::Capture& capture) {
  DUMPLAB_TRY_VOID(folder.write(place + "truth.json", truth::to_json(capture.truth)));
  for (const auto& [name, profile] : kProfiles) {
    const Snapshot state = snapshot::reduce(capture.snapshot, profile);
    const std::string facts = fmt::format("{}{}.facts.json", place, name);
    DUMPLAB_TRY_VOID(folder.write(facts, truth::to_json(facts_of(state, capture.truth))));
    const ManifestEntry entry{"", "", 0, facts, "A", "A", fmt::format("{} dump", name)};
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
      DUMPLAB_TRY(const capture::Capture capture, take_capture(guest, name, seed));
      DUMPLAB_TRY_VOID(add_state(folder, fmt::format("{}/{}/", name, seed), capture));
    }
  return folder.commit({"states", std::string(kVersion), guest.sha256, {}});
}

}  // namespace dumplab::corpus
