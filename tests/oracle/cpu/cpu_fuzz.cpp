// SPDX-License-Identifier: MIT
// Random bytes as code in a random state, 1000 instructions at a time: nothing may crash, and faults must
// leave EIP where a processor would.  A libFuzzer target with DUMPLAB_FUZZ, otherwise a program that runs 20
// s.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

#include "base/check.h"
#include "oracle/cpu/random.h"
#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

constexpr std::uint64_t kBudget = 1000;
constexpr unsigned kFaultsPerInput = 8;

/// Registers point into mapped pages more often than not.
void randomize(State& state, oracle::Random& random) {
  constexpr std::uint32_t kBases[] = {kCode, kData, kData + 0xff0, kStack, kTop, 0};
  for (std::uint32_t& value : state.gpr)
    value = random.percent(70) ? random.of<std::uint32_t>(kBases) + random.below(64) : random.bits();
  state.eflags = (random.bits() & (x86::kStatusFlags | x86::kDirection)) | x86::kAlwaysOne | x86::kInterrupt |
                 (random.percent(5) ? x86::kTrap : 0);
  state.fs_base = random.percent(50) ? kData : random.bits();
  for (std::uint8_t& byte : state.fxsave) byte = random.byte();
  std::memset(state.fxsave.data() + 26, 0, 2);  // MXCSR has 16 bits
}

void run_input(const std::uint8_t* bytes, std::size_t size) {
  std::uint64_t seed = size;
  std::memcpy(&seed, bytes, std::min(size, sizeof seed));
  oracle::Random random(seed);
  const auto machine = std::make_unique<Machine>();
  machine->poke(kCode, {bytes, std::min<std::size_t>(size, 0x2000)});
  AccessLog log(64);
  ShadowStack calls;
  if (random.percent(20)) machine->processor.watch_accesses(&log);
  if (random.percent(20)) machine->processor.watch_calls(&calls);
  if (random.percent(20)) machine->processor.set_breakpoint(kCode + random.below(64));
  if (random.percent(20))
    machine->processor.set_watchpoint(kData + random.below(64), 4, AccessKind::kReadWrite);
  randomize(machine->processor.state, random);
  machine->eip() = kCode;
  for (unsigned fault = 0; fault < kFaultsPerInput; ++fault) {
    const std::uint64_t before = machine->processor.retired();
    const Stop stop = machine->processor.run(random.percent(80) ? kBudget : random.below(20));
    DUMPLAB_CHECK(machine->processor.retired() - before <= kBudget);
    DUMPLAB_CHECK(stop.kind != Stop::Kind::kFault || stop.fault.vector < 32);
    if (stop.kind == Stop::Kind::kFault)
      machine->eip() = kCode + random.below(static_cast<std::uint32_t>(size) + 1);
  }
}

}  // namespace
}  // namespace dumplab::cpu::testing

#ifdef DUMPLAB_LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  dumplab::cpu::testing::run_input(bytes, size);
  return 0;
}
#else
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>

// Usage: cpu-fuzz [SECONDS [SEED]]
int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 20;
  dumplab::oracle::Random random(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t inputs = 0;
  while (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < seconds) {
    std::array<std::uint8_t, 256> bytes{};
    for (std::uint8_t& byte : bytes) byte = random.byte();
    // Two-byte opcodes and the prefixes that select others are rare in plain random bytes.
    for (std::size_t at = 0; at + 2 < bytes.size(); at += 1 + random.below(12)) {
      constexpr std::uint8_t kPrefixes[] = {0x66, 0xf2, 0xf3, 0x0f};
      bytes[at] = random.of<std::uint8_t>(kPrefixes);
      if (random.percent(70)) bytes[at + 1] = 0x0f;
    }
    dumplab::cpu::testing::run_input(bytes.data(), bytes.size());
    ++inputs;
  }
  fmt::print("{} inputs in {} s\n", inputs, seconds);
}
#endif
