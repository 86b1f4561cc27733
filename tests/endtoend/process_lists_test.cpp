// SPDX-License-Identifier: MIT
// Heaps, critical sections and handler chains of processes in order are read to their ends.
#include "capture.h"
#include "structures/critical_sections.h"
#include "structures/exception_chain.h"
#include "structures/heap_blocks.h"
#include "structures/module_images.h"
#include "structures/process_structures.h"

namespace dumplab {
namespace {

symbols::SearchPath guest_symbols() {
  symbols::SearchPath search;
  search.add_folder(scenario::GuestSet::find()->folder / "system");
  return search;
}

TEST(ProcessLists, critical_sections_are_the_same_with_and_without_symbols) {
  for (const char* name : test::kScenarios) {
    const Snapshot snapshot = test::capture_scenario(name, 3).snapshot;
    const auto named = structures::read_critical_sections(snapshot, {snapshot, guest_symbols()});
    const auto found = structures::read_critical_sections(snapshot, {snapshot, {}});
    EXPECT_TRUE(named.list_found && found.list_found) << name;
    EXPECT_TRUE(named.is_complete) << name << ": " << named.problem;
    EXPECT_NE(named.find(named.loader_lock), nullptr) << name;
    EXPECT_EQ(named.sections.size(), found.sections.size()) << name;
    for (const auto& section : named.sections) {
      EXPECT_NE(found.find(section.address), nullptr) << name;
      EXPECT_TRUE(section.in_list) << name;
      EXPECT_EQ(section.is_locked, section.owning_thread != 0) << name;
    }
  }
}

TEST(ProcessLists, blocks_of_heaps_fill_their_segments) {
  for (const char* name : test::kScenarios) {
    const Snapshot snapshot = test::capture_scenario(name, 4).snapshot;
    const auto process = structures::read_process_structures(snapshot);
    ASSERT_FALSE(process.heaps.handles.empty()) << name;
    for (const std::uint64_t handle : process.heaps.handles) {
      const auto heap = structures::walk_heap(*snapshot.memory, handle);
      ASSERT_TRUE(heap) << name;
      EXPECT_TRUE(heap->is_complete) << name;
      EXPECT_TRUE(heap->problems.empty()) << name << ": " << heap->problems.front().what;
      std::uint64_t free = 0;
      for (const auto& segment : heap->segments) {
        ASSERT_FALSE(segment.entries.empty()) << name;
        EXPECT_EQ(segment.entries.back().address + segment.entries.back().size, segment.end) << name;
        for (const auto& block : segment.entries)
          if (block.state == structures::HeapBlock::State::kFree) free += block.size;
      }
      EXPECT_EQ(free, heap->total_free_size) << name;  // the heap's own count
    }
  }
}

TEST(ProcessLists, chains_of_handlers_end_in_the_start_of_the_thread) {
  for (const char* name : test::kScenarios) {
    const Snapshot snapshot = test::capture_scenario(name, 5).snapshot;
    const structures::ModuleImages modules(snapshot, guest_symbols());
    for (const Thread& thread : snapshot.threads) {
      const auto chain = structures::read_exception_chain(snapshot, modules, thread.ThreadId);
      EXPECT_TRUE(chain.is_valid()) << name << ": " << structures::describe_stop(chain.stop);
      ASSERT_FALSE(chain.registrations.empty()) << name;
      const auto& outermost = chain.registrations.back();
      EXPECT_EQ(modules.describe(outermost.handler, false).function, "_except_handler3") << name;
      EXPECT_TRUE(outermost.has_scope_table) << name;
      EXPECT_FALSE(outermost.scopes.empty()) << name;
    }
  }
}

}  // namespace
}  // namespace dumplab
