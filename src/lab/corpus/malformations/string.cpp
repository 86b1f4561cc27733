// SPDX-License-Identifier: MIT
// H27 to H34: strings.
#include "corpus/malformation.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

const std::string kName = "name:module:0";  // a MINIDUMP_STRING: its size in bytes, UTF-16, a NUL
constexpr std::uint64_t kText = 4;

/// Overwrites characters of the first module's name, from the third on.
auto units(std::vector<std::uint16_t> values) {
  return patch([=](Image& image) {
    for (std::size_t i = 0; i < values.size(); ++i) image.set(kName, kText + 4 + 2 * i, 2, values[i]);
  });
}
auto module_path(std::string path) {
  return [=](Draft& draft) { draft.snapshot.modules.at(0).path = path; };
}

}  // namespace

std::vector<Malformation> string_malformations() {
  return {
      {"H27", "odd", "a string of an odd number of bytes", kWarning, "EW", patch([](Image& image) {
         const std::uint64_t at = image.at(kName);
         image.set(at, 4, image.number(at, 4) - 1);
       })},
      {"H28", "length", "a string of 4294967294 bytes", kEntry, "E", set(kName, 0, 4, 0xfffffffe)},
      {"H29", "past-end", "a string that ends two bytes behind the file", kEntry, "E",
       patch([](Image& image) {
         const std::uint64_t at = image.at(kName);
         image.set("module:0", 20, 4, image.size());
         image.resize(image.size() + 4 + 8);
         image.set(image.size() - 12, 4, 10);
         image.set(image.size() - 8, 8, image.number(at + kText, 8));
       })},
      {"H30", "no-nul", "a string without a NUL", kAccept, "AW", patch([](Image& image) {
         const std::uint64_t at = image.at(kName);
         image.set(at + kText + image.number(at, 4), 2, 'x');
       })},
      {"H31", "lone-surrogate", "half of a surrogate pair in a name", kWarning, "WA", units({0xd83d})},
      {"H31", "reversed-pair", "a surrogate pair in the wrong order", kWarning, "WA",
       units({0xde00, 0xd83d})},
      {"H32", "nul-inside", "a NUL in the middle of a name", kWarning, "WA", units({0})},
      {"H33", "control", "control characters in a name", kWarning, "W", units({'\r', '\n', 7})},
      {"H33", "escape", "a terminal's escape sequence in a name", kWarning, "W",
       units({0x1b, ']', '0', ';', 'x', 7})},
      {"H33", "parent", "a name that climbs out of its folder", kWarning, "WA",
       module_path("C:\\work\\..\\..\\..\\etc\\x.dll")},
      {"H34", "400-kb", "a name of 400 KB", kEntry, "EWA", module_path(std::string(200 * 1024, 'x'))},
  };
}

}  // namespace dumplab::corpus
