// SPDX-License-Identifier: MIT
#include "symbols/undecorate.h"

#include <llvm/Demangle/Demangle.h>
#include <llvm/Demangle/MicrosoftDemangle.h>

#include <cstdlib>
#include <memory>
#include <optional>

namespace dumplab::symbols {
namespace {

/// Longer names are nobody's: compilers shorten theirs before.
constexpr std::size_t kLongestName = 2048;
/// Bounds on how often a name may repeat its own parts: each repetition can hold others, so that a few
/// hundred characters could stand for gigabytes.
constexpr std::uint64_t kMostCopies = 10000;
constexpr std::size_t kMostSubstitutions = 30;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many copies of a parameter the worst name with these digits has. A digit repeats a parameter of the
/// function type that it stands in (or a name, which holds no digits); 6 and 8 begin a function type.
bool grows_too_large(std::string_view name) {
  std::uint64_t copies = 1, digits = 0;
  for (const char c : name) {
    if (is_digit(c)) ++digits;
    if (c == '6' || c == '8') {
      copies *= digits + 1;
      digits = 0;
    }
    if (copies * (digits + 1) > kMostCopies) return true;
  }
  return false;
}

std::optional<std::string> of_visual_cpp(std::string_view name) {
  using namespace llvm::ms_demangle;
  if (grows_too_large(name)) return std::nullopt;
  llvm::ms_demangle::Demangler demangler;
  StringView text(name.data(), name.data() + name.size());
  const SymbolNode* symbol = demangler.parse(text);
  if (demangler.Error || !symbol || !symbol->Name || !text.empty()) return std::nullopt;
  return symbol->Name->toString(OF_NoTagSpecifier);
}

struct Free {
  void operator()(char* text) const { std::free(text); }
};

/// S_, S0_ and T_ repeat what was there before.
std::size_t substitutions(std::string_view name) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != 'S' && name[i] != 'T') continue;
    std::size_t end = i + 1;
    while (end < name.size() && (is_digit(name[end]) || (name[end] >= 'A' && name[end] <= 'Z'))) ++end;
    if (end < name.size() && name[end] == '_') ++count;
  }
  return count;
}

std::optional<std::string> of_itanium(const std::string& name) {
  if (substitutions(name) > kMostSubstitutions) return std::nullopt;
  llvm::ItaniumPartialDemangler demangler;
  if (demangler.partialDemangle(name.c_str())) return std::nullopt;
  std::size_t size = 0;
  const std::unique_ptr<char, Free> text(demangler.isFunction() ? demangler.getFunctionName(nullptr, &size)
                                                                : demangler.finishDemangle(nullptr, &size));
  if (!text) return std::nullopt;
  return std::string(text.get());
}

}  // namespace

std::string undecorate_cpp_name(std::string_view name) {
  std::optional<std::string> result;
  if (name.size() <= kLongestName) {
    if (name.starts_with('?')) result = of_visual_cpp(name);
    // 32-bit GCC puts the underscore of C names in front, exports are without it.
    if (name.starts_with("_Z")) result = of_itanium(std::string(name));
    if (name.starts_with("__Z")) result = of_itanium(std::string(name.substr(1)));
  }
  return result ? *result : std::string(name);
}

}  // namespace dumplab::symbols
