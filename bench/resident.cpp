// SPDX-License-Identifier: MIT
#include "resident.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "base/check.h"
#include "kernel/address_space.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::bench {
namespace {

constexpr std::uint64_t kMemory = 64u << 20;
constexpr std::uint32_t kLinuxCall = 0x80, kExit = 1, kStep = 0x10000;

struct Range {
  std::uint32_t base, size;
};

/// What the program needs, in units of 64 KiB: its segments and the stack.
std::vector<Range> ranges_of(const Image& image) {
  std::vector<Range> ranges;
  const auto add = [&](std::uint32_t base, std::uint32_t end) {
    base &= ~(kStep - 1);
    end = (end + kStep - 1) & ~(kStep - 1);
    if (!ranges.empty() && base <= ranges.back().base + ranges.back().size)
      ranges.back().size = std::max(end, ranges.back().base + ranges.back().size) - ranges.back().base;
    else
      ranges.push_back({base, end - base});
  };
  for (const Image::Segment& segment : image.segments) add(segment.linear, segment.linear + segment.size);
  add(kStackEnd - kStackSize, kStackEnd);
  return ranges;
}

/// Each range in one piece of host memory.
class Flat final : public cpu::PageTranslator {
 public:
  explicit Flat(const std::vector<Range>& ranges) : ranges_(ranges) {
    for (const Range& range : ranges_) bytes_.emplace_back(range.size);
  }
  std::optional<cpu::Fault> translate(std::uint32_t linear, cpu::Access, cpu::PageView& page) override {
    std::uint32_t frame = 1;
    for (std::size_t i = 0; i < ranges_.size(); frame += ranges_[i++].size / x86::kPageSize) {
      const std::uint32_t offset = x86::page_of(linear) - ranges_[i].base;
      if (offset >= ranges_[i].size) continue;
      page = {bytes_[i].data() + offset, frame + offset / x86::kPageSize, true};
      return std::nullopt;
    }
    return cpu::Fault{x86::kPageFault, 0, linear, nullptr};
  }
  std::byte* at(std::uint32_t linear) {
    cpu::PageView page;
    DUMPLAB_CHECK(!translate(linear, cpu::Access::kRead, page));
    return page.host;
  }

 private:
  std::vector<Range> ranges_;
  std::vector<std::vector<std::byte>> bytes_;
};

Run execute(cpu::Processor& processor, const Image& image) {
  processor.state.eip = image.entry;
  processor.state.gpr[x86::kEsp] = kStackEnd - 16;
  const auto start = std::chrono::steady_clock::now();
  while (true) {
    const cpu::Stop stop = processor.run(10'000'000);
    if (stop.kind == cpu::Stop::Kind::kBudget) continue;
    DUMPLAB_CHECK(stop.kind == cpu::Stop::Kind::kInterrupt && stop.vector == kLinuxCall);
    if (processor.state.gpr[x86::kEax] == kExit) break;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return {seconds, {}, processor.retired()};
}

}  // namespace

Run run_resident(const Image& image, bool paged) {
  const std::vector<Range> ranges = ranges_of(image);
  std::vector<std::uint8_t> page(x86::kPageSize);
  if (!paged) {
    Flat flat(ranges);
    for (const Range& range : ranges)
      for (std::uint32_t at = range.base; at - range.base < range.size; at += x86::kPageSize)
        if (image.read(at, page.data(), x86::kPageSize))
          std::copy(page.begin(), page.end(), reinterpret_cast<std::uint8_t*>(flat.at(at)));
    cpu::BlockCache blocks;
    cpu::Processor processor(blocks, flat);
    return execute(processor, image);
  }
  machine::Machine machine({.memory = kMemory});
  kernel::MemoryManager memory(machine, {});
  kernel::AddressSpace space(memory);
  for (const Range& range : ranges) {
    space.reserve(range.base, range.size, nt::kPageReadWrite, kernel::Owner::kPrivate);
    space.commit(range.base, range.size, nt::kPageExecuteReadWrite);
    for (std::uint32_t at = range.base; at - range.base < range.size; at += x86::kPageSize) {
      std::fill(page.begin(), page.end(), std::uint8_t{0});
      image.read(at, page.data(), x86::kPageSize);
      DUMPLAB_CHECK(space.write(at, page.data(), page.size()));
    }
  }
  machine::Cpu& cpu = *machine.cpus.front();
  cpu.load_cr3(space.cr3());
  return execute(cpu.processor, image);
}

}  // namespace dumplab::bench
