// SPDX-License-Identifier: MIT
#include "deck/program.h"

#include "base/try.h"

namespace dumplab::deck {
namespace {

/// Written by guest/deck/start.S.
struct Header {
  le32 magic, start, stack, memset;
};
static_assert(sizeof(Header) == 16);

constexpr std::uint32_t kMagic = 0x4b434544;  // "DECK"

}  // namespace

Result<Program> Program::parse(ByteView file) {
  DUMPLAB_TRY(const Header* header, file.at<Header>(0));
  if (header->magic.value() != kMagic) return fail(ErrorKind::kMalformed, 0, "not a program of the deck");
  return Program{{file.bytes().begin(), file.bytes().end()},
                 header->start.value(),
                 header->stack.value(),
                 header->memset.value()};
}

}  // namespace dumplab::deck
