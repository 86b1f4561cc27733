// SPDX-License-Identifier: MIT
#include "minidump/problem_list.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::minidump {

void ProblemList::enter(std::string_view stream) {
  leave();
  stream_ = stream;
}

void ProblemList::add(std::uint64_t where, std::string_view what) {
  if (++count_ <= kMaximumPerStream) problems_.push_back({where, fmt::format("{}: {}", stream_, what)});
}

void ProblemList::leave() {
  if (count_ > kMaximumPerStream)
    problems_.push_back(
        {problems_.back().where, fmt::format("{}: {} more problems", stream_, count_ - kMaximumPerStream)});
  count_ = 0;
}

std::vector<Problem> ProblemList::take() {
  leave();
  std::ranges::stable_sort(problems_, {}, &Problem::where);
  return std::exchange(problems_, {});
}

}  // namespace dumplab::minidump
