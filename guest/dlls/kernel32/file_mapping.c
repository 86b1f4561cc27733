// SPDX-License-Identifier: MIT
#include "object.h"

#define SECTION_RIGHTS 0xf001f

HANDLE WINAPI CreateFileMappingW(HANDLE hFile, LPSECURITY_ATTRIBUTES lpAttributes, DWORD flProtect,
                                 DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCWSTR lpName) {
  const DWORD attribute_bits = 0xff000000;
  OBJECT_ATTRIBUTES attributes;
  UNICODE_STRING name;
  HANDLE handle;
  LARGE_INTEGER size;
  size.LowPart = dwMaximumSizeLow;
  size.HighPart = (LONG)dwMaximumSizeHigh;
  DWORD kind = flProtect & attribute_bits ? flProtect & attribute_bits : SEC_COMMIT;
  NTSTATUS status = NtCreateSection(&handle, SECTION_RIGHTS,
      BaseFormatObjectAttributes(&attributes, &name, lpAttributes, lpName),
      size.QuadPart != 0 ? &size : NULL, flProtect & ~attribute_bits, kind,
      hFile == INVALID_HANDLE_VALUE ? NULL : hFile);
  return BaseCreatedObject(handle, status);
}

HANDLE WINAPI CreateFileMappingA(HANDLE hFile, LPSECURITY_ATTRIBUTES lpAttributes, DWORD flProtect,
                                 DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return CreateFileMappingW(hFile, lpAttributes, flProtect, dwMaximumSizeHigh, dwMaximumSizeLow, wide);
}

HANDLE WINAPI OpenFileMappingW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpName) {
  return BaseOpenObject(NtOpenSection, dwDesiredAccess, bInheritHandle, lpName);
}

HANDLE WINAPI OpenFileMappingA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return OpenFileMappingW(dwDesiredAccess, bInheritHandle, wide);
}

static ULONG ViewProtection(DWORD access) {
  if (access == FILE_MAP_COPY) return PAGE_WRITECOPY;
  if (access & FILE_MAP_WRITE) return PAGE_READWRITE;
  return access & FILE_MAP_READ ? PAGE_READONLY : PAGE_NOACCESS;
}

LPVOID WINAPI MapViewOfFileEx(HANDLE hFileMappingObject, DWORD dwDesiredAccess, DWORD dwFileOffsetHigh,
                              DWORD dwFileOffsetLow, SIZE_T dwNumberOfBytesToMap,
                              LPVOID lpBaseAddress) {
  LARGE_INTEGER offset;
  PVOID base = lpBaseAddress;
  SIZE_T size = dwNumberOfBytesToMap;
  offset.LowPart = dwFileOffsetLow;
  offset.HighPart = (LONG)dwFileOffsetHigh;
  NTSTATUS status = NtMapViewOfSection(hFileMappingObject, NtCurrentProcess(), &base, 0, 0, &offset,
                                       &size, ViewShare, 0, ViewProtection(dwDesiredAccess));
  return BaseResult(status) ? base : NULL;
}

LPVOID WINAPI MapViewOfFile(HANDLE hFileMappingObject, DWORD dwDesiredAccess, DWORD dwFileOffsetHigh,
                            DWORD dwFileOffsetLow, SIZE_T dwNumberOfBytesToMap) {
  return MapViewOfFileEx(hFileMappingObject, dwDesiredAccess, dwFileOffsetHigh, dwFileOffsetLow,
                         dwNumberOfBytesToMap, NULL);
}

BOOL WINAPI UnmapViewOfFile(LPCVOID lpBaseAddress) {
  return BaseResult(NtUnmapViewOfSection(NtCurrentProcess(), (PVOID)lpBaseAddress));
}

BOOL WINAPI FlushViewOfFile(LPCVOID lpBaseAddress, SIZE_T dwNumberOfBytesToFlush) {
  PVOID base = (PVOID)lpBaseAddress;
  SIZE_T size = dwNumberOfBytesToFlush;
  IO_STATUS_BLOCK io;
  return BaseResult(NtFlushVirtualMemory(NtCurrentProcess(), &base, &size, &io));
}
