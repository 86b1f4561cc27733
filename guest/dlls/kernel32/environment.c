// SPDX-License-Identifier: MIT
// The process's environment block: changed by making another one.
#include "base.h"

// Characters of a block with its final NUL.
static SIZE_T BlockLength(PCWSTR block) {
  PCWSTR end = block;
  while (*end != 0) end += wcslen(end) + 1;
  return (SIZE_T)(end - block) + 1;
}

static BOOL IsVariable(PCWSTR entry, const UNICODE_STRING *name) {
  UNICODE_STRING own = {0, 0, (PWSTR)entry};
  PCWSTR sign = entry + 1;  // a name may begin with '='
  while (*sign != 0 && *sign != '=') sign++;
  own.Length = (USHORT)((PCHAR)sign - (PCHAR)entry);
  return RtlEqualUnicodeString(&own, name, TRUE);
}

static PWSTR AddEntry(PWSTR to, PCWSTR name, PCWSTR value) {
  SIZE_T length = wcslen(name);
  memcpy(to, name, length * sizeof(WCHAR));
  to += length;
  *to++ = '=';
  length = wcslen(value) + 1;
  memcpy(to, value, length * sizeof(WCHAR));
  return to + length;
}

// Variables stay in alphabetical order. A NULL value removes the variable.
static NTSTATUS ChangeBlock(PCWSTR name, PCWSTR value) {
  PWSTR *environment = &NtCurrentPeb()->ProcessParameters->Environment;
  static PWSTR own;  // the block is from the heap
  UNICODE_STRING wanted;
  RtlInitUnicodeString(&wanted, name);
  SIZE_T size = BlockLength(*environment) + wcslen(name) + (value != NULL ? wcslen(value) : 0) + 2;
  PWSTR block = RtlAllocateHeap(GetProcessHeap(), 0, size * sizeof(WCHAR));
  if (block == NULL) return STATUS_NO_MEMORY;
  PWSTR to = block;
  BOOL found = FALSE;
  BOOL added = value == NULL;
  for (PCWSTR p = *environment; *p != 0; p += wcslen(p) + 1) {
    if (IsVariable(p, &wanted)) {
      found = TRUE;
      continue;
    }
    UNICODE_STRING other;
    RtlInitUnicodeString(&other, p);
    if (!added && RtlCompareUnicodeString(&other, &wanted, TRUE) > 0) {
      to = AddEntry(to, name, value);
      added = TRUE;
    }
    SIZE_T length = wcslen(p) + 1;
    memcpy(to, p, length * sizeof(WCHAR));
    to += length;
  }
  if (!added) to = AddEntry(to, name, value);
  *to = 0;
  if (own != NULL) RtlFreeHeap(GetProcessHeap(), 0, own);
  own = *environment = block;
  return value != NULL || found ? STATUS_SUCCESS : STATUS_VARIABLE_NOT_FOUND;
}

BOOL WINAPI SetEnvironmentVariableW(LPCWSTR lpName, LPCWSTR lpValue) {
  if (lpName == NULL || *lpName == 0) return BaseResult(STATUS_INVALID_PARAMETER);
  RtlAcquirePebLock();
  NTSTATUS status = ChangeBlock(lpName, lpValue);
  RtlReleasePebLock();
  return BaseResult(status);
}

BOOL WINAPI SetEnvironmentVariableA(LPCSTR lpName, LPCSTR lpValue) {
  ANSI_STRING ansi;
  UNICODE_STRING value = {0, 0, NULL};
  if (lpValue != NULL) {
    RtlInitAnsiString(&ansi, lpValue);
    if (!BaseResult(RtlAnsiStringToUnicodeString(&value, &ansi, TRUE))) return FALSE;
  }
  PUNICODE_STRING name = BaseStaticUnicodeString(lpName);
  BOOL result = name != NULL && SetEnvironmentVariableW(name->Buffer, value.Buffer);
  if (value.Buffer != NULL) RtlFreeUnicodeString(&value);
  return result;
}

// A copy: FreeEnvironmentStringsW.
LPWSTR WINAPI GetEnvironmentStringsW(void) {
  RtlAcquirePebLock();
  PCWSTR block = NtCurrentPeb()->ProcessParameters->Environment;
  SIZE_T bytes = BlockLength(block) * sizeof(WCHAR);
  LPWSTR copy = RtlAllocateHeap(GetProcessHeap(), 0, bytes);
  if (copy != NULL) memcpy(copy, block, bytes);
  RtlReleasePebLock();
  return copy;
}

BOOL WINAPI FreeEnvironmentStringsW(LPWSTR lpszEnvironmentBlock) {
  return RtlFreeHeap(GetProcessHeap(), 0, lpszEnvironmentBlock);
}

// Characters with the NUL, also of what did not fit.
DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR lpSrc, LPSTR lpDst, DWORD nSize) {
  DWORD length = 0;
  while (*lpSrc != '\0') {
    CHAR name[MAX_PATH];
    CHAR value[MAX_PATH];
    LPCSTR end = *lpSrc == '%' ? strchr(lpSrc + 1, '%') : NULL;
    DWORD got = 0;
    if (end != NULL && end - lpSrc - 1 < MAX_PATH) {
      memcpy(name, lpSrc + 1, (SIZE_T)(end - lpSrc - 1));
      name[end - lpSrc - 1] = '\0';
      got = GetEnvironmentVariableA(name, value, sizeof(value));
    }
    if (got != 0 && got < sizeof(value)) {
      for (DWORD i = 0; i < got; i++, length++) {
        if (length < nSize) lpDst[length] = value[i];
      }
      lpSrc = end + 1;
    } else {
      if (length < nSize) lpDst[length] = *lpSrc;
      length++;
      lpSrc++;
    }
  }
  if (nSize != 0) lpDst[length < nSize ? length : nSize - 1] = '\0';
  return length + 1;
}
