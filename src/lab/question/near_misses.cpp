// SPDX-License-Identifier: MIT
#include "question/near_misses.h"

namespace dumplab::question {

Result<void> NearMisses::add(std::string answer, std::string why) {
  const auto [row, is_new] = reasons_.try_emplace(std::move(answer), std::move(why));
  if (!is_new) return fail(ErrorKind::kMalformed, 0, "near miss " + row->first + ": listed twice");
  return {};
}

const std::string* NearMisses::find(std::string_view answer) const {
  const auto found = reasons_.find(answer);
  return found == reasons_.end() ? nullptr : &found->second;
}

}  // namespace dumplab::question
