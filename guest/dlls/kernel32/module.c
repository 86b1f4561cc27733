// SPDX-License-Identifier: MIT
#include "base.h"

HMODULE WINAPI LoadLibraryExW(LPCWSTR lpLibFileName, HANDLE hFile, DWORD dwFlags) {
  UNICODE_STRING name;
  PVOID base;
  RtlInitUnicodeString(&name, lpLibFileName);
  NTSTATUS status = LdrLoadDll(NULL, NULL, &name, &base);
  return BaseResult(status) ? base : NULL;
}

HMODULE WINAPI LoadLibraryExA(LPCSTR lpLibFileName, HANDLE hFile, DWORD dwFlags) {
  PUNICODE_STRING name = BaseStaticUnicodeString(lpLibFileName);
  return name != NULL ? LoadLibraryExW(name->Buffer, hFile, dwFlags) : NULL;
}

HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName) { return LoadLibraryExA(lpLibFileName, NULL, 0); }

HMODULE WINAPI LoadLibraryW(LPCWSTR lpLibFileName) {
  return LoadLibraryExW(lpLibFileName, NULL, 0);
}

BOOL WINAPI FreeLibrary(HMODULE hLibModule) { return BaseResult(LdrUnloadDll(hLibModule)); }

// A name, or an ordinal in the low word.
FARPROC WINAPI GetProcAddress(HMODULE hModule, LPCSTR lpProcName) {
  ANSI_STRING name;
  PVOID address;
  NTSTATUS status;
  if ((ULONG_PTR)lpProcName < 0x10000) {
    status = LdrGetProcedureAddress(hModule, NULL, (ULONG)lpProcName, &address);
  } else {
    RtlInitAnsiString(&name, lpProcName);
    status = LdrGetProcedureAddress(hModule, &name, 0, &address);
  }
  return BaseResult(status) ? (FARPROC)address : NULL;
}

HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName) {
  UNICODE_STRING name;
  PVOID base;
  if (lpModuleName == NULL) return NtCurrentPeb()->ImageBaseAddress;
  RtlInitUnicodeString(&name, lpModuleName);
  return BaseResult(LdrGetDllHandle(NULL, NULL, &name, &base)) ? base : NULL;
}

HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName) {
  if (lpModuleName == NULL) return GetModuleHandleW(NULL);
  PUNICODE_STRING name = BaseStaticUnicodeString(lpModuleName);
  return name != NULL ? GetModuleHandleW(name->Buffer) : NULL;
}

static PLDR_DATA_TABLE_ENTRY FindModule(HMODULE module) {
  PLDR_DATA_TABLE_ENTRY entry;
  if (module == NULL) module = NtCurrentPeb()->ImageBaseAddress;
  NTSTATUS status = LdrFindEntryForAddress(module, &entry);
  if (NT_SUCCESS(status) && entry->DllBase == module) return entry;
  RtlSetLastWin32Error(ERROR_MOD_NOT_FOUND);
  return NULL;
}

DWORD WINAPI GetModuleFileNameW(HMODULE hModule, LPWSTR lpFilename, DWORD nSize) {
  PLDR_DATA_TABLE_ENTRY entry = FindModule(hModule);
  if (entry == NULL || nSize == 0) return 0;
  DWORD length = entry->FullDllName.Length / sizeof(WCHAR);
  DWORD copied = length < nSize ? length : nSize - 1;
  memcpy(lpFilename, entry->FullDllName.Buffer, copied * sizeof(WCHAR));
  lpFilename[copied] = 0;
  return length < nSize ? length : nSize;
}

DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize) {
  PLDR_DATA_TABLE_ENTRY entry = FindModule(hModule);
  if (entry == NULL || nSize == 0) return 0;
  DWORD length = entry->FullDllName.Length / sizeof(WCHAR);
  DWORD copied = length < nSize ? length : nSize - 1;
  for (DWORD i = 0; i < copied; i++) lpFilename[i] = (CHAR)entry->FullDllName.Buffer[i];
  lpFilename[copied] = '\0';
  return length < nSize ? length : nSize;
}

BOOL WINAPI DisableThreadLibraryCalls(HMODULE hLibModule) {
  return BaseResult(LdrDisableThreadCalloutsForDll(hLibModule));
}
