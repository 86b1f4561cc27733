// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "document/figure.h"
#include "dumplab/result.h"

namespace dumplab::systems {

/// A linear or physical address, or a size in bytes: "0x..." in JSON.
struct Address {
  std::uint64_t value = 0;
  friend bool operator==(const Address&, const Address&) = default;
};

/// Counts, addresses, words, or several addresses in order.
using Value = std::variant<std::uint64_t, Address, std::string, std::vector<Address>>;

/// What a lab counted in the machine beside what the deck says.
struct Measure {
  std::string name;
  Value measured, expected;
  std::string range;  ///< of addresses that it counts; empty where it counts none

  bool holds() const { return measured == expected; }
};

struct Settings {
  std::filesystem::path guest;  ///< the folder of the guest programs
  std::uint64_t seed = 1;       ///< makes Data.dat
  bool errata = false;          ///< the deck with its slips mended
};

/// Measures of the same kind side by side; they are among the others, too.
struct Comparison {
  std::vector<std::string> titles;
  std::vector<std::vector<std::string>> rows;
};

struct Outcome {
  std::vector<Measure> measures;
  Comparison comparison;  ///< empty where there is nothing to compare
  std::vector<document::Figure> figures;
  std::vector<std::string> notes;  ///< one paragraph each

  void count(std::string name, std::uint64_t measured, std::uint64_t expected, std::string range = {}) {
    measures.push_back({std::move(name), measured, expected, std::move(range)});
  }
  void address(std::string name, std::uint64_t measured, std::uint64_t expected, std::string range = {}) {
    measures.push_back({std::move(name), Address{measured}, Address{expected}, std::move(range)});
  }
  void words(std::string name, std::string measured, std::string expected, std::string range = {}) {
    measures.push_back({std::move(name), std::move(measured), std::move(expected), std::move(range)});
  }
  void addresses(std::string name, std::vector<std::uint64_t> measured, std::vector<std::uint64_t> expected,
                 std::string range = {}) {
    measures.push_back({std::move(name), address_list(measured), address_list(expected), std::move(range)});
  }

 private:
  static std::vector<Address> address_list(const std::vector<std::uint64_t>& values) {
    std::vector<Address> list;
    for (const std::uint64_t value : values) list.push_back({value});
    return list;
  }
};

/// One row of labs.def.
struct Lab {
  std::string_view number, name, slide;
  Result<Outcome> (*run)(const Settings&);
};

/// In the order of the deck.
const std::vector<Lab>& labs();
/// By number or name, without regard to case; nullptr when there is none.
const Lab* find_lab(std::string_view word);

/// "0x00000000-0x013fffff"
std::string range_text(std::uint64_t base, std::uint64_t size);
std::string value_text(const Value& value);

#define LAB(number, name, function, slide) Result<Outcome> function(const Settings& settings);
#include "systems/labs.def"
#undef LAB

}  // namespace dumplab::systems
