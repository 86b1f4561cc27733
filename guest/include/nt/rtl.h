// SPDX-License-Identifier: MIT
// Run-time library and loader exports of ntdll.
#pragma once

#include "nt/image.h"
#include "nt/ntapi.h"

// A truth value of 32 bits: kernel32 forwards such functions as BOOL.
typedef ULONG LOGICAL;

// Strings.
NTSYSAPI void NTAPI RtlInitUnicodeString(PUNICODE_STRING Destination, PCWSTR Source);
NTSYSAPI void NTAPI RtlInitAnsiString(PANSI_STRING Destination, PCSTR Source);
NTSYSAPI NTSTATUS NTAPI RtlAnsiStringToUnicodeString(PUNICODE_STRING Destination,
    const ANSI_STRING *Source, BOOLEAN AllocateDestinationString);
NTSYSAPI NTSTATUS NTAPI RtlUnicodeStringToAnsiString(PANSI_STRING Destination,
    const UNICODE_STRING *Source, BOOLEAN AllocateDestinationString);
NTSYSAPI void NTAPI RtlFreeUnicodeString(PUNICODE_STRING UnicodeString);
NTSYSAPI void NTAPI RtlFreeAnsiString(PANSI_STRING AnsiString);
NTSYSAPI WCHAR NTAPI RtlUpcaseUnicodeChar(WCHAR SourceCharacter);
NTSYSAPI LONG NTAPI RtlCompareUnicodeString(const UNICODE_STRING *String1,
    const UNICODE_STRING *String2, BOOLEAN CaseInSensitive);
NTSYSAPI BOOLEAN NTAPI RtlEqualUnicodeString(const UNICODE_STRING *String1,
    const UNICODE_STRING *String2, BOOLEAN CaseInSensitive);
NTSYSAPI void NTAPI RtlCopyUnicodeString(PUNICODE_STRING Destination,
    const UNICODE_STRING *Source);
NTSYSAPI NTSTATUS NTAPI RtlAppendUnicodeStringToString(PUNICODE_STRING Destination,
    const UNICODE_STRING *Source);
NTSYSAPI NTSTATUS NTAPI RtlAppendUnicodeToString(PUNICODE_STRING Destination, PCWSTR Source);

// Paths and environment.
NTSYSAPI BOOLEAN NTAPI RtlDosPathNameToNtPathName_U(PCWSTR DosFileName,
    PUNICODE_STRING NtFileName, PWSTR *FilePart, PVOID RelativeName);
NTSYSAPI NTSTATUS NTAPI RtlQueryEnvironmentVariable_U(PWSTR Environment,
    const UNICODE_STRING *Name, PUNICODE_STRING Value);
NTSYSAPI void NTAPI RtlAcquirePebLock(void);
NTSYSAPI void NTAPI RtlReleasePebLock(void);

// Errors.
NTSYSAPI ULONG NTAPI RtlNtStatusToDosError(NTSTATUS Status);
NTSYSAPI ULONG NTAPI RtlGetLastWin32Error(void);
NTSYSAPI void NTAPI RtlSetLastWin32Error(ULONG Error);
NTSYSAPI void NTAPI RtlSetLastWin32ErrorAndNtStatusFromNtStatus(NTSTATUS Status);

// Critical sections.
NTSYSAPI NTSTATUS NTAPI RtlInitializeCriticalSection(PRTL_CRITICAL_SECTION CriticalSection);
NTSYSAPI NTSTATUS NTAPI RtlInitializeCriticalSectionAndSpinCount(
    PRTL_CRITICAL_SECTION CriticalSection, ULONG SpinCount);
NTSYSAPI NTSTATUS NTAPI RtlEnterCriticalSection(PRTL_CRITICAL_SECTION CriticalSection);
NTSYSAPI LOGICAL NTAPI RtlTryEnterCriticalSection(PRTL_CRITICAL_SECTION CriticalSection);
NTSYSAPI NTSTATUS NTAPI RtlLeaveCriticalSection(PRTL_CRITICAL_SECTION CriticalSection);
NTSYSAPI NTSTATUS NTAPI RtlDeleteCriticalSection(PRTL_CRITICAL_SECTION CriticalSection);

// Heap.
typedef struct _RTL_HEAP_WALK_ENTRY {
  PVOID DataAddress;  // NULL: begin
  SIZE_T DataSize;
  BYTE OverheadBytes;
  BYTE SegmentIndex;
  USHORT Flags;
  union {
    struct {
      SIZE_T Settable;
      USHORT TagIndex, AllocatorBackTraceIndex;
      ULONG Reserved[2];
    } Block;
    struct {
      SIZE_T CommittedSize, UnCommittedSize;
      PVOID FirstEntry, LastEntry;
    } Segment;
  };
} RTL_HEAP_WALK_ENTRY, *PRTL_HEAP_WALK_ENTRY;
_Static_assert(sizeof(RTL_HEAP_WALK_ENTRY) == 0x1c, "");
#define RTL_HEAP_BUSY 0x0001
#define RTL_HEAP_SEGMENT 0x0002
#define RTL_HEAP_UNCOMMITTED_RANGE 0x0100

NTSYSAPI PVOID NTAPI RtlCreateHeap(ULONG Flags, PVOID HeapBase, SIZE_T ReserveSize,
    SIZE_T CommitSize, PVOID Lock, PVOID Parameters);
