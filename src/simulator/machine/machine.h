// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "cpu/block_cache.h"
#include "cpu/processor.h"
#include "machine/clock.h"
#include "machine/disk.h"
#include "machine/page_walk.h"
#include "machine/physical_memory.h"

namespace dumplab::machine {

/// One processor with its paging unit.
struct Cpu {
  Cpu(cpu::BlockCache& blocks, PhysicalMemory& memory) : paging(memory), processor(blocks, paging) {}

  /// Loads CR3; a change empties the TLB.
  void load_cr3(std::uint32_t cr3) {
    if (cr3 == paging.cr3) return;
    paging.cr3 = cr3;
    processor.flush_tlb();
  }

  PageWalk paging;
  cpu::Processor processor;
};

struct Configuration {
  std::uint64_t memory = 64u << 20;      ///< bytes
  std::uint64_t disk_size = 100u << 20;  ///< bytes
  unsigned cpus = 1;
  std::uint64_t start_day = 0;  ///< days after 2008-01-01
};

/// The hardware: nothing here knows of processes.
struct Machine {
  explicit Machine(const Configuration& configuration)
      : memory(configuration.memory), disk(configuration.disk_size), clock(configuration.start_day) {
    for (unsigned i = 0; i < configuration.cpus; ++i) cpus.push_back(std::make_unique<Cpu>(blocks, memory));
  }

  /// Must follow every change of a present page-table entry.
  void flush_page(std::uint32_t linear) {
    for (auto& cpu : cpus) cpu->processor.flush_page(linear);
  }
  void flush_tlbs() {
    for (auto& cpu : cpus) cpu->processor.flush_tlb();
  }

  PhysicalMemory memory;
  cpu::BlockCache blocks;
  Disk disk;
  Clock clock;
  std::vector<std::unique_ptr<Cpu>> cpus;
};

}  // namespace dumplab::machine
