// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>

#include "base/random.h"
#include "machine/machine.h"
#include "saved/archive.h"

namespace dumplab::saved {

template <>
struct Fields<Random> {
  template <class Archive>
  static void visit(Archive& archive, Random& random) {
    archive(random.state_);
  }
};

template <>
struct Fields<SparseBytes> {
  template <class Archive>
  static void visit(Archive& archive, SparseBytes& bytes) {
    archive(bytes.size_);
    const std::uint64_t pages = archive.count(bytes.pages_.size(), sizeof(std::uint64_t));
    archive.check(pages <= (bytes.size_ + SparseBytes::kPage - 1) / SparseBytes::kPage,
                  "more pages than the file has");
    bytes.pages_.resize(pages);
    for (SparseBytes::Page& page : bytes.pages_) {
      archive(page.lines);
      const auto size = SparseBytes::kLine * static_cast<std::size_t>(std::popcount(page.lines));
      page.bytes.resize(size);
      archive.raw(page.bytes.data(), size);
    }
  }
};

template <>
struct Fields<machine::DiskFile> {
  template <class Archive>
  static void visit(Archive& archive, machine::DiskFile& file) {
    archive(file.path, file.first_cluster, file.content);
  }
};

template <>
struct Fields<machine::Disk> {
  template <class Archive>
  static void visit(Archive& archive, machine::Disk& disk) {
    archive(disk.used_clusters_, disk.files_, disk.folders_, disk.requests_, disk.sectors_read_,
            disk.sectors_written_);
    archive.check(disk.used_clusters_ <= disk.cluster_count_, "more clusters in use than the disk has");
    for (const auto& [path, folder] : disk.folders_)
      archive.check(path == machine::upper_case(folder), "a folder that cannot be");
    std::uint64_t left = disk.used_clusters_;
    for (const auto& [path, file] : disk.files_) {
      const std::uint64_t size = file.content.size();
      const std::uint64_t clusters = size / machine::kClusterSize + (size % machine::kClusterSize != 0);
      archive.check(clusters <= left && path == machine::upper_case(file.path), "a file that cannot be");
      left -= clusters;
    }
  }
};

template <>
struct Fields<machine::Clock> {
  template <class Archive>
  static void visit(Archive& archive, machine::Clock& clock) {
    archive(clock.start_, clock.instructions_);
    archive.check(clock.instructions_ <= kLatest && clock.start_ <= kLatest, "a time past all times");
  }
  static constexpr std::uint64_t kLatest = std::uint64_t{1} << 62;
};

/// Frames in use, but for those of zeros.
template <>
struct Fields<machine::PhysicalMemory> {
  template <class Archive>
  static void visit(Archive& archive, machine::PhysicalMemory& memory) {
    archive(memory.next_fresh_, memory.free_);
    archive.check(memory.next_fresh_ > 0 && memory.next_fresh_ <= memory.frame_count_,
                  "more frames than the machine has");
    std::vector<bool> is_free(memory.next_fresh_);
    for (const std::uint32_t frame : memory.free_) {
      archive.check(frame > 0 && frame < memory.next_fresh_ && !is_free[frame], "a frame that is free twice");
      is_free[frame] = true;
    }
    for (std::uint32_t frame = 1; frame < memory.next_fresh_; ++frame) {
      if (is_free[frame]) continue;
      const std::span<std::byte> bytes(memory.host(frame), x86::kPageSize);
      bool has_content = !Archive::kLoads && std::any_of(bytes.begin(), bytes.end(),
                                                         [](std::byte b) { return b != std::byte{0}; });
      archive(has_content);
      if (has_content) archive.raw(bytes.data(), bytes.size());
    }
  }
  /// Those that were given back or never used.
  static std::vector<std::uint32_t> free_frames(const machine::PhysicalMemory& memory) {
    std::vector<std::uint32_t> frames = memory.free_;
    for (std::uint32_t frame = memory.next_fresh_; frame < memory.frame_count_; ++frame)
      frames.push_back(frame);
    return frames;
  }
};

template <>
struct Fields<cpu::State> {
  template <class Archive>
  static void visit(Archive& archive, cpu::State& s) {
    archive(s.gpr, s.eip, s.eflags, s.fs_base, s.cs, s.ss, s.ds, s.es, s.fs, s.gs, s.fxsave);
  }
};

template <>
struct Fields<cpu::ShadowCall> {
  template <class Archive>
  static void visit(Archive& archive, cpu::ShadowCall& call) {
    archive(call.slot, call.return_address, call.callee, call.caller_ebp);
  }
};

template <>
struct Fields<cpu::ShadowStack> {
  template <class Archive>
  static void visit(Archive& archive, cpu::ShadowStack& stack) {
    std::vector<cpu::ShadowCall> calls(stack.calls().begin(), stack.calls().end());
    archive(calls);
    if constexpr (Archive::kLoads)
      for (const cpu::ShadowCall& call : calls) stack.push(call);
  }
};

/// The TLB and decoded code are caches: empty after loading, and nothing that can be seen depends on them.
template <>
struct Fields<cpu::Processor> {
  template <class Archive>
  static void visit(Archive& archive, cpu::Processor& processor) {
    archive(processor.state, processor.retired_, processor.breakpoints_, processor.paused_at_,
            processor.time_stamp_base);
  }
};

template <>
struct Fields<machine::Configuration> {
  template <class Archive>
  static void visit(Archive& archive, machine::Configuration& c) {
    archive(c.memory, c.disk_size, c.cpus, c.start_day);
    archive.check(c.memory <= kMostMemory && c.disk_size <= kLargestDisk, "a machine too large");
    archive.check(c.cpus >= 1 && c.cpus <= kMostCpus && c.start_day <= kLastDay, "a machine that cannot be");
  }
  static constexpr std::uint64_t kMostMemory = std::uint64_t{4} << 30, kLargestDisk = std::uint64_t{1} << 40;
  static constexpr unsigned kMostCpus = 32;
  static constexpr std::uint64_t kLastDay = 1'000'000;
};

}  // namespace dumplab::saved
