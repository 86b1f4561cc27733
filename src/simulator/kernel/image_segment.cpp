// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "base/try.h"
#include "kernel/segment.h"
#include "nt/memory_constants.h"

namespace dumplab::kernel {

Result<std::shared_ptr<ImageSegment>> ImageSegment::create(MemoryManager& memory,
                                                           const machine::DiskFile& file) {
  return create(memory, file, std::make_shared<const std::vector<std::byte>>(file.content.to_vector()));
}

Result<std::shared_ptr<ImageSegment>> ImageSegment::create(MemoryManager& memory,
                                                           const machine::DiskFile& file, Bytes bytes) {
  DUMPLAB_TRY(image::PeImage image,
              image::PeImage::parse(ByteView(std::span(*bytes)), image::PeImage::Layout::kFile));
  if (image.file_header().Machine.value() != image::kMachineI386 || image.size_of_image() == 0)
    return fail(ErrorKind::kUnsupported, 0, "not a 32-bit x86 image");
  return std::shared_ptr<ImageSegment>(new ImageSegment(memory, file, std::move(bytes), std::move(image)));
}

std::shared_ptr<ImageSegment> ImageSegment::relocated(const ImageSegment& other, std::uint32_t base) {
  std::shared_ptr<ImageSegment> copy(
      new ImageSegment(other.memory(), other.file_, other.bytes_, other.image_));
  copy->base_ = base;
  return copy;
}

ImageSegment::ImageSegment(MemoryManager& memory, const machine::DiskFile& file, Bytes bytes,
                           image::PeImage image)
    : Segment(memory, (image.size_of_image() + x86::kPageMask) & ~x86::kPageMask),
      file_(file),
      bytes_(std::move(bytes)),
      image_(std::move(image)),
      relocations_(image_.relocations()),
      base_(static_cast<std::uint32_t>(image_.image_base())) {
  std::sort(relocations_.begin(), relocations_.end());
}

std::uint64_t ImageSegment::read(std::uint64_t offset, std::span<std::byte> out) const {
  if (offset >= bytes_->size()) return 0;
  const std::size_t count = std::min<std::uint64_t>(out.size(), bytes_->size() - offset);
  std::memcpy(out.data(), bytes_->data() + offset, count);
  return machine::sectors_of(offset, count);
}

std::uint64_t ImageSegment::fill(std::uint32_t page, std::span<std::byte> out) const {
  const std::uint32_t first = page * x86::kPageSize;
  std::uint64_t sectors = 0;
  const auto copy = [&](std::uint32_t rva, std::uint32_t offset, std::uint32_t count) {
    const std::uint32_t begin = std::max(rva, first);
    const std::uint32_t end = std::min<std::uint64_t>(std::uint64_t{rva} + count, first + x86::kPageSize);
    if (begin < end) sectors += read(offset + (begin - rva), out.subspan(begin - first, end - begin));
  };
  copy(0, 0, image_.size_of_headers());
  for (const image::Section& s : image_.sections())
    copy(s.rva, s.file_offset, s.virtual_size ? std::min(s.file_size, s.virtual_size) : s.file_size);

  const auto patch = [&](std::uint32_t rva, std::uint32_t value) {
    for (std::uint32_t i = 0; i < 4; ++i)
      if (rva + i - first < x86::kPageSize) out[rva + i - first] = static_cast<std::byte>(value >> 8 * i);
  };
  const std::uint32_t delta = base_ - static_cast<std::uint32_t>(image_.image_base());
  // A field may begin on the page before.
  const std::uint32_t lowest = first < 3 ? 0 : first - 3;
  for (auto at = std::lower_bound(relocations_.begin(), relocations_.end(), lowest);
       delta != 0 && at != relocations_.end() && *at < first + x86::kPageSize; ++at) {
    const auto field = image_.at_rva(*at, 4);
    if (field) patch(*at, (*field->at<le32>(0))->value() + delta);
  }
  const auto base_field = static_cast<std::uint32_t>(image_.image_base_offset());
  if (page == base_field / x86::kPageSize) patch(base_field, base_);
  return sectors;
}

std::uint32_t ImageSegment::view_protection(std::uint32_t page, std::uint32_t) const {
  const std::uint32_t rva = page * x86::kPageSize;
  for (const image::Section& s : image_.sections()) {
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

}  // namespace dumplab::kernel
