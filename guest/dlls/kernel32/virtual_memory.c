// SPDX-License-Identifier: MIT
#include "base.h"

LPVOID WINAPI VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize, DWORD flAllocationType,
                           DWORD flProtect) {
  PVOID base = lpAddress;
  SIZE_T size = dwSize;
  if (base != NULL && (ULONG_PTR)base < 0x10000) {
    BaseSetLastNTError(STATUS_INVALID_PARAMETER);
    return NULL;
  }
  NTSTATUS status = NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size,
                                            flAllocationType, flProtect);
  return BaseResult(status) ? base : NULL;
}

BOOL WINAPI VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType) {
  PVOID base = lpAddress;
  SIZE_T size = dwSize;
  if ((dwFreeType & MEM_RELEASE) && dwSize != 0) return BaseResult(STATUS_INVALID_PARAMETER);
  return BaseResult(NtFreeVirtualMemory(NtCurrentProcess(), &base, &size, dwFreeType));
}

BOOL WINAPI VirtualProtect(LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect,
                           LPDWORD lpflOldProtect) {
  PVOID base = lpAddress;
  SIZE_T size = dwSize;
  return BaseResult(
      NtProtectVirtualMemory(NtCurrentProcess(), &base, &size, flNewProtect, lpflOldProtect));
}

SIZE_T WINAPI VirtualQuery(LPCVOID lpAddress, PMEMORY_BASIC_INFORMATION lpBuffer,
                           SIZE_T dwLength) {
  SIZE_T size = 0;
  NTSTATUS status = NtQueryVirtualMemory(NtCurrentProcess(), lpAddress, MemoryBasicInformation,
                                         lpBuffer, dwLength, &size);
  return BaseResult(status) ? size : 0;
}

BOOL WINAPI FlushInstructionCache(HANDLE hProcess, LPCVOID lpBaseAddress, SIZE_T dwSize) {
  return BaseResult(NtFlushInstructionCache(hProcess, (PVOID)lpBaseAddress, dwSize));
}
