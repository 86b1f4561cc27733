// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/saved.h"
#include "image/pe_image.h"
#include "kernel/memory_events.h"
#include "machine/disk.h"
#include "x86/page_table.h"

namespace dumplab::kernel {

class AddressSpace;
class MemoryManager;

/// Pages that views in several processes share: one for each image at its base, for each mapped file, for
/// each section backed by the page file. Its prototype entries say where a page is: present in a frame, in
/// pagefile.sys, or (0) where fill() finds it.
class Segment {
 public:
  Segment(MemoryManager& memory, std::uint32_t size);
  /// Writes back what was modified, then gives frames and slots back.
  virtual ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  /// The page's bytes as they come in first; gives the number of disk sectors that reading them takes.
  virtual std::uint64_t fill(std::uint32_t page, std::span<std::byte> out) const = 0;
  /// PAGE_* that a view of `protect` has on the page.
  virtual std::uint32_t view_protection(std::uint32_t page, std::uint32_t protect) const = 0;
  virtual PageSource source() const = 0;
  /// Writes a modified page to where fill() will find it; gives the sectors. Empty: to pagefile.sys.
  virtual std::optional<std::uint64_t> write_back(std::uint32_t, std::span<const std::byte>) {
    return std::nullopt;
  }

  std::uint32_t size() const { return size_; }  ///< bytes
  std::uint32_t page_count() const { return static_cast<std::uint32_t>(prototypes_.size()); }
  std::uint32_t serial() const { return serial_; }  ///< in order of creation
  MemoryManager& memory() const { return memory_; }

  std::uint32_t prototype(std::uint32_t page) const { return prototypes_[page]; }
  void set_prototype(std::uint32_t page, std::uint32_t entry) { prototypes_[page] = entry; }

  /// A mapping of pages [first_page, first_page + page_count) at `base`.
  struct View {
    AddressSpace* space;
    std::uint32_t base, first_page, page_count;
    friend bool operator==(const View&, const View&) = default;
  };
  void add_view(const View& view) { views_.push_back(view); }
  void remove_view(const View& view) { std::erase(views_, view); }
  const std::vector<View>& views() const { return views_; }

  /// The page as any program sees it now, without bringing it in.
  void peek(std::uint32_t page, std::span<std::byte> out) const;

 protected:
  void grow(std::uint32_t size);
  /// For destructors, while write_back() still is the derived one.
  void clear();

 private:
  friend struct saved::Fields<Segment>;

  MemoryManager& memory_;
  std::uint32_t size_, serial_;
  std::vector<std::uint32_t> prototypes_;  // by page
  std::vector<View> views_;
};

/// A PE file mapped as an image, relocated to the base the kernel chose for it.
class ImageSegment final : public Segment {
 public:
  /// kMalformed, kUnsupported for files that are no 32-bit images.
  static Result<std::shared_ptr<ImageSegment>> create(MemoryManager& memory, const machine::DiskFile& file);
  /// The same image for another base.
  static std::shared_ptr<ImageSegment> relocated(const ImageSegment& other, std::uint32_t base);
  ~ImageSegment() override { clear(); }

  std::uint64_t fill(std::uint32_t page, std::span<std::byte> out) const override;
  std::uint32_t view_protection(std::uint32_t page, std::uint32_t) const override;
  PageSource source() const override { return PageSource::kImage; }

  const machine::DiskFile& file() const { return file_; }
  const image::PeImage& image() const { return image_; }
  std::uint32_t base() const { return base_; }
  /// Before the first view.
  void set_base(std::uint32_t base) { base_ = base; }

 private:
  friend struct saved::Fields<ImageSegment>;

  using Bytes = std::shared_ptr<const std::vector<std::byte>>;
  ImageSegment(MemoryManager& memory, const machine::DiskFile& file, Bytes bytes, image::PeImage image);
  static Result<std::shared_ptr<ImageSegment>> create(MemoryManager& memory, const machine::DiskFile& file,
                                                      Bytes bytes);

  /// From the file as it was when the segment was made; gives the sectors.
  std::uint64_t read(std::uint64_t offset, std::span<std::byte> out) const;

  const machine::DiskFile& file_;
  Bytes bytes_;  // what image_ looks at; shared by the copies for other bases
  image::PeImage image_;
  std::vector<std::uint32_t> relocations_;
  std::uint32_t base_;
};

/// The bytes of a file. Views write to the file, or to their own copies.
class FileSegment final : public Segment {
 public:
  FileSegment(MemoryManager& memory, machine::DiskFile& file, std::uint32_t size)
      : Segment(memory, size), file_(file) {}
  ~FileSegment() override { clear(); }

  std::uint64_t fill(std::uint32_t page, std::span<std::byte> out) const override;
  std::uint32_t view_protection(std::uint32_t, std::uint32_t protect) const override { return protect; }
  PageSource source() const override { return PageSource::kFile; }
  std::optional<std::uint64_t> write_back(std::uint32_t page, std::span<const std::byte> bytes) override;

  using Segment::grow;
  /// Writes modified pages back and leaves them where they are.
  void flush();
  /// What reads of the file find in mapped pages instead of on the disk, and writes leave there too.
  void overlay(std::uint64_t offset, std::span<std::byte> bytes) const;
  void update(std::uint64_t offset, std::span<const std::byte> bytes);

 private:
  friend struct saved::Fields<FileSegment>;

  machine::DiskFile& file_;
};

/// Zeros at first, then kept in pagefile.sys. Charged as a whole.
class PagefileSegment final : public Segment {
 public:
  /// Null when the commit limit does not allow it.
  static std::shared_ptr<PagefileSegment> create(MemoryManager& memory, std::uint32_t size);
  ~PagefileSegment() override;

  std::uint64_t fill(std::uint32_t page, std::span<std::byte> out) const override;
  std::uint32_t view_protection(std::uint32_t, std::uint32_t protect) const override { return protect; }
  PageSource source() const override { return PageSource::kZero; }

 private:
  friend struct saved::Fields<PagefileSegment>;

  PagefileSegment(MemoryManager& memory, std::uint32_t size) : Segment(memory, size) {}
  bool charged_ = true;
};

}  // namespace dumplab::kernel
