// SPDX-License-Identifier: MIT
#include "samples.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/random.h"
#include "minidump/writer.h"
#include "snapshot/profile.h"

namespace dumplab::bench {
namespace {

/// What crashed programs have in EBP: nothing, small numbers, text, and addresses of their stacks.
void trash(Context& context, Random& random) {
  auto* x86 = std::get_if<ContextX86>(&context);
  if (!x86) return;
  const auto some = [&](std::uint64_t bound) { return static_cast<std::uint32_t>(random.below(bound)); };
  switch (random.below(6)) {
    case 0:
      x86->Ebp = 0;
      break;
    case 1:
      x86->Ebp = some(0x10000);
      break;
    case 2:
      x86->Ebp = 0x41414141;
      break;
    case 3:
      x86->Ebp = x86->Esp - 4 * some(500);
      break;
    case 4:
      x86->Ebp = x86->Esp + 4 * some(100);
      break;
    default:
      x86->Ebp = some(1ull << 32);
  }
}

}  // namespace

Sample write_sample(const capture::Capture& capture, Keeps keeps, bool trashed, const std::string& name,
                    const std::filesystem::path& folder) {
  Snapshot snapshot = capture.snapshot;
  if (trashed) {
    Random random(1, name);
    for (Thread& thread : snapshot.threads) trash(thread.context, random);
    if (snapshot.exception) trash(snapshot.exception->context, random);
  }
  Sample sample;
  sample.name = name;
  sample.dump = folder / (name + ".dmp");
  for (const Thread& thread : snapshot.threads) sample.threads.push_back(thread.ThreadId);
  for (const truth::Thread& thread : capture.truth.threads)
    for (const truth::Frame& frame : thread.frames) {
      sample.truth[thread.thread_id].push_back(frame.eip);
      sample.words[thread.thread_id].push_back(frame.module + "!" + frame.function);
    }
  const auto profile = keeps == Keeps::kFull ? snapshot::Profile::kFull : snapshot::Profile::kMini;
  const auto written = minidump::write_file(snapshot::reduce(snapshot, profile), sample.dump);
  if (!written) fmt::print(stderr, "bench-unwind: {}: {}\n", sample.dump.string(), written.error().what);
  DUMPLAB_CHECK(written);
  return sample;
}

}  // namespace dumplab::bench
