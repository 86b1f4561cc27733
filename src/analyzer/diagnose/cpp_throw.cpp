// SPDX-License-Identifier: MIT
#include "diagnose/cpp_throw.h"

#include <algorithm>

#include "diagnose/raised.h"

namespace dumplab::diagnose {
namespace {

constexpr std::uint64_t kTypesOfThrow = 12;    // ThrowInfo.pCatchableTypeArray
constexpr std::uint64_t kTypeOfCatchable = 4;  // CatchableType.pType
constexpr std::uint64_t kNameOfType = 8;       // TypeDescriptor.name
constexpr std::uint32_t kMostTypes = 32;

/// "ConfigError" of ".?AVConfigError@@", "std::exception" of ".?AVexception@std@@"; other names as they are.
std::string type_name(const std::string& raw) {
  const bool is_class = raw.starts_with(".?AV") || raw.starts_with(".?AU");
  if (!is_class || !raw.ends_with("@@") || raw.find('$') != std::string::npos)
    return raw.starts_with('.') ? raw.substr(1) : raw;
  std::string name, rest = raw.substr(4, raw.size() - 6);
  for (std::size_t at; !rest.empty(); rest.resize(at)) {
    at = rest.rfind('@');
    const std::string part = at == std::string::npos ? rest : rest.substr(at + 1);
    name += (name.empty() ? "" : "::") + part;
    if (at == std::string::npos) break;
  }
  return name;
}

std::string read_message(const Facts& facts, const CppThrow& found) {
  const bool is_exception = std::ranges::find(found.types, "std::exception") != found.types.end() ||
                            std::ranges::find(found.types, "exception") != found.types.end();
  const bool is_text = !found.types.empty() && (found.types[0] == "PAD" || found.types[0] == "PBD");
  if (!is_exception && !is_text) return {};
  const auto pointer = facts.memory().read_u32({found.object + (is_exception ? 4 : 0)});
  return pointer ? facts.read_text(*pointer, false) : std::string();
}

}  // namespace

std::optional<CppThrow> read_cpp_throw(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || !is_cpp_code(fault->code) || !fault->is_x86) return std::nullopt;
  const auto& parameters = fault->exception->ExceptionInformation;
  if (parameters.size() < 3 || parameters[2] == 0) return std::nullopt;
  CppThrow found{parameters[1], parameters[2], {}, {}};
  const MemorySource& memory = facts.memory();
  const auto list = memory.read_u32({found.throw_info + kTypesOfThrow});
  const auto count = list ? memory.read_u32({*list}) : std::nullopt;
  for (std::uint32_t i = 0; count && i < std::min(*count, kMostTypes); ++i) {
    const auto entry = memory.read_u32({*list + 4 + 4ull * i});
    const auto type = entry ? memory.read_u32({*entry + kTypeOfCatchable}) : std::nullopt;
    const std::string name = type ? facts.read_text(*type + kNameOfType, false) : std::string();
    if (!name.empty()) found.types.push_back(type_name(name));
  }
  found.message = read_message(facts, found);
  return found;
}

}  // namespace dumplab::diagnose
