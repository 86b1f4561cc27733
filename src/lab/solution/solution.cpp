// SPDX-License-Identifier: MIT
#include "solution/solution.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "base/try.h"
#include "question/answer_text.h"

namespace dumplab::solution {
namespace {

struct Row {
  std::string_view word;
  std::span<const Method> (*solve)();
};
constexpr Row kRows[] = {
#define EXERCISE(Card, word, runs, title) {#word, solve_##word},
#include "question/exercises.def"
#undef EXERCISE
};

}  // namespace

std::span<const Method> methods_of(std::string_view word) {
  const auto* row =
      std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.word == word; });
  DUMPLAB_CHECK(row != std::end(kRows));
  return row->solve();
}

Result<std::uint32_t> Desk::hex(const std::string& question) const {
  const auto found = earlier.find(question);
  if (found == earlier.end())
    return fail(ErrorKind::kMalformed, 0, "question " + question + " has no answer");
  DUMPLAB_TRY(const auto value, question::parse_number(found->second, 16));
  return static_cast<std::uint32_t>(value);
}

Result<std::uint32_t> Desk::place(const std::string& question, std::size_t dump) const {
  const auto found = earlier.find(question);
  if (found == earlier.end())
    return fail(ErrorKind::kMalformed, 0, "question " + question + " has no answer");
  const std::size_t plus = found->second.rfind('+');
  const std::string name = found->second.substr(0, plus);
  if (plus == std::string::npos)
    return fail(ErrorKind::kMalformed, 0, "no place in a module: " + found->second);
  DUMPLAB_TRY(const auto rva, question::parse_number(found->second.substr(plus + 1), 16));
  DUMPLAB_TRY(const auto modules, dumps[dump]->modules());
  for (const ModuleLine& module : modules)
    if (lower(module.name) == name) return module.start + static_cast<std::uint32_t>(rva);
  return fail(ErrorKind::kMalformed, 0, "no module " + name);
}

}  // namespace dumplab::solution