NTSYSAPI PVOID NTAPI RtlDestroyHeap(PVOID HeapHandle);
NTSYSAPI PVOID NTAPI RtlAllocateHeap(PVOID HeapHandle, ULONG Flags, SIZE_T Size);
NTSYSAPI LOGICAL NTAPI RtlFreeHeap(PVOID HeapHandle, ULONG Flags, PVOID BaseAddress);
NTSYSAPI PVOID NTAPI RtlReAllocateHeap(PVOID HeapHandle, ULONG Flags, PVOID BaseAddress,
    SIZE_T Size);
NTSYSAPI SIZE_T NTAPI RtlSizeHeap(PVOID HeapHandle, ULONG Flags, const void *BaseAddress);
NTSYSAPI BOOLEAN NTAPI RtlValidateHeap(PVOID HeapHandle, ULONG Flags, const void *BaseAddress);
NTSYSAPI BOOLEAN NTAPI RtlValidateProcessHeaps(void);
NTSYSAPI BOOLEAN NTAPI RtlLockHeap(PVOID HeapHandle);
NTSYSAPI BOOLEAN NTAPI RtlUnlockHeap(PVOID HeapHandle);
NTSYSAPI SIZE_T NTAPI RtlCompactHeap(PVOID HeapHandle, ULONG Flags);
NTSYSAPI ULONG NTAPI RtlGetProcessHeaps(ULONG NumberOfHeapsToReturn, PVOID *ProcessHeaps);
NTSYSAPI NTSTATUS NTAPI RtlWalkHeap(PVOID HeapHandle, PRTL_HEAP_WALK_ENTRY Entry);
NTSYSAPI NTSTATUS NTAPI RtlQueryHeapInformation(PVOID HeapHandle, ULONG HeapInformationClass,
    PVOID HeapInformation, SIZE_T HeapInformationLength, PSIZE_T ReturnLength);
NTSYSAPI NTSTATUS NTAPI RtlSetHeapInformation(PVOID HeapHandle, ULONG HeapInformationClass,
    PVOID HeapInformation, SIZE_T HeapInformationLength);

// Exceptions.
NTSYSAPI void NTAPI RtlRaiseException(PEXCEPTION_RECORD ExceptionRecord);
NTSYSAPI void NTAPI RtlRaiseStatus(NTSTATUS Status);
NTSYSAPI void NTAPI RtlUnwind(PVOID TargetFrame, PVOID TargetIp,
    PEXCEPTION_RECORD ExceptionRecord, PVOID ReturnValue);
NTSYSAPI void NTAPI RtlCaptureContext(PCONTEXT ContextRecord);
NTSYSAPI PVOID NTAPI RtlAddVectoredExceptionHandler(ULONG First,
    PVECTORED_EXCEPTION_HANDLER Handler);
NTSYSAPI ULONG NTAPI RtlRemoveVectoredExceptionHandler(PVOID Handle);
NTSYSAPI PVOID NTAPI RtlEncodeSystemPointer(PVOID Pointer);
NTSYSAPI PVOID NTAPI RtlDecodeSystemPointer(PVOID Pointer);

// Bitmaps.
NTSYSAPI void NTAPI RtlInitializeBitMap(PRTL_BITMAP BitMapHeader, PULONG Buffer, ULONG Size);
NTSYSAPI ULONG NTAPI RtlFindClearBitsAndSet(PRTL_BITMAP BitMapHeader, ULONG NumberToFind,
    ULONG HintIndex);
NTSYSAPI void NTAPI RtlClearBits(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG Number);
NTSYSAPI BOOLEAN NTAPI RtlAreBitsSet(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG Length);

// Images and the loader.
NTSYSAPI PIMAGE_NT_HEADERS NTAPI RtlImageNtHeader(PVOID BaseAddress);
NTSYSAPI PVOID NTAPI RtlImageDirectoryEntryToData(PVOID BaseAddress, BOOLEAN MappedAsImage,
    USHORT DirectoryEntry, PULONG Size);
NTSYSAPI NTSTATUS NTAPI LdrLoadDll(PCWSTR PathToFile, PULONG Flags, PUNICODE_STRING Name,
    PVOID *BaseAddress);
NTSYSAPI NTSTATUS NTAPI LdrUnloadDll(PVOID BaseAddress);
NTSYSAPI NTSTATUS NTAPI LdrGetDllHandle(PCWSTR PathToFile, PULONG Flags, PUNICODE_STRING Name,
    PVOID *BaseAddress);
NTSYSAPI NTSTATUS NTAPI LdrGetProcedureAddress(PVOID BaseAddress, PANSI_STRING Name,
    ULONG Ordinal, PVOID *ProcedureAddress);
NTSYSAPI NTSTATUS NTAPI LdrFindEntryForAddress(PVOID Address, PLDR_DATA_TABLE_ENTRY *Entry);
NTSYSAPI NTSTATUS NTAPI LdrDisableThreadCalloutsForDll(PVOID BaseAddress);
NTSYSAPI void NTAPI LdrShutdownProcess(void);
NTSYSAPI void NTAPI LdrShutdownThread(void);

NTSYSAPI void NTAPI DbgBreakPoint(void);
NTSYSAPI void NTAPI DbgUiRemoteBreakin(PVOID Context);
