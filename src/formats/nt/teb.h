// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// _TEB: the thread environment block; FS:[0] is its first byte.
struct Teb {
  le32 ExceptionList;  ///< first EXCEPTION_REGISTRATION_RECORD, 0xffffffff behind the last
  le32 StackBase;      ///< first byte above the stack
  le32 StackLimit;     ///< lowest committed byte above the guard page
  le32 SubSystemTib, FiberData, ArbitraryUserPointer, Self, EnvironmentPointer;
  le32 UniqueProcess, UniqueThread;
  le32 ActiveRpcHandle, ThreadLocalStoragePointer, ProcessEnvironmentBlock, LastErrorValue,
      CountOfOwnedCriticalSections;
  Opaque<0xc4 - 0x3c> unused1;
  le32 CurrentLocale;
  Opaque<0xbf4 - 0xc8> unused2;
  le32 LastStatusValue;
  UnicodeString StaticUnicodeString;
  Opaque<0xe0a - 0xc00> StaticUnicodeBuffer;
  Opaque<2> unused5;
  le32 DeallocationStack;  ///< lowest byte of the stack's reservation
  le32 TlsSlots[64];
  ListEntry TlsLinks;
  Opaque<0xf75 - 0xf18> unused3;
  std::uint8_t FreeStackOnTermination;
  Opaque<0xfb8 - 0xf76> unused4;
};
static_assert(offsetof(Teb, UniqueProcess) == 0x20);
static_assert(offsetof(Teb, ProcessEnvironmentBlock) == 0x30);
static_assert(offsetof(Teb, LastErrorValue) == 0x34);
static_assert(offsetof(Teb, LastStatusValue) == 0xbf4);
static_assert(offsetof(Teb, DeallocationStack) == 0xe0c);
static_assert(offsetof(Teb, TlsLinks) == 0xf10);
static_assert(offsetof(Teb, FreeStackOnTermination) == 0xf75);
static_assert(sizeof(Teb) == 0xfb8);

}  // namespace dumplab::nt
