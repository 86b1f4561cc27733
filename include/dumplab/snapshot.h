// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dumplab/address.h"
#include "dumplab/context.h"
#include "dumplab/memory_source.h"

/// One process at one instant, as plain values. Live capture and the dump reader produce it; the dump
/// writer and every analysis consume it. It holds nothing that a minidump cannot hold. Fields with
/// CamelCase names are the official ones of minidumpapiset.h and winnt.h and have their meaning.
namespace dumplab {

/// PROCESSOR_ARCHITECTURE_*.
enum class Processor : std::uint16_t { kX86 = 0, kArm = 5, kAmd64 = 9, kArm64 = 12, kUnknown = 0xffff };

/// MINIDUMP_SYSTEM_INFO.
struct SystemInfo {
  Processor ProcessorArchitecture = Processor::kX86;
  std::uint16_t ProcessorLevel = 0, ProcessorRevision = 0;
  std::uint8_t NumberOfProcessors = 0, ProductType = 0;
  std::uint32_t MajorVersion = 0, MinorVersion = 0, BuildNumber = 0, PlatformId = 0;
  std::string CSDVersion;
  std::uint16_t SuiteMask = 0, Reserved2 = 0;
  std::array<std::uint8_t, 24> Cpu{};  ///< vendor id, version, features; or other processors' feature bits
  friend bool operator==(const SystemInfo&, const SystemInfo&) = default;
};

/// MINIDUMP_MISC_INFO of any version: what all have, and the bytes that newer ones add.
struct MiscInfo {
  std::uint32_t Flags1 = 0, ProcessId = 0;
  std::uint32_t ProcessCreateTime = 0;                       ///< seconds since 1970
  std::uint32_t ProcessUserTime = 0, ProcessKernelTime = 0;  ///< seconds
  std::vector<std::uint8_t> rest;                            ///< bytes from offset 24 on
  friend bool operator==(const MiscInfo&, const MiscInfo&) = default;
};

/// MINIDUMP_THREAD_INFO. Times are in 100 ns units.
struct ThreadInfo {
  std::uint32_t DumpFlags = 0, DumpError = 0, ExitStatus = 0;
  std::uint64_t CreateTime = 0, ExitTime = 0, KernelTime = 0, UserTime = 0;
  std::uint64_t StartAddress = 0, Affinity = 0;
  friend bool operator==(const ThreadInfo&, const ThreadInfo&) = default;
};

/// MINIDUMP_THREAD with what other streams say of the same thread.
struct Thread {
  std::uint32_t ThreadId = 0, SuspendCount = 0, PriorityClass = 0, Priority = 0;
  std::uint64_t Teb = 0;  ///< linear address; 0 when not known
  AddressRange stack;     ///< from the stack pointer up; the bytes are in the snapshot's memory
  Context context;
  std::optional<ThreadInfo> info;
  std::optional<std::string> name;
  friend bool operator==(const Thread&, const Thread&) = default;
};

/// VS_FIXEDFILEINFO.
struct FixedFileInfo {
  std::uint32_t dwSignature = 0, dwStrucVersion = 0, dwFileVersionMS = 0, dwFileVersionLS = 0,
                dwProductVersionMS = 0, dwProductVersionLS = 0, dwFileFlagsMask = 0, dwFileFlags = 0,
                dwFileOS = 0, dwFileType = 0, dwFileSubtype = 0, dwFileDateMS = 0, dwFileDateLS = 0;
  friend bool operator==(const FixedFileInfo&, const FixedFileInfo&) = default;
};

/// A PDB 7.0 CodeView record ("RSDS").
struct CodeViewPdb70 {
  std::array<std::uint8_t, 16> guid{};  ///< as stored: Data1..Data3 little endian, then Data4
  std::uint32_t age = 0;
  std::string pdb_path;
  friend bool operator==(const CodeViewPdb70&, const CodeViewPdb70&) = default;
};

/// A PDB 2.0 CodeView record ("NB10").
struct CodeViewPdb20 {
  std::uint32_t offset = 0, signature = 0, age = 0;
  std::string pdb_path;
  friend bool operator==(const CodeViewPdb20&, const CodeViewPdb20&) = default;
};

/// Bytes of another kind of record, for example a Linux build id.
using CodeViewOther = std::vector<std::uint8_t>;
using CodeView = std::variant<std::monostate, CodeViewPdb70, CodeViewPdb20, CodeViewOther>;

/// MINIDUMP_MODULE.
struct Module {
  std::uint64_t BaseOfImage = 0;
  std::uint32_t SizeOfImage = 0, CheckSum = 0, TimeDateStamp = 0;
  std::string path;
  FixedFileInfo VersionInfo;
  CodeView codeview;
  std::vector<std::uint8_t> misc_record;

