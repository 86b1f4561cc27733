// SPDX-License-Identifier: MIT
// A program that looks at its own loader data: lists, counts, the lock, and the trace of unloads.
#include <stdio.h>
#include <string.h>

#include "nt/rtl.h"
#include "windows.h"

typedef struct {
  PVOID BaseAddress;
  SIZE_T SizeOfImage;
  ULONG Sequence, TimeDateStamp, CheckSum;
  WCHAR ImageName[32];
} UnloadEvent;

__declspec(dllimport) UnloadEvent *NTAPI RtlGetUnloadEventTrace(void);

static int own_lock, calls;

// first.dll calls this in its DllMain.
__declspec(dllexport) void __cdecl Record(char letter, DWORD reason) {
  calls++;
  own_lock += (DWORD)(ULONG_PTR)NtCurrentPeb()->LoaderLock->OwningThread == GetCurrentThreadId();
}

static void Narrow(PCWSTR from, char *to) {
  while ((*to++ = (char)*from++) != '\0') continue;
}

static void ShowEntry(PLDR_DATA_TABLE_ENTRY entry) {
  char name[64];
  Narrow(entry->BaseDllName.Buffer, name);
  printf("  %s: count %x, flags %x\n", name, entry->LoadCount,
         (unsigned)(entry->Flags & ~(LDRP_IMAGE_NOT_AT_BASE)));
}

static void ShowLists(void) {
  PPEB_LDR_DATA loader = NtCurrentPeb()->Ldr;
  PLIST_ENTRY head = &loader->InLoadOrderModuleList;
  printf("load order, length %x, initialized %d\n", (unsigned)loader->Length,
         loader->Initialized);
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    ShowEntry(CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InLoadOrderLinks));
  }
  printf("initialization order\n");
  head = &loader->InInitializationOrderModuleList;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    ShowEntry(CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InInitializationOrderLinks));
  }
}

int main(void) {
  char name[32];
  ShowLists();
  HMODULE module = LoadLibrary("first.dll");
  LoadLibrary("first.dll");
  ShowLists();
  FreeLibrary(module);
  FreeLibrary(module);
  printf("DllMain calls %d, with the loader lock %d\n", calls, own_lock);
  for (int i = 1; i < 20; i++) FreeLibrary(LoadLibrary("first.dll"));
  UnloadEvent *trace = RtlGetUnloadEventTrace();
  unsigned least = ~0u, most = 0;
  int in_place = 0;
  for (unsigned i = 0; i < 16; i++) {
    if (trace[i].Sequence < least) least = trace[i].Sequence;
    if (trace[i].Sequence > most) most = trace[i].Sequence;
    in_place += trace[i].Sequence % 16 == i && trace[i].BaseAddress == (PVOID)module;
  }
  Narrow(trace[0].ImageName, name);
  printf("trace: %u to %u, in place %d, %s\n", least, most, in_place, name);
  return 0;
}
