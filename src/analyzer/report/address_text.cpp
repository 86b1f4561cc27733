// SPDX-License-Identifier: MIT
#include "report/address_text.h"

#include <fmt/format.h>

namespace dumplab::report {

std::string AddressText::operator()(std::uint64_t address) const {
  if (wide_) return fmt::format("{:08x}`{:08x}", address >> 32, address & 0xffffffff);
  return fmt::format("{:08x}", address);
}

std::string place_text(const structures::Place& place, std::uint64_t address, const AddressText& text) {
  if (place.module.empty()) return text(address);
  const std::string stem = place.module.substr(0, place.module.rfind('.'));
  if (place.function.empty()) return fmt::format("{}+{:#x}", stem, place.function_offset);
  if (place.function_offset == 0) return fmt::format("{}!{}", stem, place.function);
  return fmt::format("{}!{}+{:#x}", stem, place.function, place.function_offset);
}

}  // namespace dumplab::report
