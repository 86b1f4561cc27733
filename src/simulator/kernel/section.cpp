// SPDX-License-Identifier: MIT
#include "kernel/section.h"

#include <algorithm>
#include <cstring>

#include "base/try.h"
#include "nt/memory_constants.h"

namespace dumplab::kernel {
Section::~Section() {
  for (const auto& frame : frames) {
    if (!frame) continue;
    machine.blocks.frame_freed(*frame);
    machine.memory.release(*frame);
  }
}

Result<std::shared_ptr<ImageSection>> ImageSection::create(machine::Machine& machine,
                                                           const machine::DiskFile& file) {
  DUMPLAB_TRY(image::PeImage image, image::PeImage::parse(ByteView(std::span<const std::byte>(file.bytes)),
                                                          image::PeImage::Layout::kFile));
  if (image.file_header().Machine.value() != image::kMachineI386 || image.size_of_image() == 0)
    return fail(ErrorKind::kUnsupported, 0, "not a 32-bit x86 image");
  return std::make_shared<ImageSection>(machine, file, std::move(image));
}

ImageSection::ImageSection(machine::Machine& machine_, const machine::DiskFile& file_, image::PeImage image_)
    : Section(machine_, (image_.size_of_image() + x86::kPageMask) & ~x86::kPageMask),
      file(file_),
      image(std::move(image_)),
      relocations(image.relocations()),
      base(static_cast<std::uint32_t>(image.image_base())) {
  std::sort(relocations.begin(), relocations.end());
}

std::uint64_t ImageSection::fill(std::uint32_t page, std::span<std::byte> out) const {
  const std::uint32_t first = page * x86::kPageSize;
  std::uint64_t sectors = 0;
  const auto copy = [&](std::uint32_t rva, std::uint32_t offset, std::uint32_t count) {
    const std::uint32_t begin = std::max(rva, first);
    const std::uint32_t end = std::min<std::uint64_t>(std::uint64_t{rva} + count, first + x86::kPageSize);
    if (begin < end)
      sectors += machine::Disk::peek(file, offset + (begin - rva), out.subspan(begin - first, end - begin));
  };
  copy(0, 0, image.size_of_headers());
  for (const image::Section& s : image.sections())
    copy(s.rva, s.file_offset, s.virtual_size ? std::min(s.file_size, s.virtual_size) : s.file_size);

  const auto patch = [&](std::uint32_t rva, std::uint32_t value) {
    for (std::uint32_t i = 0; i < 4; ++i)
      if (rva + i - first < x86::kPageSize) out[rva + i - first] = static_cast<std::byte>(value >> 8 * i);
  };
  const std::uint32_t delta = base - static_cast<std::uint32_t>(image.image_base());
  // A field may begin on the page before.
  const std::uint32_t lowest = first < 3 ? 0 : first - 3;
  for (auto at = std::lower_bound(relocations.begin(), relocations.end(), lowest);
       delta != 0 && at != relocations.end() && *at < first + x86::kPageSize; ++at) {
    const auto field = image.at_rva(*at, 4);
    if (field) patch(*at, (*field->at<le32>(0))->value() + delta);
  }
  const auto base_field = static_cast<std::uint32_t>(image.image_base_offset());
  if (page == base_field / x86::kPageSize) patch(base_field, base);
  return sectors;
}

std::uint32_t ImageSection::protection(std::uint32_t page) const {
  const std::uint32_t rva = page * x86::kPageSize;
  for (const image::Section& s : image.sections()) {
    const std::uint32_t mapped = (std::max(s.virtual_size, s.file_size) + x86::kPageMask) & ~x86::kPageMask;
    if (rva < s.rva || rva - s.rva >= mapped) continue;
    const bool execute = s.characteristics & image::kSectionExecute;
    if (s.characteristics & image::kSectionWrite)
      return execute ? nt::kPageExecuteWriteCopy : nt::kPageWriteCopy;
    if (execute) return s.characteristics & image::kSectionRead ? nt::kPageExecuteRead : nt::kPageExecute;
    return s.characteristics & image::kSectionRead ? nt::kPageReadOnly : nt::kPageNoAccess;
  }
  return nt::kPageReadOnly;
}

std::uint64_t DataSection::fill(std::uint32_t page, std::span<std::byte> out) const {
  if (!file) return 0;
  return machine::Disk::peek(*file, std::uint64_t{page} * x86::kPageSize, out);
}

}  // namespace dumplab::kernel
