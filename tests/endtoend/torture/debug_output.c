// SPDX-License-Identifier: MIT
// OutputDebugString without a debugger: an exception that its own frame handles; vectored handlers see it.
#include <string.h>

#include "torture.h"

static int seen;
static ULONG_PTR bytes;
static char text[32];

static LONG NTAPI Watch(PEXCEPTION_POINTERS pointers) {
  const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
  if (record->ExceptionCode != DBG_PRINTEXCEPTION_C) return EXCEPTION_CONTINUE_SEARCH;
  seen++;
  bytes = record->ExceptionInformation[0];
  strncpy(text, (const char *)record->ExceptionInformation[1], sizeof(text) - 1);
  return EXCEPTION_CONTINUE_SEARCH;
}

int main(void) {
  PVOID handle = AddVectoredExceptionHandler(1, Watch);
  OutputDebugString("nobody listens");
  printf("seen %d, %u bytes, \"%s\"\n", seen, (unsigned)bytes, text);
  for (int i = 0; i < 100; i++) OutputDebugString("again");
  printf("seen %d, \"%s\"\n", seen, text);
  RemoveVectoredExceptionHandler(handle);
  OutputDebugString("unseen");
  printf("seen %d, debugger %d\n", seen, IsDebuggerPresent());
  return 0;
}
