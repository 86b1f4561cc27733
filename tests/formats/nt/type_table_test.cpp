// SPDX-License-Identifier: MIT
#include "nt/type_table.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "nt/critical_section.h"
#include "nt/exception.h"
#include "nt/heap.h"
#include "nt/loader_data.h"
#include "nt/peb.h"
#include "nt/teb.h"

namespace dumplab::nt {
namespace {

const Type& type(std::string_view name) {
  for (const Type& t : types())
    if (t.name == name) return t;
  throw std::runtime_error("no type " + std::string(name));
}

std::uint32_t offset(std::string_view name, std::string_view field) {
  for (const TypeField& f : type(name).fields)
    if (f.name == field) return f.offset;
  throw std::runtime_error("no field " + std::string(field));
}

TEST(TypeTable, has_each_type_once_and_fields_inside_it) {
  std::set<std::string_view> names;
  ASSERT_GT(types().size(), 25u);
  for (const Type& t : types()) {
    EXPECT_TRUE(names.insert(t.name).second) << t.name;
    EXPECT_TRUE(t.name.starts_with('_')) << t.name;
    EXPECT_FALSE(t.fields.empty()) << t.name;
    for (const TypeField& f : t.fields) EXPECT_LT(f.offset, t.size) << t.name << "." << f.name;
  }
}

TEST(TypeTable, refers_to_types_that_it_has) {
  std::set<std::string> names;
  for (const Type& t : types()) names.emplace(t.name);
  for (const Type& t : types())
    for (const TypeField& f : t.fields) {
      const std::string word(f.type.substr(0, f.type.find_first_of("*[")));
      if (word.starts_with('_') && word != "__int64") {
        EXPECT_TRUE(names.contains(word)) << t.name << "." << f.name;
      }
    }
}

#define SAME(name, structure, field) EXPECT_EQ(offset(name, #field), offsetof(structure, field)) << #field

// The structures that the kernel writes; tests/formats/nt/layout_test.py holds them to ntdll.pdb.
TEST(TypeTable, agrees_with_our_structures) {
  EXPECT_EQ(type("_TEB").size, sizeof(Teb));
  SAME("_TEB", Teb, EnvironmentPointer);
  SAME("_TEB", Teb, ActiveRpcHandle);
  SAME("_TEB", Teb, ThreadLocalStoragePointer);
  SAME("_TEB", Teb, ProcessEnvironmentBlock);
  SAME("_TEB", Teb, LastErrorValue);
  SAME("_TEB", Teb, CountOfOwnedCriticalSections);
  SAME("_TEB", Teb, CurrentLocale);
  SAME("_TEB", Teb, LastStatusValue);
  SAME("_TEB", Teb, StaticUnicodeString);
  SAME("_TEB", Teb, StaticUnicodeBuffer);
  SAME("_TEB", Teb, DeallocationStack);
  SAME("_TEB", Teb, TlsSlots);
  SAME("_TEB", Teb, TlsLinks);
  SAME("_TEB", Teb, FreeStackOnTermination);
  SAME("_NT_TIB", Teb, ExceptionList);
  SAME("_NT_TIB", Teb, StackBase);
  SAME("_NT_TIB", Teb, StackLimit);
  SAME("_NT_TIB", Teb, SubSystemTib);
  SAME("_NT_TIB", Teb, FiberData);
  SAME("_NT_TIB", Teb, ArbitraryUserPointer);
  SAME("_NT_TIB", Teb, Self);
  EXPECT_EQ(type("_PEB").size, sizeof(Peb));
  SAME("_PEB", Peb, BeingDebugged);
  SAME("_PEB", Peb, ImageBaseAddress);
  SAME("_PEB", Peb, Ldr);
  SAME("_PEB", Peb, ProcessParameters);
  SAME("_PEB", Peb, SubSystemData);
  SAME("_PEB", Peb, ProcessHeap);
  SAME("_PEB", Peb, FastPebLock);
  SAME("_PEB", Peb, TlsExpansionCounter);
  SAME("_PEB", Peb, TlsBitmap);
  SAME("_PEB", Peb, TlsBitmapBits);
  SAME("_PEB", Peb, AnsiCodePageData);
  SAME("_PEB", Peb, NumberOfProcessors);
  SAME("_PEB", Peb, NtGlobalFlag);
  SAME("_PEB", Peb, CriticalSectionTimeout);
  SAME("_PEB", Peb, HeapSegmentReserve);
  SAME("_PEB", Peb, NumberOfHeaps);
  SAME("_PEB", Peb, ProcessHeaps);
  SAME("_PEB", Peb, LoaderLock);
  SAME("_PEB", Peb, OSBuildNumber);
  SAME("_PEB", Peb, OSPlatformId);
  SAME("_PEB", Peb, ImageProcessAffinityMask);
  SAME("_PEB", Peb, SessionId);
  SAME("_PEB", Peb, CSDVersion);
  SAME("_PEB", Peb, MinimumStackCommit);
  EXPECT_EQ(type("_PEB_LDR_DATA").size, sizeof(LoaderData));
  SAME("_PEB_LDR_DATA", LoaderData, Initialized);
  SAME("_PEB_LDR_DATA", LoaderData, InLoadOrderModuleList);
  SAME("_PEB_LDR_DATA", LoaderData, InMemoryOrderModuleList);
  SAME("_PEB_LDR_DATA", LoaderData, InInitializationOrderModuleList);
  SAME("_PEB_LDR_DATA", LoaderData, EntryInProgress);
  EXPECT_EQ(type("_LDR_DATA_TABLE_ENTRY").size, sizeof(LoaderEntry));
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, DllBase);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, EntryPoint);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, SizeOfImage);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, FullDllName);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, BaseDllName);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, Flags);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, LoadCount);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, HashLinks);
  SAME("_LDR_DATA_TABLE_ENTRY", LoaderEntry, TimeDateStamp);
  EXPECT_EQ(type("_RTL_USER_PROCESS_PARAMETERS").size, sizeof(ProcessParameters));
  SAME("_RTL_USER_PROCESS_PARAMETERS", ProcessParameters, CurrentDirectory);
  SAME("_RTL_USER_PROCESS_PARAMETERS", ProcessParameters, DllPath);
  SAME("_RTL_USER_PROCESS_PARAMETERS", ProcessParameters, ImagePathName);
  SAME("_RTL_USER_PROCESS_PARAMETERS", ProcessParameters, CommandLine);
  SAME("_RTL_USER_PROCESS_PARAMETERS", ProcessParameters, Environment);
  SAME("_RTL_USER_PROCESS_PARAMETERS", ProcessParameters, WindowTitle);
  SAME("_RTL_USER_PROCESS_PARAMETERS", ProcessParameters, RuntimeData);
  EXPECT_EQ(type("_RTL_CRITICAL_SECTION").size, sizeof(CriticalSection));
  SAME("_RTL_CRITICAL_SECTION", CriticalSection, LockCount);
  SAME("_RTL_CRITICAL_SECTION", CriticalSection, OwningThread);
  SAME("_RTL_CRITICAL_SECTION", CriticalSection, SpinCount);
  EXPECT_EQ(type("_RTL_CRITICAL_SECTION_DEBUG").size, sizeof(CriticalSectionDebug));
  SAME("_RTL_CRITICAL_SECTION_DEBUG", CriticalSectionDebug, ProcessLocksList);
  SAME("_RTL_CRITICAL_SECTION_DEBUG", CriticalSectionDebug, ContentionCount);
  EXPECT_EQ(type("_EXCEPTION_RECORD").size, sizeof(ExceptionRecord));
  SAME("_EXCEPTION_RECORD", ExceptionRecord, ExceptionAddress);
  SAME("_EXCEPTION_RECORD", ExceptionRecord, NumberParameters);
  EXPECT_EQ(type("_HEAP_ENTRY").size, sizeof(HeapEntry));
  SAME("_HEAP", Heap, Signature);
  SAME("_HEAP", Heap, VirtualAllocdBlocks);
  SAME("_HEAP", Heap, FreeLists);
  SAME("_HEAP", Heap, LockVariable);
}

