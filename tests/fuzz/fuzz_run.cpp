// SPDX-License-Identifier: MIT
// Runs a fuzz target without libFuzzer: over seed files and over damaged copies of the small ones. The damage
// is the same in every run. Arguments: rounds per seed, or seconds for all ("20s"); size in bytes of the
// largest seed that counts as small; then files and folders of seeds.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

#include "base/random.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;
using dumplab::Random;

/// Values that hurt readers: extremes of signs and sizes, and offsets near the ends of the file.
std::uint64_t nasty_value(Random& random, std::size_t size) {
  const std::uint64_t values[] = {
      0,          1,     0x7f,       0xff, 0x7fffffff, 0x80000000, 0xffffffff,         0xfffffffe,
      ~0ull >> 1, ~0ull, ~0ull - 15, size, size - 1,   size / 2,   random.below(size), random.next()};
  return values[random.below(std::size(values))];
}

void damage(Bytes& bytes, Random& random) {
  // Mostly the front: headers decide what the rest means.
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

void add_seeds(const fs::path& path, std::vector<fs::path>& seeds) {
  std::error_code error;
  if (!fs::is_directory(path)) {
    seeds.push_back(path);
    return;
  }
  for (const auto& entry : fs::recursive_directory_iterator(path, error))
    if (entry.is_regular_file()) seeds.push_back(entry.path());
}

/// A seed and the damage it gets next.
struct Patient {
  Bytes whole;
  Random random;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  constexpr int kRoundsAtOnce = 100;
  const bool is_timed = std::string_view(argv[1]).ends_with('s');
  const int rounds = is_timed ? kRoundsAtOnce : std::atoi(argv[1]);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  const auto small = static_cast<std::size_t>(std::atol(argv[2]));
  std::vector<fs::path> seeds;
  for (int i = 3; i < argc; ++i) add_seeds(argv[i], seeds);
  std::sort(seeds.begin(), seeds.end());
  std::size_t runs = 0;
  std::vector<Patient> patients;
  for (const fs::path& seed : seeds) {
    std::ifstream file(seed, std::ios::binary);
    const Bytes whole{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(whole.data(), whole.size());
    ++runs;
    if (!whole.empty() && whole.size() <= small) patients.push_back({whole, Random(runs, "fuzz")});
  }
  do {
    for (Patient& patient : patients)
      for (int round = 0; round < rounds; ++round, ++runs) {
        Bytes bytes = patient.whole;
        damage(bytes, patient.random);
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
      }
  } while (is_timed && !patients.empty() && std::chrono::steady_clock::now() < end);
  std::printf("%zu seeds, %zu runs\n", seeds.size(), runs);
  return runs == 0;
}
