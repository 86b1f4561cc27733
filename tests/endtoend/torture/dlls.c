// SPDX-License-Identifier: MIT
// LoadLibrary and FreeLibrary: order of DllMain calls, counts, two DLLs with one base, forwarders,
// ordinals, and what is said when something is missing.
#include <string.h>

#include "torture.h"

typedef int (__cdecl *Function)(void);

static char trail[64];
static int length;

// Letter of the DLL, in lower case for a detach; threads as digits.
__declspec(dllexport) void __cdecl Record(char letter, DWORD reason) {
  if (length > 60) return;
  if (reason == DLL_PROCESS_ATTACH) trail[length++] = letter;
  if (reason == DLL_PROCESS_DETACH) trail[length++] = (char)(letter + 32);
  if (reason == DLL_THREAD_ATTACH) trail[length++] = '+';
  if (reason == DLL_THREAD_DETACH) trail[length++] = '-';
}

static void Show(const char *what) {
  trail[length] = '\0';
  printf("%s: \"%s\"\n", what, trail);
  length = 0;
}

static HMODULE Load(const char *name) {
  SetLastError(0);
  HMODULE module = LoadLibrary(name);
  printf("%s: %s, error %u\n", name, module != NULL ? "loaded" : "none",
         (unsigned)GetLastError());
  return module;
}

static int Call(HMODULE module, const char *name) {
  Function function = (Function)GetProcAddress(module, name);
  return function != NULL ? function() : -1;
}

static DWORD WINAPI Nothing(void *parameter) { return 0; }

static void Counting(void) {
  HMODULE first = Load("first.dll");
  Show("attached");
  HMODULE again = Load("FIRST");
  printf("the same module %d\n", first == again);
  printf("freed %d", FreeLibrary(again));
  printf(", still there %d\n", GetModuleHandle("first.dll") == first);
  HANDLE thread = start_thread(Nothing, NULL);
  join_threads(&thread, 1);
  Show("a thread");
  DisableThreadLibraryCalls(first);
  thread = start_thread(Nothing, NULL);
  join_threads(&thread, 1);
  Show("a thread, calls disabled");
  FreeLibrary(first);
  Show("detached");
  printf("gone %d", GetModuleHandle("first.dll") == NULL);
  printf(", error %u\n", (unsigned)GetLastError());
}

static void Imports(void) {
  HMODULE user = Load("user.dll");
  Show("attached with its import");
  printf("calls %d\n", Call(user, "Twice"));
  HMODULE first = Load("first.dll");
  FreeLibrary(user);
  Show("the importer is gone");
  FreeLibrary(first);
  Show("and the imported one");
}

static void Collision(void) {
  HMODULE first = Load("first.dll");
  HMODULE second = Load("second.dll");
  printf("different bases %d, values %d %d\n", first != second, Call(first, "Relocated"),
         Call(second, "Relocated"));
  length = 0;
  FreeLibrary(second);
  FreeLibrary(first);
  Show("freed in that order");
}

static void Names(void) {
  HMODULE first = LoadLibrary("first.dll");
  HMODULE forwarder = Load("forward.dll");
  printf("by ordinal %d\n", (void *)GetProcAddress(first, (LPCSTR)7) ==
                                (void *)GetProcAddress(first, "Value"));
  printf("forwarded %d\n", (void *)GetProcAddress(forwarder, "Forwarded") ==
                               (void *)GetProcAddress(first, "Value"));
  SetLastError(0);
  printf("no such name: %d", GetProcAddress(first, "Nothing") != NULL);
  printf(", error %u\n", (unsigned)GetLastError());
  SetLastError(0);
  printf("no such ordinal: %d", GetProcAddress(first, (LPCSTR)999) != NULL);
  printf(", error %u\n", (unsigned)GetLastError());
  length = 0;
  FreeLibrary(forwarder);
  FreeLibrary(first);
}

static void Failures(void) {
  length = 0;
  Load("missing.dll");
  Load("needs_dll.dll");
  Load("needs_name.dll");
  Load("chain.dll");
  Load("refuses.dll");
  Show("refused");
  printf("not left behind: %d %d %d %d\n", GetModuleHandle("refuses.dll") == NULL,
         GetModuleHandle("needs_dll.dll") == NULL, GetModuleHandle("chain.dll") == NULL,
         GetModuleHandle("second.dll") == NULL);
  SetLastError(0);
  printf("freeing nothing: %d", FreeLibrary((HMODULE)0x12340000));
  printf(", error %u\n", (unsigned)GetLastError());
}

int main(void) {
  SetErrorMode(SEM_FAILCRITICALERRORS);
  Counting();
  Imports();
  Collision();
  Names();
  Failures();
  HMODULE where = NULL;
  int moved = 0;
  for (int i = 0; i < 200; i++) {
    HMODULE module = LoadLibrary("first.dll");
    if (where != NULL && module != where) moved++;
    where = module;
    if (module == NULL || !FreeLibrary(module)) moved += 1000;
  }
  printf("200 times: failures %d\n", moved / 1000);
  return 0;
}
