// SPDX-License-Identifier: MIT
// Variables of the environment block: NAME=value strings, ended by an empty one.
#include "rtlp.h"

// STATUS_VARIABLE_NOT_FOUND, or STATUS_BUFFER_TOO_SMALL with Value->Length set.
NTSTATUS NTAPI RtlQueryEnvironmentVariable_U(PWSTR Environment, const UNICODE_STRING *Name,
                                             PUNICODE_STRING Value) {
  NTSTATUS status = STATUS_VARIABLE_NOT_FOUND;
  RtlAcquirePebLock();
  PWSTR p = Environment != NULL ? Environment : NtCurrentPeb()->ProcessParameters->Environment;
  while (p != NULL && *p != 0) {
    UNICODE_STRING name = {0, 0, p};
    PWSTR sign = p + 1;  // a name may begin with '='
    while (*sign != 0 && *sign != '=') sign++;
    name.Length = (USHORT)((PCHAR)sign - (PCHAR)p);
    PWSTR value = *sign == '=' ? sign + 1 : sign;
    USHORT bytes = (USHORT)(wcslen(value) * sizeof(WCHAR));
    if (*sign == '=' && RtlEqualUnicodeString(&name, Name, TRUE)) {
      status = Value->MaximumLength >= bytes ? STATUS_SUCCESS : STATUS_BUFFER_TOO_SMALL;
      Value->Length = bytes;
      if (NT_SUCCESS(status)) {
        memcpy(Value->Buffer, value, bytes);
        if (bytes + sizeof(WCHAR) <= Value->MaximumLength) Value->Buffer[bytes / sizeof(WCHAR)] = 0;
      }
      break;
    }
    p = value + bytes / sizeof(WCHAR) + 1;
  }
  RtlReleasePebLock();
  return status;
}
