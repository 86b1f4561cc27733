// SPDX-License-Identifier: MIT
#include "engines.h"

#ifdef DUMPLAB_WITH_UNICORN
#include <unicorn/unicorn.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "base/check.h"

namespace dumplab::bench {
namespace {

struct Calls {
  std::string output;
  std::uint64_t accesses = 0;
};

void on_interrupt(uc_engine* engine, std::uint32_t number, void* data) {
  std::uint32_t eax = 0, ecx = 0, edx = 0;
  uc_reg_read(engine, UC_X86_REG_EAX, &eax);
  uc_reg_read(engine, UC_X86_REG_ECX, &ecx);
  uc_reg_read(engine, UC_X86_REG_EDX, &edx);
  if (number != 0x80 || eax != 4) {
    uc_emu_stop(engine);
    return;
  }
  std::vector<char> text(edx);
  uc_mem_read(engine, ecx, text.data(), text.size());
  static_cast<Calls*>(data)->output.append(text.begin(), text.end());
}

void on_access(uc_engine*, uc_mem_type, std::uint64_t, int, std::int64_t, void* data) {
  ++static_cast<Calls*>(data)->accesses;
}

/// The callback as uc_hook_add wants it: a pointer to data.
template <class Function>
void* callback(Function* function) {
  return reinterpret_cast<void*>(function);
}

void map(uc_engine* engine, const Image& image) {
  std::uint32_t first = 0xffffffff, last = 0;
  for (const Image::Segment& segment : image.segments) {
    first = std::min(first, segment.linear & ~0xfffu);
    last = std::max(last, (segment.linear + segment.size + 0xfff) & ~0xfffu);
  }
  DUMPLAB_CHECK(uc_mem_map(engine, first, last - first, UC_PROT_ALL) == UC_ERR_OK);
  DUMPLAB_CHECK(uc_mem_map(engine, kStackEnd - kStackSize, kStackSize, UC_PROT_READ | UC_PROT_WRITE) ==
                UC_ERR_OK);
  for (const Image::Segment& segment : image.segments)
    uc_mem_write(engine, segment.linear, segment.bytes.data(), segment.bytes.size());
  const std::uint32_t esp = kStackEnd - 16;
  uc_reg_write(engine, UC_X86_REG_ESP, &esp);
}

}  // namespace

std::optional<Run> run_unicorn(const Image& image, bool memory_hook) {
  uc_engine* engine = nullptr;
  if (uc_open(UC_ARCH_X86, UC_MODE_32, &engine) != UC_ERR_OK) return std::nullopt;
  map(engine, image);
  Calls calls;
  uc_hook interrupt = 0, access = 0;
  uc_hook_add(engine, &interrupt, UC_HOOK_INTR, callback(on_interrupt), &calls, 1, 0);
  if (memory_hook) {
    uc_hook_add(engine, &access, UC_HOOK_MEM_READ | UC_HOOK_MEM_WRITE, callback(on_access), &calls, 1, 0);
  }
  const auto start = std::chrono::steady_clock::now();
  uc_emu_start(engine, image.entry, 0, 0, 0);
  Run run;
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  run.output = calls.output;
  uc_close(engine);
  return run;
}

}  // namespace dumplab::bench
#else
namespace dumplab::bench {
std::optional<Run> run_unicorn(const Image&, bool) { return std::nullopt; }
}  // namespace dumplab::bench
#endif
