// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "image/pe_image.h"
#include "kernel/object.h"
#include "machine/machine.h"

namespace dumplab::kernel {

/// Memory that can be mapped into several processes. Its pages come in once and are shared; frames live as
/// long as the section.
struct Section : Object {
  Section(machine::Machine& machine_, std::uint32_t size_)
      : Object("Section"),
        machine(machine_),
        size(size_),
        frames((size_ + x86::kPageMask) / x86::kPageSize) {}
  ~Section() override;

  /// The page's bytes as they come in; gives the number of disk sectors that reading them takes.
  virtual std::uint64_t fill(std::uint32_t page, std::span<std::byte> out) const = 0;
  /// PAGE_* that a fresh view has on the page.
  virtual std::uint32_t protection(std::uint32_t page) const = 0;

  machine::Machine& machine;
  std::uint32_t size;                                ///< bytes
  std::vector<std::optional<std::uint32_t>> frames;  ///< prototype entries: where a page is
};

/// A PE file mapped as an image, relocated to the base the kernel chose for it.
struct ImageSection final : Section {
  /// kMalformed, kUnsupported for files that are no 32-bit images.
  static Result<std::shared_ptr<ImageSection>> create(machine::Machine& machine,
                                                      const machine::DiskFile& file);
  ImageSection(machine::Machine& machine_, const machine::DiskFile& file_, image::PeImage image_);

  std::uint64_t fill(std::uint32_t page, std::span<std::byte> out) const override;
  std::uint32_t protection(std::uint32_t page) const override;

  const machine::DiskFile& file;
  image::PeImage image;
  std::vector<std::uint32_t> relocations;
  std::uint32_t base = 0;  ///< where pages are relocated to; set before the first view
};

/// The bytes of a file, or zeros ("backed by the page file").
struct DataSection final : Section {
  DataSection(machine::Machine& machine_, const machine::DiskFile* file_, std::uint32_t size_,
              std::uint32_t protect_)
      : Section(machine_, size_), file(file_), protect(protect_) {}
  std::uint64_t fill(std::uint32_t page, std::span<std::byte> out) const override;
  std::uint32_t protection(std::uint32_t) const override { return protect; }

  const machine::DiskFile* file;
  std::uint32_t protect;
};

}  // namespace dumplab::kernel
