// SPDX-License-Identifier: MIT
#include <chrono>

#include "base/check.h"
#include "cpu/processor.h"
#include "engines.h"
#include "machine/page_walk.h"
#include "machine/physical_memory.h"
#include "x86/page_table.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::bench {
namespace {

constexpr std::uint64_t kMemory = 64u << 20;
constexpr std::uint64_t kSlice = 10'000'000;
constexpr std::uint32_t kLinuxCall = 0x80, kWrite = 4, kExit = 1;
constexpr std::size_t kLogRecords = 4096;

/// A kernel for one program: gives pages on demand, knows write and exit.
class Guest {
 public:
  explicit Guest(const Image& image)
      : image_(image),
        memory_(kMemory),
        paging_(memory_),
        processor_(blocks_, paging_),
        directory_(take_frame()) {
    paging_.cr3 = directory_ << x86::kPageShift;
    processor_.state.eip = image.entry;
    processor_.state.gpr[x86::kEsp] = kStackEnd - 16;
  }

  Run run(Watch watch) {
    cpu::ShadowStack calls;
    cpu::AccessLog log(kLogRecords);
    if (watch == Watch::kCalls) processor_.watch_calls(&calls);
    if (watch == Watch::kAccesses) processor_.watch_accesses(&log);
    const auto start = std::chrono::steady_clock::now();
    while (!ended_) handle(processor_.run(kSlice));
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result_.instructions = processor_.retired();
    return result_;
  }

 private:
  std::uint32_t take_frame() {
    const auto frame = memory_.allocate();
    DUMPLAB_CHECK(frame.has_value());
    return *frame;
  }

  void handle(const cpu::Stop& stop) {
    if (stop.kind == cpu::Stop::Kind::kBudget) return;
    if (stop.kind == cpu::Stop::Kind::kInterrupt && stop.vector == kLinuxCall) return serve();
    DUMPLAB_CHECK(stop.kind == cpu::Stop::Kind::kFault && stop.fault.vector == x86::kPageFault);
    DUMPLAB_CHECK(!(stop.fault.error_code & x86::kPageFaultPresent));
    give_page(x86::page_of(stop.fault.linear));
  }

  void give_page(std::uint32_t linear) {
    constexpr std::uint32_t kRights = x86::kEntryPresent | x86::kEntryWritable | x86::kEntryUser;
    std::uint32_t pde = memory_.read_entry(directory_, x86::directory_index(linear));
    if (pde == 0) {
      pde = take_frame() << x86::kPageShift | kRights;
      memory_.write_entry(directory_, x86::directory_index(linear), pde);
    }
    const std::uint32_t frame = take_frame();
    auto* const host = reinterpret_cast<std::uint8_t*>(memory_.host(frame));
    const bool known = image_.read(linear, host, x86::kPageSize);
    DUMPLAB_CHECK(known || kStackEnd - linear <= kStackSize);
    memory_.write_entry(x86::frame_of(pde), x86::table_index(linear), frame << x86::kPageShift | kRights);
    processor_.flush_page(linear);
  }

  void serve() {
    auto& gpr = processor_.state.gpr;
    ended_ = gpr[x86::kEax] == kExit;
    if (gpr[x86::kEax] != kWrite) return;
    for (std::uint32_t i = 0; i < gpr[x86::kEdx]; ++i) {
      cpu::PageView page;
      const std::uint32_t linear = gpr[x86::kEcx] + i;
      if (paging_.translate(linear, cpu::Access::kRead, page)) return;
      result_.output += std::to_integer<char>(page.host[linear & x86::kPageMask]);
    }
    gpr[x86::kEax] = gpr[x86::kEdx];
  }

  const Image& image_;
  machine::PhysicalMemory memory_;
  cpu::BlockCache blocks_;
  machine::PageWalk paging_;
  cpu::Processor processor_;
  std::uint32_t directory_;
  bool ended_ = false;
  Run result_;
};

}  // namespace

Run run_ours(const Image& image, Watch watch) { return Guest(image).run(watch); }

}  // namespace dumplab::bench
