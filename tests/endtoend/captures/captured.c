// SPDX-License-Identifier: MIT
// Passes by everything that a capture can be asked for, and ends as its argument says.
#include <string.h>
#include <windows.h>

#define MS_VC_EXCEPTION 0x406d1388

// Source: Microsoft, "How to: Set a Thread Name in Native Code".
#pragma pack(push, 8)
typedef struct {
  DWORD dwType;
  LPCSTR szName;
  DWORD dwThreadID;
  DWORD dwFlags;
} THREADNAME_INFO;
#pragma pack(pop)

static volatile int sink;
static HANDLE never;

static NOINLINE void name_thread(DWORD id, const char *name) {
  THREADNAME_INFO info = {0x1000, name, id, 0};
  __try {
    RaiseException(MS_VC_EXCEPTION, 0, sizeof(info) / sizeof(ULONG_PTR), (ULONG_PTR *)&info);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
  }
}

static NOINLINE void Step(int number) { sink += number; }

static NOINLINE void Fault(void) { *(volatile int *)0x14 = sink; }

static NOINLINE void Caught(void) {
  __try {
    Fault();
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Step(2);
  }
}

static DWORD WINAPI Worker(void *unused) { return WaitForSingleObject(never, INFINITE); }

int main(int argc, char **argv) {
  DWORD id;
  CreateEventA(NULL, TRUE, FALSE, "Global\\Started");
  CreateMutexA(NULL, TRUE, "Guard");
  CreateSemaphoreA(NULL, 1, 3, "Slots");
  never = CreateEventA(NULL, FALSE, FALSE, NULL);
  CreateThread(NULL, 0, Worker, NULL, 0, &id);
  name_thread((DWORD)-1, "front desk");
  name_thread(id, "back office");
  FreeLibrary(LoadLibraryA("library.dll"));
  Step(1);
  Sleep(20);
  Caught();
  for (int i = 0; i < 100000; i++) sink += i;
  Step(3);
  if (strcmp(argv[1], "fault") == 0) Fault();
  if (strcmp(argv[1], "hang") == 0) Worker(NULL);
  while (strcmp(argv[1], "busy") == 0) Sleep(100);
  return 7;
}
