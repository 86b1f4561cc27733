// SPDX-License-Identifier: MIT
// Images in processes: one segment for each file, at the base that the seed gave it.
#include <algorithm>

#include "base/try.h"
#include "kernel/kernel.h"
#include "nt/memory_constants.h"

namespace dumplab::kernel {
namespace {

/// Up to `steps` - 1 times 64 KiB.
std::uint32_t random_distance(Random& random, std::uint32_t steps) {
  return static_cast<std::uint32_t>(random.below(steps)) * nt::kAllocationGranularity;
}

std::uint32_t program_base(Random& random) { return 0x00400000 + 3 * random_distance(random, 0x40); }

/// System DLLs stay near their place, ntdll above it and the others below, so that they do not meet.
std::uint32_t dll_base(std::uint32_t preferred, std::string_view name, Random& random) {
  constexpr std::uint32_t kSystemImages = 0x70000000;
  if (preferred < kSystemImages) return 0x10000000 + random_distance(random, 0x4000);
  const std::uint32_t distance = random_distance(random, 0x40);
  return name == "NTDLL.DLL" ? preferred + distance : preferred - distance;
}

}  // namespace

Result<std::shared_ptr<ImageSegment>> Kernel::image_segment(const machine::DiskFile& file) {
  const std::string key = machine::upper_case(file.path);
  if (const auto found = image_segments_.find(key); found != image_segments_.end()) return found->second;
  DUMPLAB_TRY(auto segment, ImageSegment::create(memory_, file));
  if (options_.aslr) {
    Random random(options_.seed, "image " + key);
    const bool is_dll = segment->image().file_header().Characteristics.value() & 0x2000;
    const auto overlaps = [&](std::uint32_t base) {
      return std::any_of(image_segments_.begin(), image_segments_.end(), [&](const auto& other) {
        return base < other.second->base() + other.second->size() &&
               other.second->base() < base + segment->size();
      });
    };
    const auto preferred = static_cast<std::uint32_t>(segment->image().image_base());
    do {
      segment->set_base(is_dll ? dll_base(preferred, machine::file_name_of(key), random)
                               : program_base(random));
    } while (overlaps(segment->base()));
  }
  image_segments_.emplace(key, segment);
  return segment;
}

nt::Status Kernel::map_image(Process& process, const std::shared_ptr<ImageSegment>& segment,
                             std::uint32_t& base) {
  std::shared_ptr<ImageSegment> view = segment;
  if (!process.space.vads().is_free(segment->base(), segment->size())) {
    // The base is taken in this process: pages relocated elsewhere are not shared with other views.
    const auto free = process.space.vads().find_free(segment->size(), 0x00400000);
    if (!free) return nt::Status::kNoMemory;
    view = ImageSegment::relocated(*segment, *free);
  }
  base = view->base();
  const nt::Status status =
      process.space.map(base, view, 0, view->size(), nt::kPageExecuteWriteCopy, nt::kPageExecuteWriteCopy);
  if (!nt::succeeded(status)) return status;
  process.images.push_back({view->file().path, base, view->image().size_of_image(), view});
  record(truth::Kind::kModuleLoad, process, {base, view->image().size_of_image()}, view->file().path);
  if (on_image_mapped) on_image_mapped(process, process.images.back());
  return nt::Status::kSuccess;
}

nt::Status Kernel::unmap(Process& process, std::uint32_t linear) {
  const Vad* vad = process.space.vads().find(linear);
  if (!vad || vad->type == nt::kMemPrivate) return nt::Status::kNotMappedView;
  const std::uint32_t base = vad->base;
  const auto image = std::find_if(process.images.begin(), process.images.end(),
                                  [&](const LoadedImage& i) { return i.base == base; });
  if (image != process.images.end()) {
    record(truth::Kind::kModuleUnload, process, {base, image->size}, image->path);
    const image::PeImage& headers = image->segment->image();
    process.unloaded.push_back(
        {image->path, base, image->size, headers.checksum(), headers.file_header().TimeDateStamp.value()});
    process.images.erase(image);
  }
  return process.space.release(base);
}

}  // namespace dumplab::kernel
