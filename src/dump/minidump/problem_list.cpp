// SPDX-License-Identifier: MIT
#include "minidump/problem_list.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::minidump {

void ProblemList::enter(std::string_view part) {
  leave();
  part_ = part;
}

void ProblemList::add(Damage damage, std::uint64_t where, std::string_view what) {
  if (++count_ <= kMaximumPerPart)
    problems_.push_back({{where, std::string(what)}, part_, damage});
  else
    not_kept_ = std::max(not_kept_, damage);
}

void ProblemList::leave() {
  if (count_ > kMaximumPerPart)
    problems_.push_back(
        {{problems_.back().where, fmt::format("{} more problems", count_ - kMaximumPerPart)}, part_, not_kept_});
  count_ = 0;
  not_kept_ = Damage::kWarning;
}

std::vector<DumpProblem> ProblemList::take() {
  leave();
  std::ranges::stable_sort(problems_, {}, &DumpProblem::where);
  return std::exchange(problems_, {});
}

}  // namespace dumplab::minidump
