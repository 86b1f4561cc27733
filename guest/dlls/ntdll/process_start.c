// SPDX-License-Identifier: MIT
// The loader's work before the first instruction of a thread's own code.
#include "ldrp.h"
#include "nt/user_shared_data.h"

#define OPTION_OK 1

static volatile LONG LdrpProcessInitialized;  // 0 nobody began, 1 under way, 2 done
static RTL_BITMAP TlsBitMap;
static RTL_BITMAP TlsExpansionBitMap;

NOINLINE void LdrpRaiseHardError(NTSTATUS Status, ULONG_PTR First, const UNICODE_STRING *Second,
                                 ULONG UnicodeStringParameterMask) {
  ULONG_PTR parameters[2] = {First, (ULONG_PTR)Second};
  ULONG response;
  if (LdrpInLdrInit) LdrpFatalHardErrorCount++;
  NtRaiseHardError(Status, 2, UnicodeStringParameterMask, parameters, OPTION_OK, &response);
}

static NOINLINE void NTAPI LdrpInitializationFailure(NTSTATUS FailureCode) {
  ULONG_PTR parameter = (ULONG_PTR)FailureCode;
  ULONG response;
  if (LdrpFatalHardErrorCount != 0) return;
  NtRaiseHardError(STATUS_APP_INIT_FAILURE, 1, 0, &parameter, OPTION_OK, &response);
}

static void InitializePeb(PPEB peb) {
  RtlpInitializeCriticalSectionTimeout();
  RtlInitializeCriticalSection(&LdrpLoaderLock);
  RtlInitializeCriticalSection(&FastPebLock);
  RtlInitializeCriticalSection(&RtlpCalloutEntryLock);
  peb->LoaderLock = &LdrpLoaderLock;
  peb->FastPebLock = &FastPebLock;
  peb->FastPebLockRoutine = RtlEnterCriticalSection;
  peb->FastPebUnlockRoutine = RtlLeaveCriticalSection;
  RtlInitializeBitMap(&TlsBitMap, peb->TlsBitmapBits, TLS_MINIMUM_AVAILABLE);
  RtlInitializeBitMap(&TlsExpansionBitMap, peb->TlsExpansionBitmapBits, 1024);
  peb->TlsBitmap = &TlsBitMap;
  peb->TlsExpansionBitmap = &TlsExpansionBitMap;
}

static NTSTATUS CreateProcessHeap(PPEB peb) {
  PIMAGE_NT_HEADERS headers = RtlImageNtHeader(peb->ImageBaseAddress);
  if (headers == NULL) return STATUS_INVALID_IMAGE_FORMAT;
  RtlpInitializeHeapManager();
  peb->ProcessHeap = RtlCreateHeap(HEAP_GROWABLE, NULL, headers->OptionalHeader.SizeOfHeapReserve,
                                   headers->OptionalHeader.SizeOfHeapCommit, NULL, NULL);
  return peb->ProcessHeap != NULL ? STATUS_SUCCESS : STATUS_NO_MEMORY;
}

static NTSTATUS CreateLoaderData(PPEB peb) {
  PebLdr = RtlAllocateHeap(peb->ProcessHeap, HEAP_ZERO_MEMORY, sizeof(PEB_LDR_DATA));
  if (PebLdr == NULL) return STATUS_NO_MEMORY;
  PebLdr->Length = sizeof(PEB_LDR_DATA);
  InitializeListHead(&PebLdr->InLoadOrderModuleList);
  InitializeListHead(&PebLdr->InMemoryOrderModuleList);
  InitializeListHead(&PebLdr->InInitializationOrderModuleList);
  peb->Ldr = PebLdr;
  return STATUS_SUCCESS;
}

