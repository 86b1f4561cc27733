// SPDX-License-Identifier: MIT
// Calls of DLL entry points.
#include "../frame.h"
#include "ldrp.h"

// Restores ESP itself: an entry point with a wrong calling convention does no harm.
NAKED BOOLEAN NTAPI LdrpCallInitRoutine(PDLL_INIT_ROUTINE EntryPoint, PVOID BaseAddress,
                                        ULONG Reason, PCONTEXT Context) {
  __asm__(
      FPO_PUSH_EBP
      "pushl %esi\n"
      "pushl %edi\n"
      "pushl %ebx\n"
      FPO_END_PROLOGUE
      "movl %esp, %esi\n"
      "pushl 0x14(%ebp)\n"
      "pushl 0x10(%ebp)\n"
      "pushl 0xc(%ebp)\n"
      "call *0x8(%ebp)\n"
      "movl %esi, %esp\n"
      "popl %ebx\n"
      "popl %edi\n"
      "popl %esi\n"
      "popl %ebp\n"
      "ret $16\n");
}

NOINLINE NTSTATUS NTAPI LdrpRunInitializeRoutines(PCONTEXT Context) {
  PLIST_ENTRY head = &PebLdr->InInitializationOrderModuleList;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PLDR_DATA_TABLE_ENTRY entry =
        CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InInitializationOrderLinks);
    if (entry->Flags & LDRP_ENTRY_PROCESSED) continue;
    entry->Flags |= LDRP_ENTRY_PROCESSED;
    entry->Flags &= ~LDRP_LOAD_IN_PROGRESS;
    if (entry->EntryPoint == NULL) continue;
    PebLdr->EntryInProgress = entry;
    entry->Flags |= LDRP_PROCESS_ATTACH_CALLED;
    LdrpCallTlsInitializers(entry, DLL_PROCESS_ATTACH);
    BOOLEAN done = LdrpCallInitRoutine((PDLL_INIT_ROUTINE)entry->EntryPoint, entry->DllBase,
                                       DLL_PROCESS_ATTACH, Context);
    PebLdr->EntryInProgress = NULL;
    if (!done) {
      if (LdrpInLdrInit) {
        LdrpRaiseHardError(STATUS_DLL_INIT_FAILED, (ULONG_PTR)&entry->BaseDllName, NULL, 1);
      }
      return STATUS_DLL_INIT_FAILED;
    }
  }
  return STATUS_SUCCESS;
}

static BOOLEAN WantsThreadCalls(PLDR_DATA_TABLE_ENTRY entry) {
  return entry->EntryPoint != NULL && (entry->Flags & LDRP_PROCESS_ATTACH_CALLED) &&
         !(entry->Flags & LDRP_DONT_CALL_FOR_THREADS);
}

NOINLINE void NTAPI LdrpInitializeThread(PCONTEXT Context) {
  PLIST_ENTRY head = &PebLdr->InInitializationOrderModuleList;
  if (LdrpShutdownInProgress) return;
  LdrpAllocateTls();
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PLDR_DATA_TABLE_ENTRY entry =
        CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InInitializationOrderLinks);
    if (!WantsThreadCalls(entry)) continue;
    LdrpCallTlsInitializers(entry, DLL_THREAD_ATTACH);
    LdrpCallInitRoutine((PDLL_INIT_ROUTINE)entry->EntryPoint, entry->DllBase, DLL_THREAD_ATTACH,
                        Context);
  }
  LdrpCallTlsInitializers(LdrpImageEntry, DLL_THREAD_ATTACH);
}

static void CallInReverse(ULONG reason, PCONTEXT context) {
  PLIST_ENTRY head = &PebLdr->InInitializationOrderModuleList;
  for (PLIST_ENTRY link = head->Blink; link != head; link = link->Blink) {
    PLDR_DATA_TABLE_ENTRY entry =
        CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InInitializationOrderLinks);
    if (entry->EntryPoint == NULL || !(entry->Flags & LDRP_PROCESS_ATTACH_CALLED)) continue;
    if (reason == DLL_THREAD_DETACH && !WantsThreadCalls(entry)) continue;
    LdrpCallTlsInitializers(entry, reason);
    LdrpCallInitRoutine((PDLL_INIT_ROUTINE)entry->EntryPoint, entry->DllBase, reason, context);
  }
  LdrpCallTlsInitializers(LdrpImageEntry, reason);
}

NOINLINE void NTAPI LdrShutdownThread(void) {
  RtlEnterCriticalSection(&LdrpLoaderLock);
  CallInReverse(DLL_THREAD_DETACH, NULL);
  LdrpFreeTls();
  RtlLeaveCriticalSection(&LdrpLoaderLock);
  PTEB teb = NtCurrentTeb();
  if (teb->TlsExpansionSlots != NULL) {
    PVOID slots = teb->TlsExpansionSlots;
    teb->TlsExpansionSlots = NULL;
    RtlFreeHeap(NtCurrentPeb()->ProcessHeap, 0, slots);
  }
}

// The context pointer of process detach is not NULL: the whole process ends.
NOINLINE void NTAPI LdrShutdownProcess(void) {
  if (LdrpShutdownInProgress) return;
  LdrpShutdownInProgress = TRUE;
  CallInReverse(DLL_PROCESS_DETACH, (PCONTEXT)1);
}
