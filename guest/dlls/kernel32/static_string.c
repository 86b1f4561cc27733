// SPDX-License-Identifier: MIT
#include "base.h"

PUNICODE_STRING BaseStaticUnicodeString(LPCSTR text) {
  PTEB teb = NtCurrentTeb();
  ANSI_STRING ansi;
  RtlInitAnsiString(&ansi, text);
  teb->StaticUnicodeString.Buffer = teb->StaticUnicodeBuffer;
  teb->StaticUnicodeString.MaximumLength = sizeof(teb->StaticUnicodeBuffer);
  if (!NT_SUCCESS(RtlAnsiStringToUnicodeString(&teb->StaticUnicodeString, &ansi, FALSE))) {
    RtlSetLastWin32Error(ERROR_FILENAME_EXCED_RANGE);
    return NULL;
  }
  return &teb->StaticUnicodeString;
}
