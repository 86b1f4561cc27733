// SPDX-License-Identifier: MIT
#include <windows.h>

__declspec(dllexport) int Value(void) { return 0; }

static volatile int calls;

__declspec(dllexport) NOINLINE void Attached(void) { calls++; }
__declspec(dllexport) NOINLINE void ThreadDetached(void) { calls += 2; }
__declspec(dllexport) NOINLINE void ProcessDetached(void) { calls += 3; }

BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved) {
  if (fdwReason == DLL_PROCESS_ATTACH) Attached();
  if (fdwReason == DLL_THREAD_DETACH) ThreadDetached();
  if (fdwReason == DLL_PROCESS_DETACH) ProcessDetached();
  return TRUE;
}