// winnt.h, by hand: CONTEXT of 716 bytes and its registers, IMAGE_* headers.
TEST(TypeTable, agrees_with_published_offsets) {
  EXPECT_EQ(type("_CONTEXT").size, 716u);
  EXPECT_EQ(offset("_CONTEXT", "Edi"), 0x9cu);
  EXPECT_EQ(offset("_CONTEXT", "Eax"), 0xb0u);
  EXPECT_EQ(offset("_CONTEXT", "Ebp"), 0xb4u);
  EXPECT_EQ(offset("_CONTEXT", "Eip"), 0xb8u);
  EXPECT_EQ(offset("_CONTEXT", "Esp"), 0xc4u);
  EXPECT_EQ(offset("_IMAGE_DOS_HEADER", "e_lfanew"), 0x3cu);
  EXPECT_EQ(offset("_IMAGE_OPTIONAL_HEADER", "AddressOfEntryPoint"), 0x10u);
  EXPECT_EQ(offset("_IMAGE_OPTIONAL_HEADER", "ImageBase"), 0x1cu);
  EXPECT_EQ(offset("_IMAGE_OPTIONAL_HEADER", "DataDirectory"), 0x60u);
  EXPECT_EQ(offset("_IMAGE_NT_HEADERS", "OptionalHeader"), 0x18u);
}

}  // namespace
}  // namespace dumplab::nt
