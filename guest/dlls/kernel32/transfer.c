// SPDX-License-Identifier: MIT
// ReadFile and WriteFile. Every transfer is synchronous: an OVERLAPPED gives the offset, and is
// complete when the call returns.
#include "base.h"

static NTSTATUS FinishTransfer(HANDLE file, NTSTATUS status, PIO_STATUS_BLOCK io) {
  if (status != STATUS_PENDING) return status;
  status = NtWaitForSingleObject(file, FALSE, NULL);
  return NT_SUCCESS(status) ? io->Status : status;
}

static HANDLE EventOf(LPOVERLAPPED overlapped) {
  return overlapped != NULL ? (HANDLE)((ULONG_PTR)overlapped->hEvent & ~(ULONG_PTR)1) : NULL;
}

// The arguments of the transfer that depend on an OVERLAPPED.
static PLARGE_INTEGER Begin(LPOVERLAPPED overlapped, PLARGE_INTEGER offset) {
  if (overlapped == NULL) return NULL;
  offset->LowPart = overlapped->Offset;
  offset->HighPart = (LONG)overlapped->OffsetHigh;
  overlapped->Internal = STATUS_PENDING;
  if (EventOf(overlapped) != NULL) ResetEvent(EventOf(overlapped));
  return offset;
}

static void End(LPOVERLAPPED overlapped, NTSTATUS status, DWORD bytes) {
  if (overlapped == NULL) return;
  overlapped->Internal = (ULONG_PTR)status;
  overlapped->InternalHigh = bytes;
  if (EventOf(overlapped) != NULL) SetEvent(EventOf(overlapped));
}

BOOL WINAPI ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                     LPDWORD lpNumberOfBytesRead, LPOVERLAPPED lpOverlapped) {
  IO_STATUS_BLOCK io = {0, 0};
  LARGE_INTEGER offset;
  PLARGE_INTEGER at = Begin(lpOverlapped, &offset);
  NTSTATUS status =
      NtReadFile(hFile, NULL, NULL, NULL, &io, lpBuffer, nNumberOfBytesToRead, at, NULL);
  status = FinishTransfer(hFile, status, &io);
  DWORD bytes = NT_SUCCESS(status) ? io.Information : 0;
  if (lpNumberOfBytesRead != NULL) *lpNumberOfBytesRead = bytes;
  End(lpOverlapped, status, bytes);
  return (status == STATUS_END_OF_FILE && lpOverlapped == NULL) || BaseResult(status);
}

BOOL WINAPI WriteFile(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                      LPDWORD lpNumberOfBytesWritten, LPOVERLAPPED lpOverlapped) {
  IO_STATUS_BLOCK io = {0, 0};
  LARGE_INTEGER offset;
  PLARGE_INTEGER at = Begin(lpOverlapped, &offset);
  NTSTATUS status =
      NtWriteFile(hFile, NULL, NULL, NULL, &io, lpBuffer, nNumberOfBytesToWrite, at, NULL);
  status = FinishTransfer(hFile, status, &io);
  DWORD bytes = NT_SUCCESS(status) ? io.Information : 0;
  if (lpNumberOfBytesWritten != NULL) *lpNumberOfBytesWritten = bytes;
  End(lpOverlapped, status, bytes);
  return BaseResult(status);
}

// There is nothing to wait for.
BOOL WINAPI GetOverlappedResult(HANDLE hFile, LPOVERLAPPED lpOverlapped,
                                LPDWORD lpNumberOfBytesTransferred, BOOL bWait) {
  *lpNumberOfBytesTransferred = (DWORD)lpOverlapped->InternalHigh;
  return BaseResult((NTSTATUS)lpOverlapped->Internal);
}
