// SPDX-License-Identifier: MIT
// One thread in each kind of wait; at the hang all of them are there for ever.
#include <windows.h>

static CRITICAL_SECTION section;
static HANDLE never, second;

DWORD WINAPI WaitsForOne(void *unused) { return WaitForSingleObject(never, INFINITE); }

DWORD WINAPI WaitsForSeveral(void *unused) {
  HANDLE both[] = {never, second};
  return WaitForMultipleObjects(2, both, FALSE, INFINITE);
}

DWORD WINAPI WaitsForSection(void *unused) {
  EnterCriticalSection(&section);
  return 0;
}

DWORD WINAPI Sleeps(void *unused) {
  Sleep(INFINITE);
  return 0;
}

void CALLBACK Completion(ULONG_PTR unused) { WaitForSingleObject(never, INFINITE); }

DWORD WINAPI WaitsAlertably(void *unused) { return SleepEx(INFINITE, TRUE); }

DWORD WINAPI Never(void *unused) { return 0; }

DWORD WINAPI Ends(void *unused) { return 0; }

int main(void) {
  static const LPTHREAD_START_ROUTINE routines[] = {WaitsForOne, WaitsForSeveral, WaitsForSection, Sleeps, WaitsAlertably};
  HANDLE queued = NULL;
  InitializeCriticalSection(&section);
  EnterCriticalSection(&section);
  never = CreateEventA(NULL, FALSE, FALSE, NULL);
  second = CreateEventA(NULL, FALSE, FALSE, NULL);
  for (unsigned i = 0; i < sizeof(routines) / sizeof(routines[0]); i++) {
    queued = CreateThread(NULL, 0, routines[i], NULL, 0, NULL);
  }
  Sleep(10);  // the thread sleeps by now
  QueueUserAPC(Completion, queued, 0);
  CreateThread(NULL, 0, Never, NULL, CREATE_SUSPENDED, NULL);
  WaitForSingleObjectEx(never, INFINITE, FALSE);
  return 0;
}
