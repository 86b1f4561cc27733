// SPDX-License-Identifier: MIT
#include "minidump/stream_names.h"

#include <algorithm>
#include <iterator>

#include "minidump/streams/registry.h"

namespace dumplab::minidump {
namespace {

struct Row {
  std::uint32_t type;
  std::string_view name;
};
/// Those that have no reader here. Source: minidumpapiset.h; Breakpad's minidump_format.h (0x4767....),
/// Crashpad's minidump_extensions.h (0x4350....).
constexpr Row kRows[] = {
    {0x0001, "Reserved0"},
    {0x0002, "Reserved1"},
    {0x0014, "JavaScriptData"},
    {0x0017, "IptTrace"},
    {0x8000, "CeNull"},
    {0x8001, "CeSystemInfo"},
    {0x8002, "CeException"},
    {0x8003, "CeModuleList"},
    {0x8004, "CeProcessList"},
    {0x8005, "CeThreadList"},
    {0x8006, "CeThreadContextList"},
    {0x8007, "CeThreadCallStackList"},
    {0x8008, "CeMemoryVirtualList"},
    {0x8009, "CeMemoryPhysicalList"},
    {0x800a, "CeBucketParameters"},
    {0x800b, "CeProcessModuleMap"},
    {0x800c, "CeDiagnosisList"},
    {0x43500001, "CrashpadInfo"},
    {0x47670001, "BreakpadInfo"},
    {0x47670002, "AssertionInfo"},
    {0x47670003, "LinuxCpuInfo"},
    {0x47670004, "LinuxProcStatus"},
    {0x47670005, "LinuxLsbRelease"},
    {0x47670006, "LinuxCmdLine"},
    {0x47670007, "LinuxEnviron"},
    {0x47670008, "LinuxAuxv"},
    {0x47670009, "LinuxMaps"},
    {0x4767000a, "LinuxDsoDebug"},
};

}  // namespace

std::string_view stream_name(std::uint32_t type) {
  if (const Stream* stream = find_stream(type)) return stream->name;
  const auto row = std::ranges::find(kRows, type, &Row::type);
  return row == std::end(kRows) ? std::string_view() : row->name;
}

}  // namespace dumplab::minidump
