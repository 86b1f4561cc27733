// SPDX-License-Identifier: MIT
#include "classroom/nearness.h"

#include <algorithm>

#include "base/text.h"

namespace dumplab::classroom {
namespace {

const truth::Region* find_region(const exercise::Evidence& evidence, const std::string& address) {
  const auto linear = parse_hex("0x" + address);
  const auto& regions = evidence.truth.regions;
  const auto found = std::find_if(regions.begin(), regions.end(), [&](const truth::Region& r) {
    return linear && *linear - r.base < r.size;
  });
  return found == regions.end() || found->owner == "free" || found->owner == "kernel" ? nullptr : &*found;
}

}  // namespace

question::IsNear near_by(const exercise::Evidence& evidence) {
  return [&evidence](const question::AnswerType& type, std::string_view answer, std::string_view key) {
    if (type.kind == question::AnswerKind::kSym)
      return answer.substr(0, answer.rfind('+')) == key.substr(0, key.rfind('+'));
    if (type.kind != question::AnswerKind::kAddr) return false;
    const truth::Region* theirs = find_region(evidence, std::string(answer));
    const truth::Region* right = find_region(evidence, std::string(key));
    // The regions of one allocation have one owner.
    return theirs && right && theirs->owner == right->owner;
  };
}

}  // namespace dumplab::classroom
