// SPDX-License-Identifier: MIT
#pragma once

#include "saved/policies.h"
#include "saved/segments.h"

namespace dumplab::saved {

template <>
struct Fields<kernel::FrameState> {
  static constexpr auto kLast = static_cast<std::uint32_t>(kernel::FrameState::kSection);
};

template <>
struct Fields<kernel::FrameEntry> {
  template <class Archive>
  static void visit(Archive& archive, kernel::FrameEntry& f) {
    using kernel::FrameState;
    archive(f.state);
    if (f.state == FrameState::kFree) return;
    archive(f.modified, f.pins, f.linear, f.index, f.space, f.segment, f.share_count, f.slot);
    const bool of_section = f.state == FrameState::kSection;
    archive.check(of_section ? f.segment && f.index < f.segment->page_count() : f.space != nullptr,
                  "a frame of nobody");
  }
};

template <>
struct Fields<kernel::PfnDatabase> {
  template <class Archive>
  static void visit(Archive& archive, kernel::PfnDatabase& frames, std::uint32_t frame_count) {
    const std::uint64_t size = archive.count(frames.entries_.size());
    archive.check(size <= frame_count, "more frames than the machine has");
    frames.entries_.resize(size);
    for (kernel::FrameEntry& entry : frames.entries_) archive(entry);
  }
};

/// Its size comes from the disk's.
template <>
struct Fields<kernel::PageFile> {
  template <class Archive>
  static void visit(Archive& archive, kernel::PageFile& pagefile) {
    const std::size_t words = pagefile.bits_.size();
    archive(pagefile.bits_);
    archive.check(pagefile.bits_.size() == words, "a page file of another size");
    if constexpr (!Archive::kLoads) return;
    if (words == 0) return;
    pagefile.file_ = pagefile.disk_.find(kernel::kPageFilePath);
    const std::uint64_t bytes = (std::uint64_t{pagefile.slot_count_} + 1) * x86::kPageSize;
    archive.check(pagefile.file_ && pagefile.file_->content.size() >= bytes, "no page file on the disk");
    pagefile.lowest_ = 0;
    pagefile.used_ = 0;
    for (std::uint32_t slot = 1; slot <= pagefile.slot_count_; ++slot)
      pagefile.used_ += pagefile.is_used(slot);
    // Bits that are no slot stay set: they are never given out.
    archive.check(pagefile.bits_.front() & 1, "slot 0 in use");
    const std::uint64_t slots = std::uint64_t{pagefile.slot_count_} + 1;
    const std::uint64_t none = slots % 64 == 0 ? 0 : ~std::uint64_t{0} << slots % 64;
    archive.check((pagefile.bits_.back() & none) == none, "slots past the end");
  }
};

template <>
struct Fields<kernel::MemoryStatistics> {
  template <class Archive>
  static void visit(Archive& archive, kernel::MemoryStatistics& s) {
    archive(s.faults, s.page_ins, s.evictions, s.pagefile_reads, s.pagefile_writes, s.file_writes,
            s.peak_frames, s.peak_commit);
  }
};

template <>
struct Fields<kernel::MemoryOptions> {
  /// The future of "opt" is the owner's matter.
  template <class Archive>
  static void visit(Archive& archive, kernel::MemoryOptions& options) {
    std::string word(options.policy);
    archive(word, options.cluster, options.pagefile_size, options.record_references, options.check_interval);
    if constexpr (!Archive::kLoads) return;
    const auto policy = replacement::find_policy(word);
    archive.check(policy.has_value(), "a replacement policy that does not exist");
    options.policy = policy->word;
    archive.check(options.cluster > 0, "clusters of no pages");
  }
};

template <>
struct Fields<kernel::MemoryManager> {
  using Manager = kernel::MemoryManager;

  template <class Archive>
  static void visit(Archive& archive, Manager& memory) {
    const std::uint32_t frame_count = memory.machine_.memory.frame_count();
    Fields<kernel::PfnDatabase>::visit(archive, memory.frames_, frame_count);
    archive(memory.pagefile_);
    const auto replaceable = visit_policy(archive, *memory.policy_, memory.options_.policy);
    archive(memory.code_frame_, memory.last_used_, memory.references_);
    for (Manager::Held& held : memory.held_) {
      archive(held.retired, held.repeats);
      std::uint64_t left = archive.count(held.pages.size());
      if (Archive::kLoads)
        for (; left > 0; --left) held.pages.push_back(held_page(archive, memory, {}));
      else
        for (const Manager::HeldPage& page : held.pages) held_page(archive, memory, page);
    }
    archive(memory.commit_charge_, memory.structure_frames_, memory.next_segment_serial_, memory.statistics_,
            memory.exhausted_);
    if constexpr (Archive::kLoads) check_frames(archive, memory, replaceable);
  }

 private:
  template <class Archive>
  static Manager::HeldPage held_page(Archive& archive, const Manager& memory, Manager::HeldPage page) {
    archive(page.page, page.frame);
    archive.check(page.frame < memory.frames_.size() || page.frame == 0, "a held frame that is not there");
    return page;
  }
  /// What the policy may choose from are the pages in frames, each once.
  static void check_frames(Loader& archive, const Manager& memory,
                           const std::vector<replacement::Frame>& replaceable) {
    std::uint32_t pages = 0, structures = 0;
    for (std::uint32_t frame = 0; frame < memory.frames_.size(); ++frame) {
      const kernel::FrameState state = memory.frames_.at(frame).state;
      pages += is_page(state);
      structures += state != kernel::FrameState::kFree && !is_page(state);
    }
    archive.check(pages == replaceable.size() && structures == memory.structure_frames_,
                  "frames that are not accounted for");
    for (const replacement::Frame frame : replaceable)
      archive.check(is_page(memory.frames_.at(frame).state), "a frame without a page is to be replaced");
    for (const std::uint32_t frame : {memory.code_frame_, memory.last_used_})
      archive.check(frame == 0 || memory.frames_.at(frame).state != kernel::FrameState::kFree,
                    "a used frame that is free");
  }
  static bool is_page(kernel::FrameState state) {
    return state == kernel::FrameState::kPrivate || state == kernel::FrameState::kSection;
  }
};

}  // namespace dumplab::saved
