// SPDX-License-Identifier: MIT
// OutputDebugStringA raises 40010006 for a debugger; without one its own frame handles it.
#include "base.h"

// Raises inside a call: clang guards nothing else.
static NOINLINE void RaisePrintException(LPCSTR text) {
  ULONG_PTR arguments[2] = {strlen(text) + 1, (ULONG_PTR)text};
  RaiseException(DBG_PRINTEXCEPTION_C, 0, 2, arguments);
}

void WINAPI OutputDebugStringA(LPCSTR lpOutputString) {
  __try {
    RaisePrintException(lpOutputString);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
  }
}

void WINAPI OutputDebugStringW(LPCWSTR lpOutputString) {
  UNICODE_STRING wide;
  ANSI_STRING ansi;
  RtlInitUnicodeString(&wide, lpOutputString);
  if (!NT_SUCCESS(RtlUnicodeStringToAnsiString(&ansi, &wide, TRUE))) return;
  OutputDebugStringA(ansi.Buffer);
  RtlFreeAnsiString(&ansi);
}
