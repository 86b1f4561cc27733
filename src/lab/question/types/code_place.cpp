// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <limits>

#include "base/text.h"
#include "base/try.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {
namespace {

/// `module+rva`. Characters that a list is split at become '_', as debuggers write such modules.
Result<std::string> spell_place(const ModulePlace& place, std::uint64_t offset) {
  constexpr std::uint64_t kHighest = std::numeric_limits<std::uint32_t>::max();
  if (offset > kHighest || place.rva.value > kHighest - offset)
    return misspelt(0, "an RVA of more than 32 bits");
  std::string module = lower(place.module);
  for (char& c : module)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+')) c = '_';
  return fmt::format("{}+{:08x}", module, place.rva.value + offset);
}

Result<std::string> read_symbol(std::string_view module, std::string_view function,
                                const Resolver& resolver) {
  const std::size_t plus = function.rfind('+');
  if (plus != std::string_view::npos)
    if (const auto offset = parse_number(function.substr(plus + 1), 16))
      if (const auto place = resolver.find_symbol(module, function.substr(0, plus)))
        return spell_place(*place, *offset);
  if (const auto place = resolver.find_symbol(module, function)) return spell_place(*place, 0);
  return misspelt(module.size() + 1, fmt::format("no function {} in module {}", function, module));
}

}  // namespace

Result<std::string> read_sym(const AnswerType& type, std::string_view text, const Resolver& resolver) {
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"'))
    text = text.substr(1, text.size() - 2);
  if (const std::size_t bang = text.find('!'); bang != std::string_view::npos) {
    if (!resolver.find_module(text.substr(0, bang)))
      return misspelt(0, fmt::format("no module {}", text.substr(0, bang)));
    return read_symbol(text.substr(0, bang), text.substr(bang + 1), resolver);
  }
  if (const std::size_t plus = text.rfind('+'); plus != std::string_view::npos) {
    const auto module = resolver.find_module(text.substr(0, plus));
    if (!module) return misspelt(0, fmt::format("no module {}", text.substr(0, plus)));
    auto rva = parse_number(text.substr(plus + 1), 16);
    if (!rva) return misspelt(plus + 1 + rva.error().where, rva.error().what);
    return spell_place({*module, Rva{0}}, *rva);
  }
  const auto address = parse_number(text, 16);
  if (!address) return misspelt(0, "expected: " + describe_sym(type));
  const auto place = resolver.find_place(LinearAddress{*address});
  if (!place) return misspelt(0, fmt::format("no module at {}", hex(*address)));
  return spell_place(*place, 0);
}

std::string describe_sym(const AnswerType&) {
  return "place in a module: module!function+0x12, module+0x1234 or an address";
}

}  // namespace dumplab::question
