// SPDX-License-Identifier: MIT
// CreateThread: stack, CONTEXT and INITIAL_TEB are made here, the rest by the kernel.
#include "base.h"

#define PAGE 0x1000u
#define STACK_ALIGNMENT 0x10000u
#define MEGABYTE 0x100000u
#define ROUND_UP(value, unit) (((value) + (unit)-1) & ~((SIZE_T)(unit)-1))

// Reserve: rounded to 64 KiB; the next MiB if the commit size does not fit. One guard page lies
// below the committed part. Sizes of 0 come from the program's header.
static NOINLINE NTSTATUS BaseCreateStack(SIZE_T commit, SIZE_T reserve, PINITIAL_TEB teb) {
  PIMAGE_NT_HEADERS headers = RtlImageNtHeader(NtCurrentPeb()->ImageBaseAddress);
  if (reserve == 0) reserve = headers->OptionalHeader.SizeOfStackReserve;
  if (commit == 0) {
    commit = headers->OptionalHeader.SizeOfStackCommit;
  } else if (commit >= reserve) {
    reserve = ROUND_UP(commit, MEGABYTE);
  }
  commit = ROUND_UP(commit, PAGE);
  reserve = ROUND_UP(reserve, STACK_ALIGNMENT);
  if (commit > reserve) commit = reserve;

  PVOID base = NULL;
  NTSTATUS status = NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &reserve, MEM_RESERVE,
                                            PAGE_READWRITE);
  if (!NT_SUCCESS(status)) return status;
  memset(teb, 0, sizeof(*teb));
  teb->AllocatedStackBase = base;
  teb->StackBase = (PCHAR)base + reserve;
  BOOLEAN guarded = reserve >= commit + PAGE;
  if (guarded) commit += PAGE;
  PVOID limit = (PCHAR)teb->StackBase - commit;
  status = NtAllocateVirtualMemory(NtCurrentProcess(), &limit, 0, &commit, MEM_COMMIT,
                                   PAGE_READWRITE);
  if (NT_SUCCESS(status) && guarded) {
    SIZE_T size = PAGE;
    ULONG protection;
    status = NtProtectVirtualMemory(NtCurrentProcess(), &limit, &size,
                                    PAGE_GUARD | PAGE_READWRITE, &protection);
    limit = (PCHAR)limit + PAGE;
  }
  if (!NT_SUCCESS(status)) {
    SIZE_T whole = 0;
    NtFreeVirtualMemory(NtCurrentProcess(), &base, &whole, MEM_RELEASE);
    return status;
  }
  teb->StackLimit = limit;
  return STATUS_SUCCESS;
}

static void BaseInitializeContext(PCONTEXT context, LPTHREAD_START_ROUTINE routine,
                                  LPVOID parameter, PVOID stack_base) {
  memset(context, 0, sizeof(*context));
  context->ContextFlags = CONTEXT_FULL;
  context->SegCs = 0x1b;
  context->SegSs = context->SegDs = context->SegEs = 0x23;
  context->SegFs = 0x3b;
  context->EFlags = 0x200;
  context->Eip = (DWORD)BaseThreadStartThunk;
  context->Eax = (DWORD)routine;
  context->Ebx = (DWORD)parameter;
  context->Esp = (DWORD)stack_base - sizeof(DWORD);
}

HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes, SIZE_T dwStackSize,
                           LPTHREAD_START_ROUTINE lpStartAddress, LPVOID lpParameter,
                           DWORD dwCreationFlags, LPDWORD lpThreadId) {
  INITIAL_TEB teb;
  CONTEXT context;
  CLIENT_ID client;
  HANDLE thread;
  OBJECT_ATTRIBUTES attributes;
  BOOL is_reserve = (dwCreationFlags & STACK_SIZE_PARAM_IS_A_RESERVATION) != 0;
  BOOL inherit = lpThreadAttributes != NULL && lpThreadAttributes->bInheritHandle;
  NTSTATUS status = is_reserve ? BaseCreateStack(0, dwStackSize, &teb)
                               : BaseCreateStack(dwStackSize, 0, &teb);
  if (!BaseResult(status)) return NULL;
  BaseInitializeContext(&context, lpStartAddress, lpParameter, teb.StackBase);
  InitializeObjectAttributes(&attributes, NULL, inherit ? OBJ_INHERIT : 0, NULL, NULL);
  status = NtCreateThread(&thread, THREAD_ALL_ACCESS, &attributes, NtCurrentProcess(), &client,
                          &context, &teb, TRUE);
  if (!BaseResult(status)) {
    SIZE_T whole = 0;
    NtFreeVirtualMemory(NtCurrentProcess(), &teb.AllocatedStackBase, &whole, MEM_RELEASE);
    return NULL;
  }
  if (lpThreadId != NULL) *lpThreadId = (DWORD)client.UniqueThread;
  if (!(dwCreationFlags & CREATE_SUSPENDED)) NtResumeThread(thread, NULL);
  return thread;
}
