// SPDX-License-Identifier: MIT
#include "kernel/hard_error.h"

#include <fmt/format.h>

#include "base/utf16.h"
#include "kernel/kernel.h"
#include "nt/layout.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kMostParameters = 5;    // MAXIMUM_HARDERROR_PARAMETERS
constexpr std::uint16_t kLongestName = 0x7fff;  // bytes

struct Words {
  nt::Status status;
  const char* format;  ///< {0}, {1}: parameters
};

constexpr Words kWords[] = {
    {nt::Status::kDllNotFound, "the DLL {0} was not found"},
    {nt::Status::kEntrypointNotFound, "the entry point {0} was not found in {1}"},
    {nt::Status::kOrdinalNotFound, "the ordinal {0} was not found in {1}"},
    {nt::Status::kDllInitFailed, "the DLL {0} failed to initialise"},
    {nt::Status::kAppInitFailure, "the application failed to initialise ({0})"},
};

std::string read_name(AddressSpace& space, std::uint32_t at) {
  const auto name = space.read_value<nt::UnicodeString>(at);
  if (!name || name->Length.value() > kLongestName) return "?";
  std::vector<std::byte> bytes(name->Length.value());
  return space.read(name->Buffer.value(), bytes.data(), bytes.size()) ? utf8_from_utf16(bytes) : "?";
}

}  // namespace

HardError read_hard_error(SystemCall& call) {
  const auto [status, count, unicode_mask, parameters_at] = call.arguments<4>();
  HardError result{static_cast<nt::Status>(status), {}};
  std::array<std::string, 2> parameters = {"?", "?"};
  AddressSpace& space = call.process.space;
  for (std::uint32_t i = 0; i < std::min({count, kMostParameters, 2u}); ++i) {
    const auto word = space.read_value<std::uint32_t>(parameters_at + 4 * i);
    if (!word) continue;
    const bool is_code = result.status == nt::Status::kAppInitFailure;
    if (unicode_mask & 1u << i)
      parameters[i] = read_name(space, *word);
    else
      parameters[i] = is_code ? fmt::format("{:#x}", *word) : std::to_string(*word);
  }
  for (const Words& words : kWords)
    if (words.status == result.status)
      result.text = fmt::format(fmt::runtime(words.format), parameters[0], parameters[1]);
  return result;
}

}  // namespace dumplab::kernel
