// SPDX-License-Identifier: MIT
#include "image/call_frame_sections.h"

#include <algorithm>

namespace dumplab::image {
namespace {

struct Name {
  const char* text;
  CallFrameSection::Kind kind;
};
constexpr Name kNames[] = {
    {".eh_frame", CallFrameSection::Kind::kEhFrame},   {".eh_fram", CallFrameSection::Kind::kEhFrame},
    {"/4", CallFrameSection::Kind::kEhFrame},          {".debug_frame", CallFrameSection::Kind::kDebugFrame},
    {".debug_f", CallFrameSection::Kind::kDebugFrame},
};

}  // namespace

std::vector<CallFrameSection> find_call_frame_sections(const PeImage& image, std::uint64_t base) {
  std::vector<CallFrameSection> found;
  for (const Section& section : image.sections()) {
    const auto* name =
        std::ranges::find_if(kNames, [&](const Name& known) { return section.name == known.text; });
    if (name == std::end(kNames)) continue;
    auto bytes = image.from_rva(section.rva);
    if (!bytes) continue;
    const std::uint64_t size = std::min<std::uint64_t>(bytes->size(), section.virtual_size);
    const auto part = bytes->slice(0, size);
    if (!part) continue;
    CallFrameSection& frames = found.emplace_back();
    frames.bytes = *part;
    frames.address = base + section.rva;
    frames.kind = name->kind;
    frames.word_size = image.is_64_bit() ? 8 : 4;
    frames.data_base = base;
  }
  return found;
}

}  // namespace dumplab::image
