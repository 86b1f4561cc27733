// SPDX-License-Identifier: MIT
#include "office.h"
#include "settings.h"
#include "stdio.h"

static NOINLINE void HireCarriers(OFFICE *office) {
  office->Threads[office->Carriers] = CreateThread(NULL, 0, CounterThread, office, 0, NULL);
  for (int i = 0; i < office->Carriers; i++) {
    office->Threads[i] = CreateThread(NULL, 0, CarrierThread, office, 0, NULL);
  }
}

// What a debugger does that somebody starts for this process.
static NOINLINE void Interrupt(int milliseconds) {
  FARPROC routine = GetProcAddress(GetModuleHandleA("ntdll.dll"), "DbgUiRemoteBreakin");
  Sleep((DWORD)milliseconds);
  CreateThread(NULL, 0, (LPTHREAD_START_ROUTINE)(void *)routine, NULL, 0, NULL);
}

static NOINLINE void AwaitEvening(OFFICE *office) {
  WaitForMultipleObjects((DWORD)office->Carriers + 1, office->Threads, TRUE, INFINITE);
}

int main(int argc, char **argv) {
  OFFICE *office = OpenOffice();
  printf("%s: %d carriers\n", office->Name, office->Carriers);
  HireCarriers(office);
  if (ReadNumber("Way", 0) == 6) Interrupt(office->Pause * ReadNumber("Special", 20));
  AwaitEvening(office);
  return 0;
}
