// SPDX-License-Identifier: MIT
// Command line, environment, current directory.
#include "base.h"

static ANSI_STRING BaseAnsiCommandLine;

LPWSTR WINAPI GetCommandLineW(void) {
  return NtCurrentPeb()->ProcessParameters->CommandLine.Buffer;
}

// Converted on first use; lives as long as the process.
LPSTR WINAPI GetCommandLineA(void) {
  RtlAcquirePebLock();
  if (BaseAnsiCommandLine.Buffer == NULL) {
    RtlUnicodeStringToAnsiString(&BaseAnsiCommandLine,
                                 &NtCurrentPeb()->ProcessParameters->CommandLine, TRUE);
  }
  RtlReleasePebLock();
  return BaseAnsiCommandLine.Buffer;
}

static DWORD QueryResult(NTSTATUS status, DWORD length) {
  if (status == STATUS_BUFFER_TOO_SMALL) return length + 1;
  if (!NT_SUCCESS(status)) {
    BaseSetLastNTError(status);
    return 0;
  }
  return length;
}

// Characters without the NUL; the size needed if the buffer is too small; 0 if there is none.
DWORD WINAPI GetEnvironmentVariableW(LPCWSTR lpName, LPWSTR lpBuffer, DWORD nSize) {
  UNICODE_STRING name;
  UNICODE_STRING value = {0, 0, lpBuffer};
  if (nSize > 0x7fff) nSize = 0x7fff;
  value.MaximumLength = nSize != 0 ? (USHORT)((nSize - 1) * sizeof(WCHAR)) : 0;
  RtlInitUnicodeString(&name, lpName);
  NTSTATUS status = RtlQueryEnvironmentVariable_U(NULL, &name, &value);
  if (NT_SUCCESS(status) && nSize == 0) status = STATUS_BUFFER_TOO_SMALL;
  if (NT_SUCCESS(status)) lpBuffer[value.Length / sizeof(WCHAR)] = 0;
  return QueryResult(status, value.Length / sizeof(WCHAR));
}

DWORD WINAPI GetEnvironmentVariableA(LPCSTR lpName, LPSTR lpBuffer, DWORD nSize) {
  WCHAR wide[MAX_PATH];
  PUNICODE_STRING name = BaseStaticUnicodeString(lpName);
  if (name == NULL) return 0;
  DWORD length = GetEnvironmentVariableW(name->Buffer, wide, MAX_PATH);
  if (length == 0 || length > MAX_PATH) return length;
  if (length >= nSize) return length + 1;
  for (DWORD i = 0; i <= length; i++) lpBuffer[i] = (CHAR)wide[i];
  return length;
}

DWORD WINAPI GetCurrentDirectoryA(DWORD nBufferLength, LPSTR lpBuffer) {
  const UNICODE_STRING *path = &NtCurrentPeb()->ProcessParameters->CurrentDirectory.DosPath;
  DWORD length = path->Length / sizeof(WCHAR);
  if (length > 3 && path->Buffer[length - 1] == '\\') length--;
  if (length >= nBufferLength) return length + 1;
  for (DWORD i = 0; i < length; i++) lpBuffer[i] = (CHAR)path->Buffer[i];
  lpBuffer[length] = '\0';
  return length;
}
