// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/address_space.h"
#include "saved/hardware.h"
#include "saved/references.h"

namespace dumplab::saved {

template <>
struct Fields<kernel::PageSource> {
  static constexpr std::uint32_t kLast = kernel::kPageSourceCount - 1;
};

template <>
struct Fields<kernel::Segment::View> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Segment::View& view) {
    archive(view.space, view.base, view.first_page, view.page_count);
  }
};

/// What every segment has, once it is made.
template <>
struct Fields<kernel::Segment> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Segment& segment) {
    const std::size_t pages = segment.prototypes_.size();
    archive(segment.serial_, segment.prototypes_, segment.views_);
    archive.check(segment.prototypes_.size() == pages, "a segment of another size");
  }
  /// Takes down what the destructor would give back.
  static void forget(kernel::Segment& segment) {
    segment.prototypes_.clear();
    segment.views_.clear();
  }
};

/// Saved: path, base, and the image's bytes where the file has others by now.
template <>
struct Fields<kernel::ImageSegment> {
  static void save(Saver& archive, kernel::ImageSegment& segment) {
    std::string path = segment.file_.path;
    std::vector<std::byte> bytes = *segment.bytes_;
    bool as_in_file = bytes == segment.file_.content.to_vector();
    archive(path, segment.base_, as_in_file);
    if (!as_in_file) archive(bytes);
  }
  static std::shared_ptr<kernel::Segment> make(Loader& archive, std::uint32_t size) {
    machine::DiskFile* file = nullptr;
    visit_file(archive, file);
    archive.check(file != nullptr, "an image without a file");
    std::uint32_t base = 0;
    bool as_in_file = false;
    std::vector<std::byte> bytes;
    archive(base, as_in_file);
    if (as_in_file) {
      archive.expand(file->content.size());
      bytes = file->content.to_vector();
    } else {
      archive(bytes);
    }
    const auto shared = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    const auto image = image::PeImage::parse(ByteView(std::span(*shared)), image::PeImage::Layout::kFile);
    archive.check(image && image->size_of_image() <= size, "an image that does not fit its segment");
    auto segment = kernel::ImageSegment::create(*archive.graph.memory, *file, shared);
    archive.check(segment && (*segment)->size() == size, "no image of its size");
    (*segment)->set_base(base);
    return *segment;
  }
};

template <>
struct Fields<kernel::FileSegment> {
  static void save(Saver& archive, kernel::FileSegment& segment) {
    machine::DiskFile* file = &segment.file_;
    visit_file(archive, file);
  }
  static std::shared_ptr<kernel::Segment> make(Loader& archive, std::uint32_t size) {
    machine::DiskFile* file = nullptr;
    visit_file(archive, file);
    archive.check(file != nullptr, "a mapped file without a file");
    return std::make_shared<kernel::FileSegment>(*archive.graph.memory, *file, size);
  }
};

template <>
struct Fields<kernel::PagefileSegment> {
  static void save(Saver&, kernel::PagefileSegment&) {}
  static std::shared_ptr<kernel::Segment> make(Loader& archive, std::uint32_t size) {
    return std::shared_ptr<kernel::Segment>(new kernel::PagefileSegment(*archive.graph.memory, size));
  }
  static void forget(kernel::PagefileSegment& segment) { segment.charged_ = false; }
};

/// What is needed to make the segments again, in order of creation.
inline void save_segments(Saver& archive, kernel::MemoryManager& memory) {
  archive.count(memory.segments().size());
  for (kernel::Segment* segment : memory.segments()) {
    kernel::PageSource source = segment->source();
    std::uint32_t size = segment->size();
    archive(source, size);
    const auto save = [&]<class T>(T* as) {
      if (as) Fields<T>::save(archive, *as);
    };
    save(dynamic_cast<kernel::ImageSegment*>(segment));
    save(dynamic_cast<kernel::FileSegment*>(segment));
    save(dynamic_cast<kernel::PagefileSegment*>(segment));
  }
}

inline void make_segments(Loader& archive) {
  for (std::uint64_t left = archive.count(0); left > 0; --left) {
    kernel::PageSource source{};
    std::uint32_t size = 0;
    archive(source, size);
    archive.check(size > 0 && size <= kernel::kHighestUserAddress, "a segment too large");
    archive.expand(std::uint64_t{size / x86::kPageSize + 1} * sizeof(std::uint32_t));
    switch (source) {
      case kernel::PageSource::kImage:
        archive.graph.add(Fields<kernel::ImageSegment>::make(archive, size));
        break;
      case kernel::PageSource::kFile:
        archive.graph.add(Fields<kernel::FileSegment>::make(archive, size));
        break;
      case kernel::PageSource::kZero:
        archive.graph.add(Fields<kernel::PagefileSegment>::make(archive, size));
        break;
      default:
        archive.check(false, "a segment of no kind");
    }
  }
}

}  // namespace dumplab::saved
