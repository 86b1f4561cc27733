// SPDX-License-Identifier: MIT
#include "snapshot/system_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace dumplab::snapshot {
namespace {

struct ProcessorRow {
  std::uint16_t number;  // PROCESSOR_ARCHITECTURE_*, from 0x8001 on Breakpad's MD_CPU_ARCHITECTURE_*
  const char* name;
  bool is_64_bit;
};
constexpr ProcessorRow kProcessors[] = {
    {0, "x86", false},         {1, "MIPS", false},          {2, "Alpha", false},     {3, "PowerPC", false},
    {4, "SHx", false},         {5, "ARM", false},           {6, "IA-64", true},      {7, "Alpha64", true},
    {8, "MSIL", false},        {9, "AMD64", true},          {10, "x86", false},      {12, "ARM64", true},
    {0x8001, "SPARC", false},  {0x8002, "PowerPC64", true}, {0x8003, "ARM64", true}, {0x8004, "MIPS64", true},
    {0x8005, "RISC-V", false}, {0x8006, "RISC-V64", true}};

struct PlatformRow {
  std::uint32_t number;  // VER_PLATFORM_*, from 0x8000 on Breakpad's MD_OS_*
  const char* name;
  bool is_windows;
};
constexpr PlatformRow kPlatforms[] = {{0, "Windows", true},
                                      {1, "Windows", true},
                                      {2, "Windows", true},
                                      {3, "Windows CE", true},
                                      {0x8000, "Unix", false},
                                      {0x8101, "macOS", false},
                                      {0x8102, "iOS", false},
                                      {0x8201, "Linux", false},
                                      {0x8202, "Solaris", false},
                                      {0x8203, "Android", false},
                                      {0x8204, "PlayStation 3", false},
                                      {0x8205, "Native Client", false},
                                      {0x8206, "Fuchsia", false}};

template <typename Row, std::size_t Size>
const Row* find(const Row (&rows)[Size], std::uint32_t number) {
  const auto row = std::ranges::find_if(rows, [&](const Row& r) { return r.number == number; });
  return row == std::end(rows) ? nullptr : row;
}

}  // namespace

std::string describe_processor(Processor processor) {
  const auto number = static_cast<std::uint16_t>(processor);
  if (processor == Processor::kUnknown) return "unknown";
  const ProcessorRow* row = find(kProcessors, number);
  return row ? row->name : fmt::format("processor {}", number);
}

bool has_64_bit_addresses(Processor processor) {
  const ProcessorRow* row = find(kProcessors, static_cast<std::uint16_t>(processor));
  return row && row->is_64_bit;
}

std::string describe_platform(std::uint32_t platform_id) {
  const PlatformRow* row = find(kPlatforms, platform_id);
  return row ? row->name : fmt::format("system {:#x}", platform_id);
}

bool is_windows(std::uint32_t platform_id) {
  const PlatformRow* row = find(kPlatforms, platform_id);
  return row && row->is_windows;
}

}  // namespace dumplab::snapshot
