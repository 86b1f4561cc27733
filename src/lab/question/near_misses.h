// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "dumplab/result.h"

namespace dumplab::question {

/// Wrong answers that are expected, with what went wrong.
class NearMisses {
 public:
  /// kMalformed when `answer`, in canonical form, has a reason already.
  Result<void> add(std::string answer, std::string why);
  /// Null for an answer that was not foreseen.
  const std::string* find(std::string_view answer) const;

 private:
  std::map<std::string, std::string, std::less<>> reasons_;
};

}  // namespace dumplab::question
