// SPDX-License-Identifier: MIT
#include "base.h"

PLARGE_INTEGER BaseFormatTimeOut(PLARGE_INTEGER TimeOut, DWORD Milliseconds) {
  if (Milliseconds == INFINITE) return NULL;
  TimeOut->QuadPart = (LONGLONG)Milliseconds * -10000;
  return TimeOut;
}

static DWORD WaitResult(NTSTATUS status) {
  return BaseResult(status) ? (DWORD)status : WAIT_FAILED;
}

DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable) {
  LARGE_INTEGER time_out;
  PLARGE_INTEGER limit = BaseFormatTimeOut(&time_out, dwMilliseconds);
  NTSTATUS status;
  do {
    status = NtWaitForSingleObject(hHandle, (BOOLEAN)bAlertable, limit);
  } while (bAlertable && status == STATUS_ALERTED);
  return WaitResult(status);
}

DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds) {
  return WaitForSingleObjectEx(hHandle, dwMilliseconds, FALSE);
}

DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll,
                                      DWORD dwMilliseconds, BOOL bAlertable) {
  LARGE_INTEGER time_out;
  PLARGE_INTEGER limit = BaseFormatTimeOut(&time_out, dwMilliseconds);
  NTSTATUS status;
  do {
    status = NtWaitForMultipleObjects(nCount, lpHandles, bWaitAll ? WaitAll : WaitAny,
                                      (BOOLEAN)bAlertable, limit);
  } while (bAlertable && status == STATUS_ALERTED);
  return WaitResult(status);
}

DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll,
                                    DWORD dwMilliseconds) {
  return WaitForMultipleObjectsEx(nCount, lpHandles, bWaitAll, dwMilliseconds, FALSE);
}

DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn,
                                 DWORD dwMilliseconds, BOOL bAlertable) {
  LARGE_INTEGER time_out;
  return WaitResult(NtSignalAndWaitForSingleObject(hObjectToSignal, hObjectToWaitOn,
                                                   (BOOLEAN)bAlertable,
                                                   BaseFormatTimeOut(&time_out, dwMilliseconds)));
}

DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL bAlertable) {
  LARGE_INTEGER interval;
  NTSTATUS status;
  if (BaseFormatTimeOut(&interval, dwMilliseconds) == NULL) {
    interval.LowPart = 0;  // the longest relative time: for ever
    interval.HighPart = (LONG)0x80000000;
  }
  do {
    status = NtDelayExecution((BOOLEAN)bAlertable, &interval);
  } while (bAlertable && status == STATUS_ALERTED);
  return status == STATUS_USER_APC ? WAIT_IO_COMPLETION : 0;
}

void WINAPI Sleep(DWORD dwMilliseconds) { SleepEx(dwMilliseconds, FALSE); }