// The two images that the kernel has mapped: the program first, ntdll second.
static NTSTATUS AddInitialModules(PPEB peb, PVOID system_dll_base) {
  WCHAR buffer[MAX_PATH];
  UNICODE_STRING path = {0, sizeof(buffer), buffer};
  LdrpImageEntry =
      LdrpAllocateDataTableEntry(peb->ImageBaseAddress, &peb->ProcessParameters->ImagePathName);
  if (LdrpImageEntry == NULL) return STATUS_NO_MEMORY;
  LdrpImageEntry->LoadCount = LDRP_PINNED;
  LdrpImageEntry->Flags = LDRP_LOAD_IN_PROGRESS | LDRP_ENTRY_PROCESSED;
  LdrpInsertMemoryTableEntry(LdrpImageEntry);

  RtlAppendUnicodeToString(&path, (PCWSTR)SharedUserData->NtSystemRoot);
  RtlAppendUnicodeToString(&path, L"\\system32\\ntdll.dll");
  PLDR_DATA_TABLE_ENTRY ntdll = LdrpAllocateDataTableEntry(system_dll_base, &path);
  if (ntdll == NULL) return STATUS_NO_MEMORY;
  ntdll->LoadCount = LDRP_PINNED;
  ntdll->Flags = LDRP_IMAGE_DLL | LDRP_ENTRY_PROCESSED;
  ntdll->EntryPoint = NULL;
  LdrpInsertMemoryTableEntry(ntdll);
  InsertTailList(&PebLdr->InInitializationOrderModuleList, &ntdll->InInitializationOrderLinks);
  return STATUS_SUCCESS;
}

NOINLINE NTSTATUS NTAPI LdrpInitializeProcess(PCONTEXT Context, PVOID SystemDllBase) {
  PPEB peb = NtCurrentPeb();
  UNICODE_STRING kernel32;
  PLDR_DATA_TABLE_ENTRY entry;
  NTSTATUS status = CreateProcessHeap(peb);
  if (NT_SUCCESS(status)) status = CreateLoaderData(peb);
  if (NT_SUCCESS(status)) status = AddInitialModules(peb, SystemDllBase);
  if (!NT_SUCCESS(status)) return status;

  LdrpInLdrInit = TRUE;
  RtlInitUnicodeString(&kernel32, L"kernel32.dll");
  status = LdrpLoadImportModule(&kernel32, &entry);
  if (NT_SUCCESS(status)) status = LdrpWalkImportDescriptor(LdrpImageEntry);
  if (NT_SUCCESS(status)) status = LdrpInitializeTls();
  if (!NT_SUCCESS(status)) return status;
  PebLdr->Initialized = TRUE;
  if (peb->BeingDebugged) DbgBreakPoint();
  status = LdrpRunInitializeRoutines(Context);
  if (NT_SUCCESS(status)) LdrpCallTlsInitializers(LdrpImageEntry, DLL_PROCESS_ATTACH);
  LdrpImageEntry->Flags &= ~LDRP_LOAD_IN_PROGRESS;
  LdrpInLdrInit = FALSE;
  return status;
}

NOINLINE void NTAPI _LdrpInitialize(PCONTEXT Context, PVOID SystemArgument1,
                                    PVOID SystemArgument2) {
  LONG nobody = 0;
  if (__atomic_compare_exchange_n(&LdrpProcessInitialized, &nobody, 1, FALSE, __ATOMIC_SEQ_CST,
                                  __ATOMIC_SEQ_CST)) {
    InitializePeb(NtCurrentPeb());
    RtlEnterCriticalSection(&LdrpLoaderLock);
    NTSTATUS status = LdrpInitializeProcess(Context, SystemArgument1);
    RtlLeaveCriticalSection(&LdrpLoaderLock);
    LdrpProcessInitialized = 2;
    if (!NT_SUCCESS(status)) {
      LdrpInitializationFailure(status);
      NtTerminateProcess(NtCurrentProcess(), status);
    }
    return;
  }
  while (LdrpProcessInitialized == 1) {
    LARGE_INTEGER interval = {.QuadPart = -300000};  // 30 ms in 100 ns units
    NtDelayExecution(FALSE, &interval);
  }
  RtlEnterCriticalSection(&LdrpLoaderLock);
  LdrpInitializeThread(Context);
  RtlLeaveCriticalSection(&LdrpLoaderLock);
}
