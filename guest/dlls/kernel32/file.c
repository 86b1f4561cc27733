// SPDX-License-Identifier: MIT
// Opening files, their sizes and attributes.
#include "base.h"

#define FILE_READ_ATTRIBUTES 0x0080
#define FILE_SYNCHRONOUS_IO_NONALERT 0x20
#define FILE_NON_DIRECTORY_FILE 0x40
#define FILE_CREATED 2  // information of NtCreateFile

// CREATE_NEW .. TRUNCATE_EXISTING -> FILE_CREATE, FILE_OVERWRITE_IF, FILE_OPEN, FILE_OPEN_IF,
// FILE_OVERWRITE.
static const BYTE Dispositions[] = {0, 2, 5, 1, 3, 4};

HANDLE WINAPI CreateFileW(LPCWSTR lpFileName, DWORD dwDesiredAccess, DWORD dwShareMode,
                          LPSECURITY_ATTRIBUTES lpSecurityAttributes, DWORD dwCreationDisposition,
                          DWORD dwFlagsAndAttributes, HANDLE hTemplateFile) {
  UNICODE_STRING path;
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK io;
  HANDLE file;
  BOOL inherit = lpSecurityAttributes != NULL && lpSecurityAttributes->bInheritHandle;
  if (dwCreationDisposition < CREATE_NEW || dwCreationDisposition > TRUNCATE_EXISTING) {
    BaseSetLastNTError(STATUS_INVALID_PARAMETER);
    return INVALID_HANDLE_VALUE;
  }
  if (!RtlDosPathNameToNtPathName_U(lpFileName, &path, NULL, NULL)) {
    BaseSetLastNTError(STATUS_OBJECT_PATH_NOT_FOUND);
    return INVALID_HANDLE_VALUE;
  }
  InitializeObjectAttributes(&attributes, &path,
                             OBJ_CASE_INSENSITIVE | (inherit ? OBJ_INHERIT : 0), NULL, NULL);
  NTSTATUS status = NtCreateFile(&file, dwDesiredAccess | SYNCHRONIZE | FILE_READ_ATTRIBUTES,
                                 &attributes, &io, NULL, dwFlagsAndAttributes & 0xffff,
                                 dwShareMode, Dispositions[dwCreationDisposition],
                                 FILE_SYNCHRONOUS_IO_NONALERT | FILE_NON_DIRECTORY_FILE, NULL, 0);
  RtlFreeUnicodeString(&path);
  if (status == STATUS_OBJECT_NAME_COLLISION) {
    RtlSetLastWin32Error(ERROR_FILE_EXISTS);
    return INVALID_HANDLE_VALUE;
  }
  if (!BaseResult(status)) return INVALID_HANDLE_VALUE;
  BOOL may_exist = dwCreationDisposition == CREATE_ALWAYS || dwCreationDisposition == OPEN_ALWAYS;
  BOOL existed = may_exist && io.Information != FILE_CREATED;
  RtlSetLastWin32Error(existed ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
  return file;
}

HANDLE WINAPI CreateFileA(LPCSTR lpFileName, DWORD dwDesiredAccess, DWORD dwShareMode,
                          LPSECURITY_ATTRIBUTES lpSecurityAttributes, DWORD dwCreationDisposition,
                          DWORD dwFlagsAndAttributes, HANDLE hTemplateFile) {
  PUNICODE_STRING name = BaseStaticUnicodeString(lpFileName);
  if (name == NULL) return INVALID_HANDLE_VALUE;
  return CreateFileW(name->Buffer, dwDesiredAccess, dwShareMode, lpSecurityAttributes,
                     dwCreationDisposition, dwFlagsAndAttributes, hTemplateFile);
}

static NTSTATUS QuerySize(HANDLE file, LARGE_INTEGER *size) {
  FILE_STANDARD_INFORMATION standard;
  IO_STATUS_BLOCK io;
  NTSTATUS status =
      NtQueryInformationFile(file, &io, &standard, sizeof(standard), FileStandardInformation);
  if (NT_SUCCESS(status)) *size = standard.EndOfFile;
  return status;
}

static NTSTATUS QueryPosition(HANDLE file, LARGE_INTEGER *position) {
  IO_STATUS_BLOCK io;
  return NtQueryInformationFile(file, &io, position, sizeof(FILE_POSITION_INFORMATION),
                                FilePositionInformation);
}

DWORD WINAPI GetFileSize(HANDLE hFile, LPDWORD lpFileSizeHigh) {
  LARGE_INTEGER size;
  if (!BaseResult(QuerySize(hFile, &size))) return INVALID_FILE_SIZE;
  if (lpFileSizeHigh != NULL) *lpFileSizeHigh = (DWORD)size.HighPart;
  return size.LowPart;
}

DWORD WINAPI SetFilePointer(HANDLE hFile, LONG lDistanceToMove, LONG *lpDistanceToMoveHigh,
                            DWORD dwMoveMethod) {
  LARGE_INTEGER start = {.QuadPart = 0};
  LARGE_INTEGER distance = {.QuadPart = lDistanceToMove};
  IO_STATUS_BLOCK io;
  NTSTATUS status = STATUS_SUCCESS;
  if (lpDistanceToMoveHigh != NULL) distance.HighPart = *lpDistanceToMoveHigh;
  if (dwMoveMethod == FILE_CURRENT) {
    status = QueryPosition(hFile, &start);
  } else if (dwMoveMethod == FILE_END) {
    status = QuerySize(hFile, &start);
  } else if (dwMoveMethod != FILE_BEGIN) {
    status = STATUS_INVALID_PARAMETER;
  }
  if (!BaseResult(status)) return INVALID_SET_FILE_POINTER;
  start.QuadPart += distance.QuadPart;
  if (start.QuadPart < 0) {
    RtlSetLastWin32Error(ERROR_NEGATIVE_SEEK);
    return INVALID_SET_FILE_POINTER;
  }
  status = NtSetInformationFile(hFile, &io, &start, sizeof(FILE_POSITION_INFORMATION),
                                FilePositionInformation);
  if (!BaseResult(status)) return INVALID_SET_FILE_POINTER;
  if (lpDistanceToMoveHigh != NULL) *lpDistanceToMoveHigh = start.HighPart;
  RtlSetLastWin32Error(ERROR_SUCCESS);
  return start.LowPart;
}

BOOL WINAPI SetEndOfFile(HANDLE hFile) {
  LARGE_INTEGER position;
  IO_STATUS_BLOCK io;
  if (!BaseResult(QueryPosition(hFile, &position))) return FALSE;
  return BaseResult(NtSetInformationFile(hFile, &io, &position, sizeof(position),
                                         FileEndOfFileInformation));
}

DWORD WINAPI GetFileAttributesW(LPCWSTR lpFileName) {
  UNICODE_STRING path;
  OBJECT_ATTRIBUTES attributes;
  FILE_BASIC_INFORMATION basic;
  if (!RtlDosPathNameToNtPathName_U(lpFileName, &path, NULL, NULL)) {
    BaseSetLastNTError(STATUS_OBJECT_PATH_NOT_FOUND);
    return (DWORD)-1;
  }
  InitializeObjectAttributes(&attributes, &path, OBJ_CASE_INSENSITIVE, NULL, NULL);
  NTSTATUS status = NtQueryAttributesFile(&attributes, &basic);
  RtlFreeUnicodeString(&path);
  return BaseResult(status) ? basic.FileAttributes : (DWORD)-1;
}

DWORD WINAPI GetFileAttributesA(LPCSTR lpFileName) {
  PUNICODE_STRING name = BaseStaticUnicodeString(lpFileName);
  return name != NULL ? GetFileAttributesW(name->Buffer) : (DWORD)-1;
}
