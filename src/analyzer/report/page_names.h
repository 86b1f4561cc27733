// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

#include "truth/log.h"

namespace dumplab::report {

/// What lies where in each process, as far as the log says it, in the words of region owners: modules,
/// stacks, TEBs, heaps.
class PageNames {
 public:
  void apply(const truth::Record& record);
  std::optional<std::string> of(std::uint32_t process, std::uint64_t linear) const;

 private:
  struct Named {
    std::uint64_t size;
    std::string name;
  };
  void add(std::uint32_t process, std::uint64_t base, std::uint64_t size, std::string name) {
    ranges_[{process, base}] = {size, std::move(name)};
  }
  std::map<std::pair<std::uint32_t, std::uint64_t>, Named> ranges_;
};

}  // namespace dumplab::report
