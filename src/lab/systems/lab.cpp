// SPDX-License-Identifier: MIT
#include "systems/lab.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "machine/disk.h"

namespace dumplab::systems {
namespace {

struct ValueText {
  std::string operator()(std::uint64_t count) const { return fmt::format("{}", count); }
  std::string operator()(const Address& address) const { return fmt::format("{:#010x}", address.value); }
  std::string operator()(const std::string& words) const { return words; }
  std::string operator()(const std::vector<Address>& addresses) const {
    std::vector<std::string> each;
    for (const Address& address : addresses) each.push_back((*this)(address));
    return fmt::format("{}", fmt::join(each, " "));
  }
};

}  // namespace

const std::vector<Lab>& labs() {
  static const std::vector<Lab> kLabs = {
#define LAB(number, name, function, slide) {#number, name, slide, function},
#include "systems/labs.def"
#undef LAB
  };
  return kLabs;
}

const Lab* find_lab(std::string_view word) {
  const std::string wanted = machine::upper_case(word);
  for (const Lab& lab : labs())
    if (wanted == machine::upper_case(lab.number) || wanted == machine::upper_case(lab.name)) return &lab;
  return nullptr;
}

std::string range_text(std::uint64_t base, std::uint64_t size) {
  return fmt::format("{:#010x}-{:#010x}", base, base + size - 1);
}

std::string value_text(const Value& value) { return std::visit(ValueText(), value); }

}  // namespace dumplab::systems
