// SPDX-License-Identifier: MIT
// A DLL that tells the program about each call of its DllMain. LETTER names the copy. IMPORTS is
// defined in those that need another one: its function; OWN is then theirs.
#include <windows.h>

typedef void (*Recorder)(char letter, DWORD reason);

#ifdef IMPORTS
__declspec(dllimport) int __cdecl IMPORTS(void);
int __cdecl OWN(void) { return 2 * IMPORTS(); }
#else
int __cdecl Value(void) { return LETTER; }
#endif

// A pointer that the loader must relocate.
static int numbers[3] = {1, 2, LETTER};
static int *volatile last = &numbers[2];
int __cdecl Relocated(void) { return *last; }

BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved) {
  Recorder record = (Recorder)GetProcAddress(GetModuleHandle(NULL), "Record");
  if (record != NULL) record(LETTER, fdwReason);
#ifdef REFUSES
  if (fdwReason == DLL_PROCESS_ATTACH) return FALSE;
#endif
  return TRUE;
}
