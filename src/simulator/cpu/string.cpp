// SPDX-License-Identifier: MIT
#include "cpu/string.h"

#include "cpu/families.h"
#include "cpu/vector.h"

namespace dumplab::cpu::string {
namespace {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;

Repeat repeat_of(const Emitter& emit, bool compares) {
  if (emit.has(ZYDIS_ATTRIB_HAS_REP)) return Repeat::kWhileCount;
  if (emit.has(ZYDIS_ATTRIB_HAS_REPE)) return compares ? Repeat::kWhileEqual : Repeat::kWhileCount;
  if (emit.has(ZYDIS_ATTRIB_HAS_REPNE)) return compares ? Repeat::kWhileNotEqual : Repeat::kWhileCount;
  return Repeat::kNone;
}

/// MOVSD and CMPSD are also names of SSE2 instructions, in the 0F map.
bool is_vector(const Emitter& emit) { return emit.instruction().raw.opcode_map == ZYDIS_OPCODE_MAP_0F; }

bool emit_string(Emitter& emit, Handler* handler) {
  emit.arg = Arguments{};
  if (emit.instruction().raw.address_width == 16) emit.arg.detail |= kNarrowAddress;
  if (emit.has(ZYDIS_ATTRIB_HAS_SEGMENT_FS)) emit.arg.detail |= kFsSource;
  emit.emit(handler);
  return true;
}

/// The size is the table row's, in bytes.
#define DUMPLAB_BY_SIZE(body, repeat)                 \
  (size == 1   ? step<body<PlainAccess, u8, repeat>>  \
   : size == 2 ? step<body<PlainAccess, u16, repeat>> \
               : step<body<PlainAccess, u32, repeat>>)

}  // namespace

bool move(Emitter& emit, unsigned size) {
  if (is_vector(emit)) return vector::operate(emit, vector::kMOVSD);
  const bool repeats = repeat_of(emit, false) != Repeat::kNone;
  return emit_string(emit, repeats ? DUMPLAB_BY_SIZE(move_body, Repeat::kWhileCount)
                                   : DUMPLAB_BY_SIZE(move_body, Repeat::kNone));
}

bool store(Emitter& emit, unsigned size) {
  const bool repeats = repeat_of(emit, false) != Repeat::kNone;
  return emit_string(emit, repeats ? DUMPLAB_BY_SIZE(store_body, Repeat::kWhileCount)
                                   : DUMPLAB_BY_SIZE(store_body, Repeat::kNone));
}

bool load(Emitter& emit, unsigned size) {
  const bool repeats = repeat_of(emit, false) != Repeat::kNone;
  return emit_string(emit, repeats ? DUMPLAB_BY_SIZE(load_body, Repeat::kWhileCount)
                                   : DUMPLAB_BY_SIZE(load_body, Repeat::kNone));
}

bool scan(Emitter& emit, unsigned size) {
  switch (repeat_of(emit, true)) {
    case Repeat::kWhileEqual:
      return emit_string(emit, DUMPLAB_BY_SIZE(scan_body, Repeat::kWhileEqual));
    case Repeat::kWhileNotEqual:
      return emit_string(emit, DUMPLAB_BY_SIZE(scan_body, Repeat::kWhileNotEqual));
    default:
      return emit_string(emit, DUMPLAB_BY_SIZE(scan_body, Repeat::kNone));
  }
}

bool compare(Emitter& emit, unsigned size) {
  if (is_vector(emit)) return vector::operate(emit, vector::kCMPSD);
  switch (repeat_of(emit, true)) {
    case Repeat::kWhileEqual:
      return emit_string(emit, DUMPLAB_BY_SIZE(compare_body, Repeat::kWhileEqual));
    case Repeat::kWhileNotEqual:
      return emit_string(emit, DUMPLAB_BY_SIZE(compare_body, Repeat::kWhileNotEqual));
    default:
      return emit_string(emit, DUMPLAB_BY_SIZE(compare_body, Repeat::kNone));
  }
}

}  // namespace dumplab::cpu::string
