// SPDX-License-Identifier: MIT
// Runs the fuzz target without libFuzzer: over the corpus, and over damaged copies of small dumps. The damage
// is the same in every run.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "base/random.h"
#include "minidump/writer.h"
#include "support/corpus.h"
#include "support/sample_snapshot.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace dumplab::test {
namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr std::size_t kSmall = 64 << 10;
constexpr int kRoundsPerSeed = 2000;

Bytes read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Values that hurt readers: extremes of signs and sizes, and offsets near the ends of the file.
std::uint64_t nasty_value(Random& random, std::size_t size) {
  const std::uint64_t values[] = {0,
                                  1,
                                  0x7f,
                                  0xff,
                                  0x7fffffff,
                                  0x80000000,
                                  0xffffffff,
                                  0xfffffffe,
                                  0x7fffffffffffffff,
                                  0xffffffffffffffff,
                                  0xfffffffffffffff0,
                                  size,
                                  size - 1,
                                  size / 2,
                                  random.below(size),
                                  random.next()};
  return values[random.below(std::size(values))];
}

void damage(Bytes& bytes, Random& random) {
  // Mostly the front: header, directory and stream headers decide what the rest means.
  const auto place = [&] {
    return random.below(random.below(2) ? bytes.size() : std::min<std::size_t>(bytes.size(), 512));
  };
  for (std::uint64_t i = 0, n = 1 + random.below(8); i < n; ++i) {
    const std::uint64_t at = place(), width = std::uint64_t{1} << random.below(4);
    const std::uint64_t value = nasty_value(random, bytes.size());
    for (std::uint64_t k = 0; k < width && at + k < bytes.size(); ++k)
      bytes[at + k] = static_cast<std::uint8_t>(value >> 8 * k);
  }
  if (random.below(4) == 0) bytes.resize(1 + random.below(bytes.size()));
}

std::vector<Bytes> collect_seeds() {
  std::vector<Bytes> seeds;
  for (const char* folder : {"public", "hostile", "wine/dumps"})
    for (const auto& file : corpus_dumps(folder)) seeds.push_back(read_bytes(file));
  for (const std::uint64_t flags : {0, 2}) {
    Snapshot s = make_sample_snapshot();
    s.Flags = flags;
    const auto bytes = minidump::to_bytes(s);
    Bytes& seed = seeds.emplace_back();
    for (const std::byte b : bytes) seed.push_back(std::to_integer<std::uint8_t>(b));
  }
  return seeds;
}

}  // namespace
}  // namespace dumplab::test

int main() {
  using namespace dumplab;
  using namespace dumplab::test;
  const auto seeds = collect_seeds();
  if (corpus_dumps("public").empty()) std::puts("no corpus: only our own dumps as seeds; set DUMPLAB_CORPUS");
  std::size_t runs = 0;
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    LLVMFuzzerTestOneInput(seeds[i].data(), seeds[i].size());
    ++runs;
    if (seeds[i].size() > kSmall) continue;
    Random random(i, "minidump-fuzz");
    for (int round = 0; round < kRoundsPerSeed; ++round, ++runs) {
      Bytes bytes = seeds[i];
      damage(bytes, random);
      LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
  }
  std::printf("%zu seeds, %zu runs\n", seeds.size(), runs);
}
