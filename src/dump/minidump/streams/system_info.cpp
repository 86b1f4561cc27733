// SPDX-License-Identifier: MIT
#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_SYSTEM_INFO. Cpu is a union: vendor id, version and features of x86; feature words of others.
struct SystemInfoStream {
  le16 ProcessorArchitecture, ProcessorLevel, ProcessorRevision;
  std::uint8_t NumberOfProcessors, ProductType;
  le32 MajorVersion, MinorVersion, BuildNumber, PlatformId;
  le32 CSDVersionRva;
  le16 SuiteMask, Reserved2;
  std::uint8_t Cpu[24];
};
static_assert(sizeof(SystemInfoStream) == 56);
static_assert(offsetof(SystemInfoStream, MajorVersion) == 8);
static_assert(offsetof(SystemInfoStream, CSDVersionRva) == 24);
static_assert(offsetof(SystemInfoStream, Cpu) == 32);

void read(const StreamInput& stream, Reading& reading) {
  const auto from = read_fixed<SystemInfoStream>(stream, sizeof(le16), reading);
  if (!from) return;
  reading.has_system_info = true;
  SystemInfo& to = reading.snapshot.system;
  to.ProcessorArchitecture = Processor{from->ProcessorArchitecture.value()};
  to.ProcessorLevel = from->ProcessorLevel.value();
  to.ProcessorRevision = from->ProcessorRevision.value();
  to.NumberOfProcessors = from->NumberOfProcessors;
  to.ProductType = from->ProductType;
  to.MajorVersion = from->MajorVersion.value();
  to.MinorVersion = from->MinorVersion.value();
  to.BuildNumber = from->BuildNumber.value();
  to.PlatformId = from->PlatformId.value();
  to.SuiteMask = from->SuiteMask.value();
  to.Reserved2 = from->Reserved2.value();
  std::ranges::copy(from->Cpu, to.Cpu.begin());
  const std::uint64_t where = stream.bytes.origin() + offsetof(SystemInfoStream, CSDVersionRva);
  if (const std::uint32_t rva = from->CSDVersionRva.value())
    to.CSDVersion = reading.string(rva, {where, "CSDVersion", rva}).value_or("");
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  const SystemInfo& from = layout.snapshot.system;
  SystemInfoStream to{};
  to.ProcessorArchitecture = static_cast<std::uint16_t>(from.ProcessorArchitecture);
  to.ProcessorLevel = from.ProcessorLevel;
  to.ProcessorRevision = from.ProcessorRevision;
  to.NumberOfProcessors = from.NumberOfProcessors;
  to.ProductType = from.ProductType;
  to.MajorVersion = from.MajorVersion;
  to.MinorVersion = from.MinorVersion;
  to.BuildNumber = from.BuildNumber;
  to.PlatformId = from.PlatformId;
  // Breakpad logs an error when there is no string, so an empty one is written too.
  to.CSDVersionRva = layout.place_string(from.CSDVersion);
  to.SuiteMask = from.SuiteMask;
  to.Reserved2 = from.Reserved2;
  std::ranges::copy(from.Cpu, to.Cpu);
  std::vector<std::byte> stream;
  append(stream, to);
  return stream;
}

}  // namespace

constinit const StreamCodec kSystemInfoCodec{read, write};

}  // namespace dumplab::minidump
