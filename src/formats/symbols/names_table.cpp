// SPDX-License-Identifier: MIT
#include "symbols/names_table.h"

#include "base/try.h"

namespace dumplab::symbols {
namespace {

struct StringTableHeader {
  le32 Signature, HashVersion, ByteSize;
};
constexpr std::uint32_t kSignature = 0xeffeeffe;
constexpr std::uint64_t kLongestName = 1024;  // paths and programs are far shorter

}  // namespace

Result<NamesTable> NamesTable::read(ByteView stream) {
  DUMPLAB_TRY(const auto* header, stream.at<StringTableHeader>(0));
  if (header->Signature.value() != kSignature)
    return fail(ErrorKind::kMalformed, 0, "no string table signature");
  NamesTable table;
  DUMPLAB_TRY(table.strings_, stream.slice(sizeof *header, header->ByteSize.value()));
  return table;
}

Result<std::string> NamesTable::at(std::uint32_t offset) const {
  if (offset != 0) {
    DUMPLAB_TRY(const auto before, strings_.slice(offset - 1, 1));
    if (before.bytes()[0] != std::byte{0})
      return fail(ErrorKind::kMalformed, before.origin(), "a name offset points into a name");
  }
  return strings_.c_string(offset, kLongestName);
}

}  // namespace dumplab::symbols
