// SPDX-License-Identifier: MIT
// Every cut and every flipped bit of the twins of malformed files, or one of STEP: read or refused, under
// AddressSanitizer and UndefinedBehaviorSanitizer, with allocations counted. Usage: damage-sweep STEP
#include <cstdio>
#include <cstdlib>

#include "consistency/consistency.h"
#include "corpus/twins.h"
#include "dumplab/dump.h"
#include "support/dump_checks.h"

// Of sanitizer/allocator_interface.h, which GCC does not install.
extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*, std::size_t),
                                              void (*free_hook)(const volatile void*));
std::size_t __sanitizer_get_allocated_size(const volatile void* block);
}

namespace {

using namespace dumplab;

constexpr std::size_t kMostAllocated = 64 << 20;  // bytes at one time, above what was there before

std::size_t live = 0, peak = 0;
void count_new(const volatile void* block, std::size_t) {
  live += __sanitizer_get_allocated_size(block);
  if (live > peak) peak = live;
}
void count_delete(const volatile void* block) {
  if (block) live -= __sanitizer_get_allocated_size(block);
}

struct Counts {
  std::size_t files = 0, refused = 0, most = 0;
};

void read(std::vector<std::byte> bytes, Counts& counts) {
  const std::size_t before = live;
  peak = live;
  ++counts.files;
  const auto dump = Dump::from_bytes(std::move(bytes));
  if (dump) {
    test::touch_everything(*dump);
    consistency::find_contradictions(dump->snapshot());
  } else {
    ++counts.refused;
  }
  counts.most = std::max(counts.most, peak - before);
}

Counts sweep(const std::vector<std::byte>& whole, std::size_t step) {
  Counts counts;
  for (std::size_t size = 0; size < whole.size(); size += step)
    read({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}, counts);
  for (std::size_t bit = 0; bit < whole.size() * 8; bit += step) {
    auto flipped = whole;
    // With a step the bit of the byte changes from byte to byte, so that all eight are met.
    const std::size_t byte = bit / 8, number = (bit + byte / step) % 8;
    flipped[byte] ^= std::byte(1u << number);
    read(std::move(flipped), counts);
  }
  return counts;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t step = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 16;
  if (step == 0) return 2;
  __sanitizer_install_malloc_and_free_hooks(count_new, count_delete);
  bool good = true;
  for (const corpus::Twin twin : corpus::kTwins) {
    const auto whole = corpus::Draft(corpus::make_twin(twin)).build();
    const Counts counts = sweep(whole, step);
    std::printf("%-10s %zu bytes: %zu files, %zu refused, at most %zu KiB allocated\n",
                std::string(corpus::twin_name(twin)).c_str(), whole.size(), counts.files, counts.refused,
                counts.most >> 10);
    good = good && counts.most < kMostAllocated && counts.refused > 0 && counts.refused < counts.files;
  }
  return good ? 0 : 1;
}
