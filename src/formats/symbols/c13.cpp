// SPDX-License-Identifier: MIT
#include "symbols/c13.h"

#include "base/try.h"

namespace dumplab::symbols {
namespace {

struct SubsectionHeader {
  le32 type, cbLen;
};

}  // namespace

Result<std::vector<Subsection>> read_subsections(ByteView c13) {
  std::vector<Subsection> result;
  for (std::uint64_t at = 0; at < c13.size();) {
    DUMPLAB_TRY(const auto* header, c13.at<SubsectionHeader>(at));
    DUMPLAB_TRY(const ByteView bytes, c13.slice(at + sizeof *header, header->cbLen.value()));
    result.push_back({header->type.value(), bytes});
    at += sizeof *header + ((bytes.size() + 3) & ~std::uint64_t{3});
  }
  return result;
}

}  // namespace dumplab::symbols
