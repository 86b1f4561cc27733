// SPDX-License-Identifier: MIT
// H48 to H55: modules.
#include <fmt/format.h>

#include "corpus/malformation.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

// Offsets in MINIDUMP_MODULE.
constexpr std::uint64_t kBase = 0, kSize = 8, kVersionSignature = 24, kCodeViewSize = 76, kCodeViewRva = 80;

auto state(std::function<void(Snapshot&)> change) {
  return [change = std::move(change)](Draft& draft) { change(draft.snapshot); };
}
/// A module of one page at `base`.
Module plain_module(std::uint64_t base, std::string name) {
  Module module;
  module.BaseOfImage = base;
  module.SizeOfImage = 0x1000;
  module.path = std::move(name);
  return module;
}

}  // namespace

std::vector<Malformation> module_malformations() {
  return {
      {"H48", "size-0", "a module of 0 bytes", kWarning, "WE", set("module:0", kSize, 4, 0)},
      {"H49", "wraps", "a module that passes the top of the address space", kEntry, "EW",
       patch([](Image& image) {
         image.set("module:0", kBase, 8, 0xfffff000);
         image.set("module:0", kSize, 4, 0x2000);
       })},
      {"H50", "same-base", "two modules at one base", kWarning, "W", state([](Snapshot& s) {
         s.modules.push_back(plain_module(s.modules.at(0).BaseOfImage, "C:\\second.dll"));
       })},
      {"H51", "inside", "a module inside another one", kWarning, "W", state([](Snapshot& s) {
         s.modules.push_back(plain_module(s.modules.at(0).BaseOfImage + 0x1000, "C:\\inner.dll"));
       })},
      {"H52", "codeview-outside", "a CodeView record behind the end of the file", kEntry, "E",
       patch([](Image& image) { image.set("module:0", kCodeViewRva, 4, image.size() + 4); })},
      {"H52", "codeview-size", "a CodeView record of 4294967295 bytes", kEntry, "E",
       set("module:0", kCodeViewSize, 4, 0xffffffff)},
      {"H52", "rsds-without-nul", "an RSDS record whose path has no NUL", kWarning, "WEA",
       patch([](Image& image) {
         const std::uint64_t at = image.at("module:0") + kCodeViewSize;
         image.set(at, 4, image.number(at, 4) - 1);
       })},
      {"H53", "version-signature", "version information with a wrong signature", kWarning, "WA",
       set("module:0", kVersionSignature, 4, 0xfeef04be)},
      {"H54", "50000-modules", "50000 modules", kAccept, "A", state([](Snapshot& s) {
         for (std::uint32_t i = 0; i < 50'000; ++i)
           s.modules.push_back(plain_module(0x01000000 + i * 0x2000ull, fmt::format("C:\\many\\m{}.dll", i)));
       })},
      {"H55", "inside-page", "a module whose base is inside a page", kWarning, "WA",
       state([](Snapshot& s) { s.modules.push_back(plain_module(0x30000010, "C:\\odd.dll")); })},
  };
}

}  // namespace dumplab::corpus
