// SPDX-License-Identifier: MIT
#include "shell/heap_text.h"

#include <fmt/format.h>

#include "shell/memory_text.h"

namespace dumplab::shell {
namespace {

using document::Listing;
using structures::HeapBlock;
using structures::HeapWalk;

constexpr std::uint64_t kKilobyte = 1024;

std::string state_word(const HeapBlock& block) {
  switch (block.state) {
    case HeapBlock::State::kBusy:
      return fmt::format("busy ({:x})", block.user_size);
    case HeapBlock::State::kFree:
      return "free";
    case HeapBlock::State::kUncommitted:
      return "uncommitted bytes";
    case HeapBlock::State::kLarge:
      return fmt::format("busy, an allocation of its own ({:x})", block.user_size);
  }
  return {};
}

struct Sums {
  std::uint64_t reserved = 0, committed = 0, free_blocks = 0, uncommitted_ranges = 0, listed_free = 0;
};

Sums sums_of(const HeapWalk& heap) {
  Sums sums;
  for (const auto& segment : heap.segments) {
    sums.reserved += segment.end - segment.base;
    sums.committed += segment.committed_bytes;
    for (const HeapBlock& block : segment.entries) {
      sums.free_blocks += block.state == HeapBlock::State::kFree;
      sums.uncommitted_ranges += block.state == HeapBlock::State::kUncommitted;
    }
  }
  for (const auto& free_list : heap.free_lists) sums.listed_free += free_list.blocks.size();
  return sums;
}

}  // namespace

void add_heap_problems(const HeapWalk& heap, Listing& list) {
  for (const structures::HeapProblem& problem : heap.problems)
    list.add(fmt::format("*** {:08x}: {}", problem.address, problem.what))
        .address("problem_at", problem.address)
        .with("problem", problem.what);
  if (heap.is_being_changed && !heap.problems.empty())
    list.add("    (a thread is inside this heap: it may be in the middle of a change)");
}

document::Listing heap_summary(const std::vector<std::uint64_t>& handles, const Target& target) {
  Listing list{"heaps", {}};
  list.add("  Heap     Flags   Reserv  Commit  Virt   Free  List   UCR  Virt  Lock  Fast");
  list.add("                    (k)     (k)    (k)     (k) length      blocks cont. heap");
  list.add("-----------------------------------------------------------------------------");
  for (const std::uint64_t handle : handles) {
    const auto heap = structures::walk_heap(target.memory(), handle);
    if (!heap) {
      list.add(fmt::format("{} no heap of Windows XP's layout: not recognised, or not in the dump",
                           target.text(handle)))
          .address("heap", handle)
          .flag("is_recognised", false);
      continue;
    }
    const Sums sums = sums_of(*heap);
    std::uint64_t large = 0;
    for (const HeapBlock& block : heap->large_blocks) large += block.size;
    list.add(fmt::format("{:08x} {:08x} {:>7} {:>6} {:>7} {:>6} {:>5} {:>5} {:>4} {:>6} {:>5}", handle,
                         heap->flags, (sums.reserved + large) / kKilobyte,
                         (sums.committed + large) / kKilobyte, large / kKilobyte,
                         heap->total_free_size / kKilobyte, sums.listed_free, sums.uncommitted_ranges,
                         heap->large_blocks.size(), "?", ""))
        .address("heap", handle)
        .address("flags", heap->flags)
        .number("reserved", sums.reserved + large)
        .number("committed", sums.committed + large)
        .number("free_size", heap->total_free_size)
        .number("free_blocks", sums.free_blocks)
        .number("large_blocks", heap->large_blocks.size())
        .number("problems", heap->problems.size())
        .flag("is_complete", heap->is_complete);
    while (list.lines.back().text.ends_with(' ')) list.lines.back().text.pop_back();
    add_heap_problems(*heap, list);
  }
  list.add("-----------------------------------------------------------------------------");
  return list;
}

void add_heap_header(const HeapWalk& heap, Listing& list) {
  const auto add = [&](const char* name, std::uint64_t value) {
    list.add(fmt::format("    {:<21}{:08x}", std::string(name) + ":", value)).address(name, value);
  };
  for (const auto& segment : heap.segments)
    list.add(fmt::format("{}Segment at {:08x} to {:08x} ({:08x} bytes committed)",
                         segment.index ? "    " : "    ", segment.base, segment.end, segment.committed_bytes))
        .address("segment", segment.base)
        .address("end", segment.end)
        .address("committed", segment.committed_bytes);
  add("Flags", heap.flags);
  add("ForceFlags", heap.force_flags);
  list.add(fmt::format("    Granularity:         {} bytes", heap.granularity))
      .number("granularity", heap.granularity);
  add("Segment Reserve", heap.segment_reserve);
  add("Segment Commit", heap.segment_commit);
  add("DeCommit Block Thres", heap.decommit_block_threshold);
  add("DeCommit Total Thres", heap.decommit_total_threshold);
  add("Total Free Size", heap.total_free_size);
  add("Max. Allocation Size", heap.maximum_allocation_size);
  add("Lock Variable at", heap.lock_variable);
  add("Virtual Alloc List", heap.virtual_blocks_head);
  for (const auto& free_list : heap.free_lists) {
    list.add(fmt::format("    FreeList[ {:02x} ] at {:08x}: {:08x} . {:08x}  ({} block{})", free_list.index,
                         free_list.head, free_list.blink, free_list.flink, free_list.blocks.size(),
                         free_list.blocks.size() == 1 ? "" : "s"))
        .address("free_list", free_list.head)
        .number("index", free_list.index);
    for (const std::uint64_t block : free_list.blocks)
      list.add(fmt::format("        {:08x}", block)).address("block", block);
  }
}

void add_heap_entries(const HeapWalk& heap, Listing& list) {
  const auto add = [&](const HeapBlock& block) {
    std::string text = block.state == HeapBlock::State::kUncommitted
                           ? fmt::format("        {:08x}:      {:>8x}      - {}", block.address, block.size,
                                         state_word(block))
                           : fmt::format("        {:08x}: {:05x} . {:05x} [{:02x}] - {}{}", block.address,
                                         block.previous_size, block.size, block.flags, state_word(block),
                                         block.is_last() ? " Last" : "");
    document::Line& line = list.add(std::move(text));
    line.address("entry", block.address)
        .address("size", block.size)
        .address("previous_size", block.previous_size);
    line.address("flags", block.flags).with("state", state_word(block)).address("user", block.user_address);
    line.address("user_size", block.user_size);
  };
  for (const auto& segment : heap.segments) {
    list.add(fmt::format("    Heap entries for Segment{:02} in Heap {:08x}", segment.index, heap.handle));
    list.add("         address: psize . size  flags   state (requested size)");
    for (const HeapBlock& block : segment.entries) {
      if (list.lines.size() >= kMostLines) {
        list.add(fmt::format("... {} lines are shown at most", kMostLines));
        return;
      }
      add(block);
    }
    if (!segment.is_complete) list.add("    *** the entries do not reach the end of the segment");
  }
  for (const HeapBlock& block : heap.large_blocks) add(block);
}

std::optional<HeapPlace> find_heap_block(const Target& target, std::uint64_t address) {
  const auto holds = [&](const HeapBlock& block) { return address - block.address < block.size; };
  for (const std::uint64_t handle : target.process().heaps.handles) {
    auto heap = structures::walk_heap(target.memory(), handle);
    if (!heap) continue;
    for (const HeapBlock& block : heap->large_blocks)
      if (holds(block)) return HeapPlace{*heap, block, 0};
    for (const auto& segment : heap->segments)
      for (const HeapBlock& block : segment.entries)
        if (holds(block)) return HeapPlace{*heap, block, segment.address};
  }
  return std::nullopt;
}

document::Listing describe_heap_block(const HeapPlace& place, std::uint64_t address, bool is_page_heap_form) {
  constexpr std::uint64_t kUnit = 8;
  const HeapBlock& block = place.block;
  Listing list{"block", {}};
  if (is_page_heap_form) {
    list.add(fmt::format("    address {:08x} found in", address));
    list.add(fmt::format("    _HEAP @ {:x}", place.heap.handle));
    list.add("      HEAP_ENTRY Size Prev Flags    UserPtr UserSize - state");
    list.add(fmt::format("        {:08x} {:04x} {:04x}  [{:02x}]   {:08x}    {:05x} - ({})", block.address,
                         block.size / kUnit, block.previous_size / kUnit, block.flags, block.user_address,
                         block.user_size, state_word(block)));
  } else {
    list.add("Entry     User      Heap      Segment       Size  PrevSize  Unused    Flags");
    list.add("-----------------------------------------------------------------------------");
    list.add(fmt::format("{:08x}  {:08x}  {:08x}  {:08x}  {:>8x}  {:>8x}  {:>6x}    {}", block.address,
                         block.user_address, place.heap.handle, place.segment, block.size,
                         block.previous_size, block.unused_bytes, state_word(block)));
  }
  list.lines.back()
      .address("entry", block.address)
      .address("user", block.user_address)
      .address("heap", place.heap.handle)
      .address("size", block.size)
      .address("previous_size", block.previous_size)
      .address("user_size", block.user_size)
      .with("state", state_word(block));
  return list;
}

}  // namespace dumplab::shell
