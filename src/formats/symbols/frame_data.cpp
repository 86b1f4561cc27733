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

/// FPO_DATA of winnt.h. Locals and parameters are counted in words of 4 bytes.
struct FpoDataRow {
  le32 ulOffStart, cbProcSize, cdwLocals;
  le16 cdwParams;
  le16 bits;  ///< 8: cbProlog, 3: cbRegs, fHasSEH, fUseBP, reserved, 2: cbFrame
};
static_assert(sizeof(FpoDataRow) == 16);
constexpr std::uint32_t kWord = 4;
constexpr unsigned kFrameFpo = 0;

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
                    std::move(*program), false});
  }
  return {};
}

Result<void> read_fpo_data(ByteView stream, std::vector<FrameData>& rows) {
  DUMPLAB_TRY(const auto stored, stream.array<FpoDataRow>(0, stream.size() / sizeof(FpoDataRow)));
  rows.reserve(rows.size() + stored.size());
  for (const FpoDataRow& row : stored) {
    const unsigned bits = row.bits.value();
    if (bits >> 14 != kFrameFpo) continue;
    FrameData& data = rows.emplace_back();
    data.rva = row.ulOffStart.value();
    data.code_size = row.cbProcSize.value();
    data.locals_size = row.cdwLocals.value() * kWord;
    data.params_size = row.cdwParams.value() * kWord;
    data.prolog_size = bits & 0xff;
    data.saved_registers_size = static_cast<std::uint16_t>((bits >> 8 & 7) * kWord);
    data.allocates_base_pointer = bits >> 12 & 1;
  }
  return {};
}

}  // namespace dumplab::symbols
