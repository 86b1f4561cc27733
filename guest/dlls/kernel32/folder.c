// SPDX-License-Identifier: MIT
// Making and removing folders.
#include "base.h"

#define FILE_LIST_DIRECTORY 1
#define FILE_CREATE 2
#define FILE_DIRECTORY_FILE 0x01
#define FILE_SYNCHRONOUS_IO_NONALERT 0x20

BOOL WINAPI CreateDirectoryW(LPCWSTR lpPathName, LPSECURITY_ATTRIBUTES lpSecurityAttributes) {
  UNICODE_STRING path;
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK io;
  HANDLE folder;
  if (!RtlDosPathNameToNtPathName_U(lpPathName, &path, NULL, NULL)) {
    return BaseResult(STATUS_OBJECT_PATH_NOT_FOUND);
  }
  InitializeObjectAttributes(&attributes, &path, OBJ_CASE_INSENSITIVE, NULL, NULL);
  NTSTATUS status =
      NtCreateFile(&folder, FILE_LIST_DIRECTORY | SYNCHRONIZE, &attributes, &io, NULL,
                   FILE_ATTRIBUTE_NORMAL, FILE_SHARE_READ | FILE_SHARE_WRITE, FILE_CREATE,
                   FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
  RtlFreeUnicodeString(&path);
  if (NT_SUCCESS(status)) NtClose(folder);
  return BaseResult(status);
}

BOOL WINAPI CreateDirectoryA(LPCSTR lpPathName, LPSECURITY_ATTRIBUTES lpSecurityAttributes) {
  PUNICODE_STRING name = BaseStaticUnicodeString(lpPathName);
  return name != NULL && CreateDirectoryW(name->Buffer, lpSecurityAttributes);
}

BOOL WINAPI RemoveDirectoryW(LPCWSTR lpPathName) {
  UNICODE_STRING path;
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK io;
  HANDLE folder;
  FILE_DISPOSITION_INFORMATION disposition = {TRUE};
  if (!RtlDosPathNameToNtPathName_U(lpPathName, &path, NULL, NULL)) {
    return BaseResult(STATUS_OBJECT_PATH_NOT_FOUND);
  }
  InitializeObjectAttributes(&attributes, &path, OBJ_CASE_INSENSITIVE, NULL, NULL);
  NTSTATUS status = NtOpenFile(&folder, DELETE | SYNCHRONIZE, &attributes, &io,
                               FILE_SHARE_READ | FILE_SHARE_WRITE,
                               FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT);
  RtlFreeUnicodeString(&path);
  if (!BaseResult(status)) return FALSE;
  status = NtSetInformationFile(folder, &io, &disposition, sizeof(disposition),
                                FileDispositionInformation);
  NtClose(folder);
  return BaseResult(status);
}

BOOL WINAPI RemoveDirectoryA(LPCSTR lpPathName) {
  PUNICODE_STRING name = BaseStaticUnicodeString(lpPathName);
  return name != NULL && RemoveDirectoryW(name->Buffer);
}
