// SPDX-License-Identifier: MIT
#pragma once

#include "saved/threads.h"

namespace dumplab::saved {

template <>
struct Fields<kernel::Owner> {
  static constexpr auto kLast = static_cast<std::uint32_t>(kernel::Owner::kSharedData);
};

template <>
struct Fields<kernel::PageState> {
  template <class Archive>
  static void visit(Archive& archive, kernel::PageState& page) {
    archive(page.protect);
    auto flags = static_cast<std::uint8_t>(page.committed | page.private_copy << 1 | page.charged << 2);
    archive(flags);
    page.committed = flags & 1;
    page.private_copy = flags & 2;
    page.charged = flags & 4;
  }
};

template <>
struct Fields<kernel::Vad> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Vad& vad) {
    archive(vad.allocation_protect, vad.section_protect, vad.type, vad.owner, vad.owner_id, vad.pages,
            vad.segment, vad.first_page);
    const std::uint64_t end = std::uint64_t{vad.first_page} + vad.pages.size();
    archive.check(!vad.pages.empty() && (!vad.segment || end <= vad.segment->page_count()),
                  "a view of pages that are not there");
  }
};

template <>
struct Fields<kernel::VadTree> {
  template <class Archive>
  static void visit(Archive& archive, kernel::VadTree& tree) {
    std::uint64_t left = archive.count(tree.all().size());
    if constexpr (Archive::kLoads) {
      for (; left > 0; --left) {
        kernel::Vad vad;
        archive(vad.base, vad);
        const std::uint64_t size = vad.pages.size() * x86::kPageSize;
        archive.check(vad.base % x86::kPageSize == 0 && size <= kernel::kHighestUserAddress &&
                          tree.is_free(vad.base, static_cast<std::uint32_t>(size)),
                      "two reservations at one address");
        tree.insert(vad.base) = std::move(vad);
      }
    } else {
      for (const auto& [base, vad] : tree.all()) {
        kernel::Vad copy = vad;
        archive(copy.base, copy);
      }
    }
  }
};

template <>
struct Fields<kernel::PageTables> {
  template <class Archive>
  static void visit(Archive& archive, kernel::PageTables& tables) {
    archive(tables.directory_);
  }
  static void forget(kernel::PageTables& tables) { tables.directory_ = 0; }
};

template <>
struct Fields<kernel::AddressSpace> {
  template <class Archive>
  static void visit(Archive& archive, kernel::AddressSpace& s) {
    archive(s.vads_, s.tables_, s.charge_, s.peak_charge_, s.working_set_, s.peak_working_set_, s.usable_);
    archive.check(s.usable_ == (s.cr3() != 0) && (s.usable_ || s.vads_.empty()),
                  "an address space without a page directory");
    s.walk_.cr3 = s.cr3();
  }
  /// Takes down what close() would give back.
  static void forget(kernel::AddressSpace& s) {
    s.vads_ = {};
    Fields<kernel::PageTables>::forget(s.tables_);
  }
};

template <>
struct Fields<kernel::HandleEntry> {
  template <class Archive>
  static void visit(Archive& archive, kernel::HandleEntry& entry) {
    archive(entry.object, entry.access, entry.flags);
    archive.check(entry.object != nullptr, "a handle to nothing");
  }
};

template <>
struct Fields<kernel::HandleTable> {
  template <class Archive>
  static void visit(Archive& archive, kernel::HandleTable& handles) {
    archive(handles.lowest_free_, handles.entries_);
    archive.check(!handles.entries_.contains(handles.lowest_free_), "a handle that is free and is not");
  }
  static std::uint32_t first_of(const kernel::HandleTable& handles) { return handles.first_; }
};

template <>
struct Fields<kernel::LoadedImage> {
  template <class Archive>
  static void visit(Archive& archive, kernel::LoadedImage& image) {
    archive(image.path, image.base, image.size, image.segment);
    archive.check(image.segment != nullptr, "a module without its image");
  }
};

template <>
struct Fields<kernel::UnloadedImage> {
  template <class Archive>
  static void visit(Archive& archive, kernel::UnloadedImage& image) {
    archive(image.path, image.base, image.size, image.checksum, image.timestamp);
  }
};

/// Its id, handle table and threads are known when it is made.
template <>
struct Fields<kernel::Process> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Process& p) {
    archive(p.image_path, p.space, p.handles, p.images, p.unloaded, p.peb, p.next_teb, p.lowest_search,
            p.create_time, p.exited, p.exit_status, p.hard_error.status, p.hard_error.text, p.ntdll_base,
            p.apc_dispatcher, p.exception_dispatcher, p.initialize_thunk, p.system_call_return);
  }
};

}  // namespace dumplab::saved