  AddressRange range() const { return {{BaseOfImage}, SizeOfImage}; }
  friend bool operator==(const Module&, const Module&) = default;
};

/// MINIDUMP_UNLOADED_MODULE: a module that was there and is not any more.
struct UnloadedModule {
  std::uint64_t BaseOfImage = 0;
  std::uint32_t SizeOfImage = 0, CheckSum = 0, TimeDateStamp = 0;
  std::string name;  ///< mostly without a path
  friend bool operator==(const UnloadedModule&, const UnloadedModule&) = default;
};

/// MINIDUMP_HANDLE_DESCRIPTOR.
struct HandleDescriptor {
  std::uint64_t Handle = 0;
  std::optional<std::string> TypeName, ObjectName;
  std::uint32_t Attributes = 0, GrantedAccess = 0, HandleCount = 0, PointerCount = 0;
  friend bool operator==(const HandleDescriptor&, const HandleDescriptor&) = default;
};

/// MINIDUMP_MEMORY_INFO: what VirtualQuery says of one region.
struct Region {
  std::uint64_t BaseAddress = 0, AllocationBase = 0;
  std::uint32_t AllocationProtect = 0;
  std::uint64_t RegionSize = 0;
  std::uint32_t State = 0, Protect = 0, Type = 0;

  AddressRange range() const { return {{BaseAddress}, RegionSize}; }
  friend bool operator==(const Region&, const Region&) = default;
};

/// MINIDUMP_EXCEPTION_STREAM.
struct Exception {
  std::uint32_t ThreadId = 0, ExceptionCode = 0, ExceptionFlags = 0;
  std::uint64_t ExceptionRecord = 0, ExceptionAddress = 0;
  std::vector<std::uint64_t> ExceptionInformation;  ///< at most 15
  Context context;
  friend bool operator==(const Exception&, const Exception&) = default;
};

/// MINIDUMP_PROCESS_VM_COUNTERS_1 or _2: bytes, but for PageFaultCount.
struct VmCounters {
  std::uint16_t Revision = 0, Flags = 0;
  std::uint32_t PageFaultCount = 0;
  std::uint64_t PeakWorkingSetSize = 0, WorkingSetSize = 0, QuotaPeakPagedPoolUsage = 0,
                QuotaPagedPoolUsage = 0, QuotaPeakNonPagedPoolUsage = 0, QuotaNonPagedPoolUsage = 0,
                PagefileUsage = 0, PeakPagefileUsage = 0, PrivateUsage = 0;
  // Of revision 2.
  std::uint64_t PeakVirtualSize = 0, VirtualSize = 0, PrivateWorkingSetSize = 0, SharedCommitUsage = 0,
                JobSharedCommitUsage = 0, JobPrivateCommitUsage = 0, JobPeakPrivateCommitUsage = 0,
                JobPrivateCommitLimit = 0, JobTotalCommitLimit = 0;
  friend bool operator==(const VmCounters&, const VmCounters&) = default;
};

/// MINIDUMP_SYSTEM_MEMORY_INFO_1: of the whole machine. Pages, where nothing else is said.
struct SystemMemoryInfo {
  std::uint16_t Revision = 0, Flags = 0;
  std::uint32_t TimerResolution = 0;  ///< 100 ns units
  std::uint32_t PageSize = 0;         ///< bytes
  std::uint32_t NumberOfPhysicalPages = 0, LowestPhysicalPageNumber = 0, HighestPhysicalPageNumber = 0;
  std::uint32_t AllocationGranularity = 0;  ///< bytes
  std::uint64_t MinimumUserModeAddress = 0, MaximumUserModeAddress = 0, ActiveProcessorsAffinityMask = 0;
  std::uint32_t NumberOfProcessors = 0;
  std::array<std::uint8_t, 60> FileCacheInfo{};
  std::uint64_t AvailablePages = 0, CommittedPages = 0, CommitLimit = 0, PeakCommitment = 0;
  std::vector<std::uint8_t> PerfInfo;  ///< bytes from offset 148 on
  friend bool operator==(const SystemMemoryInfo&, const SystemMemoryInfo&) = default;
};

/// AVRF_HANDLE_OPERATION: what Application Verifier noted of one use of a handle.
struct HandleOperation {
  std::uint64_t Handle = 0;
  std::uint32_t ProcessId = 0, ThreadId = 0;
  std::uint32_t OperationType = 0;  ///< 1: opened, 2: closed, 3: a bad reference
  std::vector<std::uint64_t> ReturnAddresses;
  friend bool operator==(const HandleOperation&, const HandleOperation&) = default;
};

/// MINIDUMP_TOKEN_INFO: of the process or of a thread that impersonates.
struct Token {
  std::uint32_t TokenId = 0;
  std::uint64_t TokenHandle = 0;
  std::vector<std::uint8_t> bytes;  ///< what follows its header
  friend bool operator==(const Token&, const Token&) = default;
};

/// MINIDUMP_FUNCTION_TABLE_DESCRIPTOR: unwind data of code that a program made while it ran.
struct FunctionTable {
  std::uint64_t MinimumAddress = 0, MaximumAddress = 0, BaseAddress = 0;
  std::uint32_t EntryCount = 0;
  std::vector<std::uint8_t> native;   ///< the system's own descriptor
  std::vector<std::uint8_t> entries;  ///< EntryCount function entries
  friend bool operator==(const FunctionTable&, const FunctionTable&) = default;
};

/// A stream that is kept as bytes: a program's own (type above 0xffff), one whose contents the format does
/// not describe, or one that is not known.
struct UserStream {
  std::uint32_t type = 0;
  std::vector<std::byte> bytes;
  friend bool operator==(const UserStream&, const UserStream&) = default;
};

struct Snapshot {
  std::uint32_t TimeDateStamp = 0;  ///< of the dump: seconds since 1970
  std::uint64_t Flags = 0;          ///< MINIDUMP_TYPE of the dump
  SystemInfo system;
  std::optional<MiscInfo> misc;
  std::vector<Thread> threads;
  std::vector<Module> modules;
  std::vector<UnloadedModule> unloaded_modules;  ///< in the dump's order
  std::vector<HandleDescriptor> handles;         ///< in the dump's order
  std::vector<Region> regions;                   ///< empty when the dump has no MemoryInfoList
  std::optional<Exception> exception;
  std::optional<std::string> comment_ansi, comment;  ///< CommentA in its code page's bytes, CommentW
  std::optional<VmCounters> vm_counters;
  std::optional<SystemMemoryInfo> system_memory;
  std::vector<HandleOperation> handle_operations;  ///< in the dump's order, as all below
  std::vector<Token> tokens;
  std::vector<FunctionTable> function_tables;
  std::vector<UserStream> user_streams;
  std::shared_ptr<const MemorySource> memory;  ///< shared: reductions of a snapshot keep using the same bytes

  const Thread* find_thread(std::uint32_t id) const {
    for (const Thread& thread : threads)
      if (thread.ThreadId == id) return &thread;
    return nullptr;
  }
  const Module* find_module(LinearAddress address) const {
    for (const Module& module : modules)
      if (module.range().contains(address)) return &module;
    return nullptr;
  }
};

/// Every value equal and every byte of memory equal.
bool operator==(const Snapshot& a, const Snapshot& b);

}  // namespace dumplab
