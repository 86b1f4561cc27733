// SPDX-License-Identifier: MIT
#include "symbols/symbol_records.h"

#include "symbols/symbol_record.h"

namespace dumplab::symbols {
namespace {

constexpr std::uint16_t kPub32 = 0x110e, kLproc32 = 0x110f, kGproc32 = 0x1110, kLproc32Id = 0x1146,
                        kGproc32Id = 0x1147, kLproc32Dpc = 0x1155, kLproc32DpcId = 0x1156;

/// PUBSYM32 behind the header; its name follows.
struct PubSym32 {
  le32 pubsymflags, off;
  le16 seg;
};
static_assert(sizeof(PubSym32) == 10);
constexpr std::uint32_t kPublicFunction = 2;

}  // namespace

bool is_procedure(std::uint16_t kind) {
  switch (kind) {
    case kLproc32:
    case kGproc32:
    case kLproc32Id:
    case kGproc32Id:
    case kLproc32Dpc:
    case kLproc32DpcId:
      return true;
    default:
      return false;
  }
}

Result<void> read_procedures(ByteView records, const SectionMap& sections, std::vector<Function>& functions) {
  return for_each_record(records, [&](std::uint16_t kind, ByteView body) -> Result<void> {
    if (!is_procedure(kind)) return {};
    DUMPLAB_TRY(const auto* symbol, body.at<ProcSym32>(0));
    const auto rva = sections.rva(symbol->seg.value(), symbol->off.value());
    if (!rva) return {};
    DUMPLAB_TRY(std::string name, body.c_string(sizeof *symbol, kLongestRecord));
    functions.push_back({std::move(name), *rva, symbol->len.value()});
    return {};
  });
}

Result<void> read_publics(ByteView records, const SectionMap& sections, std::vector<PublicSymbol>& publics) {
  return for_each_record(records, [&](std::uint16_t kind, ByteView body) -> Result<void> {
    if (kind != kPub32) return {};
    DUMPLAB_TRY(const auto* symbol, body.at<PubSym32>(0));
    const auto rva = sections.rva(symbol->seg.value(), symbol->off.value());
    if (!rva) return {};
    DUMPLAB_TRY(std::string name, body.c_string(sizeof *symbol, kLongestRecord));
    publics.push_back({std::move(name), *rva, (symbol->pubsymflags.value() & kPublicFunction) != 0});
    return {};
  });
}

}  // namespace dumplab::symbols
