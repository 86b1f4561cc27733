// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "commands/run_options.h"

namespace dumplab::commands {

void print_stats(scenario::Run& run) {
  const machine::Machine& machine = run.machine();
  kernel::MemoryManager& memory = run.kernel().memory();
  const kernel::MemoryStatistics& counts = memory.statistics();
  std::uint64_t instructions = 0;
  for (const auto& cpu : machine.cpus) instructions += cpu->processor.retired();
  std::string pages;
  for (std::size_t i = 0; i < kernel::kPageSourceCount; ++i)
    pages += fmt::format("{}{} {}", i ? ", " : "", kernel::kPageSourceWords[i], counts.page_ins[i]);
  fmt::print(stderr,
             "instructions {}, simulated time {}.{:07} s\n"
             "disk requests {}, sectors read {}, sectors written {}\n"
             "page faults {}; pages in: {}\n"
             "evictions {}, pagefile reads {}, pagefile writes {}, file writes {}\n"
             "frames {}, used {}, peak {}; pagefile slots {}, used {}\n"
             "commit limit {}, charge {}, peak {}\n",
             instructions, machine.clock.units() / machine::Clock::kUnitsPerSecond,
             machine.clock.units() % machine::Clock::kUnitsPerSecond, machine.disk.requests(),
             machine.disk.sectors_read(), machine.disk.sectors_written(), counts.faults, pages,
             counts.evictions, counts.pagefile_reads, counts.pagefile_writes, counts.file_writes,
             machine.memory.frame_count(), machine.memory.frame_count() - machine.memory.free_count(),
             counts.peak_frames, memory.pagefile().slot_count(), memory.pagefile().used(),
             memory.commit_limit(), memory.commit_charge(), counts.peak_commit);
  for (const auto& process : run.kernel().processes())
    fmt::print(stderr, "process {} {}: working set {}, peak {}, commit {}, peak {}\n", process->id,
               machine::file_name_of(process->image_path), process->space.working_set(),
               process->space.peak_working_set(), process->space.commit_charge(),
               process->space.peak_commit_charge());
}

}  // namespace dumplab::commands
