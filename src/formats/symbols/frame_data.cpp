// SPDX-License-Identifier: MIT
#include "symbols/frame_data.h"

#include <fmt/format.h>

#include "base/try.h"

namespace dumplab::symbols {
namespace {

/// FRAMEDATA of cvinfo.h.
struct FrameDataRow {
  le32 ulRvaStart, cbBlock, cbLocals, cbParams, cbStkMax, frameFunc;
  le16 cbProlog, cbSavedRegs;
  le32 flags;
};
static_assert(sizeof(FrameDataRow) == 32);

}  // namespace

Result<void> read_frame_data(ByteView stream, const NamesTable& names, std::vector<FrameData>& rows) {
  // Some writers put a relocation word in front.
  const std::uint64_t first = stream.size() % sizeof(FrameDataRow) == sizeof(le32) ? sizeof(le32) : 0;
  DUMPLAB_TRY(const auto stored,
              stream.array<FrameDataRow>(first, (stream.size() - first) / sizeof(FrameDataRow)));
  rows.reserve(rows.size() + stored.size());
  for (const FrameDataRow& row : stored) {
    auto program = names.at(row.frameFunc.value());
    if (!program)
      return fail(program.error().kind, stream.origin() + first + rows.size() * sizeof row,
                  fmt::format("program at {:#x} of /names: {}", row.frameFunc.value(), program.error().what));
    rows.push_back({row.ulRvaStart.value(), row.cbBlock.value(), row.cbLocals.value(), row.cbParams.value(),
                    row.cbStkMax.value(), row.cbProlog.value(), row.cbSavedRegs.value(), row.flags.value(),
                    std::move(*program)});
  }
  return {};
}

}  // namespace dumplab::symbols
