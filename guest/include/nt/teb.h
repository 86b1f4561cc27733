// SPDX-License-Identifier: MIT
// TEB, XP SP3. FS:[0] is its first byte.
#pragma once

#include "nt/peb.h"

typedef struct _NT_TIB {
  PEXCEPTION_REGISTRATION_RECORD ExceptionList;
  PVOID StackBase;   // end of the stack
  PVOID StackLimit;  // lowest committed page above the guard page
  PVOID SubSystemTib, FiberData, ArbitraryUserPointer;
  struct _NT_TIB *Self;
} NT_TIB;

typedef struct _CLIENT_ID {
  HANDLE UniqueProcess, UniqueThread;
} CLIENT_ID, *PCLIENT_ID;

typedef struct _TEB {
  NT_TIB NtTib;
  PVOID EnvironmentPointer;
  CLIENT_ID ClientId;
  PVOID ActiveRpcHandle, ThreadLocalStoragePointer;
  PPEB ProcessEnvironmentBlock;
  ULONG LastErrorValue, CountOfOwnedCriticalSections;
  PVOID CsrClientThread, Win32ThreadInfo;
  ULONG User32Reserved[26], UserReserved[5];
  PVOID WOW32Reserved;
  ULONG CurrentLocale, FpSoftwareStatusRegister;
  PVOID SystemReserved1[54];
  NTSTATUS ExceptionCode;
  BYTE ActivationContextStack[20];
  BYTE SpareBytes1[24];
  BYTE GdiTebBatch[1248];
  CLIENT_ID RealClientId;
  PVOID GdiCachedProcessHandle;
  ULONG GdiClientPID, GdiClientTID;
  PVOID GdiThreadLocalInfo;
  ULONG Win32ClientInfo[62];
  PVOID glDispatchTable[233];
  ULONG glReserved1[29];
  PVOID glReserved2, glSectionInfo, glSection, glTable, glCurrentRC, glContext;
  NTSTATUS LastStatusValue;
  UNICODE_STRING StaticUnicodeString;
  WCHAR StaticUnicodeBuffer[261];
  PVOID DeallocationStack;
  PVOID TlsSlots[TLS_MINIMUM_AVAILABLE];
  LIST_ENTRY TlsLinks;
  PVOID Vdm, ReservedForNtRpc, DbgSsReserved[2];
  ULONG HardErrorMode;
  PVOID Instrumentation[16], WinSockData;
  ULONG GdiBatchCount;
  BOOLEAN InDbgPrint, FreeStackOnTermination, HasFiberData, IdealProcessor;
  ULONG GuaranteedStackBytes;
  PVOID ReservedForPerf, ReservedForOle;
  ULONG WaitingOnLoaderLock;
  ULONG Wx86Thread[3];
  PVOID *TlsExpansionSlots;
  ULONG ImpersonationLocale, IsImpersonating;
  PVOID NlsCache, pShimData;
  ULONG HeapVirtualAffinity;
  PVOID CurrentTransactionHandle, ActiveFrame;
  BOOLEAN SafeThunkCall, BooleanSpare[3];
} TEB, *PTEB;
_Static_assert(offsetof(TEB, LastErrorValue) == 0x34, "");
_Static_assert(offsetof(TEB, WOW32Reserved) == 0xc0, "");
_Static_assert(offsetof(TEB, ExceptionCode) == 0x1a4, "");
_Static_assert(offsetof(TEB, GdiTebBatch) == 0x1d4, "");
_Static_assert(offsetof(TEB, RealClientId) == 0x6b4, "");
_Static_assert(offsetof(TEB, LastStatusValue) == 0xbf4, "");
_Static_assert(offsetof(TEB, DeallocationStack) == 0xe0c, "");
_Static_assert(offsetof(TEB, TlsSlots) == 0xe10, "");
_Static_assert(offsetof(TEB, HardErrorMode) == 0xf28, "");
_Static_assert(offsetof(TEB, IdealProcessor) == 0xf77, "");
_Static_assert(offsetof(TEB, WaitingOnLoaderLock) == 0xf84, "");
_Static_assert(offsetof(TEB, TlsExpansionSlots) == 0xf94, "");
_Static_assert(offsetof(TEB, ActiveFrame) == 0xfb0, "");
_Static_assert(sizeof(TEB) == 0xfb8, "");

static inline PTEB NtCurrentTeb(void) {
  PTEB teb;
  __asm__ volatile("movl %%fs:0x18, %0" : "=r"(teb));
  return teb;
}

static inline PPEB NtCurrentPeb(void) { return NtCurrentTeb()->ProcessEnvironmentBlock; }
