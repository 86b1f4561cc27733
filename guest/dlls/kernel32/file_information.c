// SPDX-License-Identifier: MIT
#include "base.h"

BOOL WINAPI SetFilePointerEx(HANDLE hFile, LARGE_INTEGER liDistanceToMove,
                             LARGE_INTEGER *lpNewFilePointer, DWORD dwMoveMethod) {
  LARGE_INTEGER position = liDistanceToMove;
  position.LowPart =
      SetFilePointer(hFile, (LONG)position.LowPart, &position.HighPart, dwMoveMethod);
  if (position.LowPart == INVALID_SET_FILE_POINTER && RtlGetLastWin32Error() != ERROR_SUCCESS) {
    return FALSE;
  }
  if (lpNewFilePointer != NULL) *lpNewFilePointer = position;
  return TRUE;
}

BOOL WINAPI GetFileSizeEx(HANDLE hFile, LARGE_INTEGER *lpFileSize) {
  FILE_STANDARD_INFORMATION standard;
  IO_STATUS_BLOCK io;
  if (!BaseResult(NtQueryInformationFile(hFile, &io, &standard, sizeof(standard),
                                         FileStandardInformation))) {
    return FALSE;
  }
  *lpFileSize = standard.EndOfFile;
  return TRUE;
}

BOOL WINAPI FlushFileBuffers(HANDLE hFile) {
  IO_STATUS_BLOCK io;
  return BaseResult(NtFlushBuffersFile(hFile, &io));
}

static void CopyTime(LPFILETIME to, LARGE_INTEGER from) {
  if (to == NULL) return;
  to->dwLowDateTime = from.LowPart;
  to->dwHighDateTime = (DWORD)from.HighPart;
}

BOOL WINAPI GetFileTime(HANDLE hFile, LPFILETIME lpCreationTime, LPFILETIME lpLastAccessTime,
                        LPFILETIME lpLastWriteTime) {
  FILE_BASIC_INFORMATION basic;
  IO_STATUS_BLOCK io;
  if (!BaseResult(
          NtQueryInformationFile(hFile, &io, &basic, sizeof(basic), FileBasicInformation))) {
    return FALSE;
  }
  CopyTime(lpCreationTime, basic.CreationTime);
  CopyTime(lpLastAccessTime, basic.LastAccessTime);
  CopyTime(lpLastWriteTime, basic.LastWriteTime);
  return TRUE;
}

DWORD WINAPI GetFileType(HANDLE hFile) {
  FILE_FS_DEVICE_INFORMATION device;
  IO_STATUS_BLOCK io;
  if (!BaseResult(NtQueryVolumeInformationFile(hFile, &io, &device, sizeof(device),
                                               FileFsDeviceInformation))) {
    return FILE_TYPE_UNKNOWN;
  }
  RtlSetLastWin32Error(ERROR_SUCCESS);
  return device.DeviceType == FILE_DEVICE_DISK ? FILE_TYPE_DISK : FILE_TYPE_CHAR;
}
