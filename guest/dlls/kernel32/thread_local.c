// SPDX-License-Identifier: MIT
// The 64 slots in the TEB.
#include "base.h"

DWORD WINAPI TlsAlloc(void) {
  RtlAcquirePebLock();
  ULONG index = RtlFindClearBitsAndSet(NtCurrentPeb()->TlsBitmap, 1, 0);
  RtlReleasePebLock();
  if (index == 0xffffffff) {
    BaseSetLastNTError(STATUS_NO_MEMORY);
    return TLS_OUT_OF_INDEXES;
  }
  NtCurrentTeb()->TlsSlots[index] = NULL;
  return index;
}

BOOL WINAPI TlsFree(DWORD dwTlsIndex) {
  BOOL freed = FALSE;
  RtlAcquirePebLock();
  if (RtlAreBitsSet(NtCurrentPeb()->TlsBitmap, dwTlsIndex, 1)) {
    RtlClearBits(NtCurrentPeb()->TlsBitmap, dwTlsIndex, 1);
    NtCurrentTeb()->TlsSlots[dwTlsIndex] = NULL;
    freed = TRUE;
  }
  RtlReleasePebLock();
  return freed ? TRUE : BaseResult(STATUS_INVALID_PARAMETER);
}

LPVOID WINAPI TlsGetValue(DWORD dwTlsIndex) {
  if (dwTlsIndex >= TLS_MINIMUM_AVAILABLE) {
    BaseSetLastNTError(STATUS_INVALID_PARAMETER);
    return NULL;
  }
  NtCurrentTeb()->LastErrorValue = ERROR_SUCCESS;
  return NtCurrentTeb()->TlsSlots[dwTlsIndex];
}

BOOL WINAPI TlsSetValue(DWORD dwTlsIndex, LPVOID lpTlsValue) {
  if (dwTlsIndex >= TLS_MINIMUM_AVAILABLE) return BaseResult(STATUS_INVALID_PARAMETER);
  NtCurrentTeb()->TlsSlots[dwTlsIndex] = lpTlsValue;
  return TRUE;
}
