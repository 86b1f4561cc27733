// SPDX-License-Identifier: MIT
// Deleting, moving and copying of files.
#include "base.h"

#define FILE_SYNCHRONOUS_IO_NONALERT 0x20
#define COPY_PIECE 0x4000

BOOL WINAPI DeleteFileW(LPCWSTR lpFileName) {
  UNICODE_STRING path;
  OBJECT_ATTRIBUTES attributes;
  if (!RtlDosPathNameToNtPathName_U(lpFileName, &path, NULL, NULL)) {
    return BaseResult(STATUS_OBJECT_PATH_NOT_FOUND);
  }
  InitializeObjectAttributes(&attributes, &path, OBJ_CASE_INSENSITIVE, NULL, NULL);
  NTSTATUS status = NtDeleteFile(&attributes);
  RtlFreeUnicodeString(&path);
  return BaseResult(status);
}

BOOL WINAPI DeleteFileA(LPCSTR lpFileName) {
  PUNICODE_STRING name = BaseStaticUnicodeString(lpFileName);
  return name != NULL && DeleteFileW(name->Buffer);
}

static NTSTATUS Rename(HANDLE file, const UNICODE_STRING *path, BOOLEAN replace) {
  IO_STATUS_BLOCK io;
  ULONG size = sizeof(FILE_RENAME_INFORMATION) + path->Length;
  FILE_RENAME_INFORMATION *information = RtlAllocateHeap(GetProcessHeap(), HEAP_ZERO_MEMORY, size);
  if (information == NULL) return STATUS_NO_MEMORY;
  information->ReplaceIfExists = replace;
  information->FileNameLength = path->Length;
  memcpy(information->FileName, path->Buffer, path->Length);
  NTSTATUS status = NtSetInformationFile(file, &io, information, size, FileRenameInformation);
  RtlFreeHeap(GetProcessHeap(), 0, information);
  return status;
}

BOOL WINAPI MoveFileExW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName, DWORD dwFlags) {
  UNICODE_STRING from;
  UNICODE_STRING to;
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK io;
  HANDLE file;
  if (!RtlDosPathNameToNtPathName_U(lpExistingFileName, &from, NULL, NULL)) {
    return BaseResult(STATUS_OBJECT_PATH_NOT_FOUND);
  }
  InitializeObjectAttributes(&attributes, &from, OBJ_CASE_INSENSITIVE, NULL, NULL);
  NTSTATUS status = NtOpenFile(&file, DELETE | SYNCHRONIZE, &attributes, &io, FILE_SHARE_READ,
                               FILE_SYNCHRONOUS_IO_NONALERT);
  RtlFreeUnicodeString(&from);
  if (!BaseResult(status)) return FALSE;
  status = STATUS_OBJECT_PATH_NOT_FOUND;
  if (RtlDosPathNameToNtPathName_U(lpNewFileName, &to, NULL, NULL)) {
    status = Rename(file, &to, (dwFlags & MOVEFILE_REPLACE_EXISTING) != 0);
    RtlFreeUnicodeString(&to);
  }
  NtClose(file);
  return BaseResult(status);
}

BOOL WINAPI MoveFileW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName) {
  return MoveFileExW(lpExistingFileName, lpNewFileName, 0);
}

BOOL WINAPI MoveFileExA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName, DWORD dwFlags) {
  ANSI_STRING ansi;
  UNICODE_STRING to;
  RtlInitAnsiString(&ansi, lpNewFileName);
  if (!BaseResult(RtlAnsiStringToUnicodeString(&to, &ansi, TRUE))) return FALSE;
  PUNICODE_STRING from = BaseStaticUnicodeString(lpExistingFileName);
  BOOL result = from != NULL && MoveFileExW(from->Buffer, to.Buffer, dwFlags);
  RtlFreeUnicodeString(&to);
  return result;
}

BOOL WINAPI MoveFileA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName) {
  return MoveFileExA(lpExistingFileName, lpNewFileName, 0);
}

static BOOL CopyContent(HANDLE from, HANDLE to) {
  PVOID piece = RtlAllocateHeap(GetProcessHeap(), 0, COPY_PIECE);
  DWORD bytes;
  DWORD written;
  if (piece == NULL) return BaseResult(STATUS_NO_MEMORY);
  BOOL result;
  do {
    result = ReadFile(from, piece, COPY_PIECE, &bytes, NULL) &&
             (bytes == 0 || WriteFile(to, piece, bytes, &written, NULL));
  } while (result && bytes != 0);
  RtlFreeHeap(GetProcessHeap(), 0, piece);
  return result;
}

BOOL WINAPI CopyFileA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName, BOOL bFailIfExists) {
  HANDLE from = CreateFileA(lpExistingFileName, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                            FILE_ATTRIBUTE_NORMAL, NULL);
  if (from == INVALID_HANDLE_VALUE) return FALSE;
  HANDLE to = CreateFileA(lpNewFileName, GENERIC_WRITE, 0, NULL,
                          bFailIfExists ? CREATE_NEW : CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
  BOOL result = to != INVALID_HANDLE_VALUE && CopyContent(from, to);
  if (to != INVALID_HANDLE_VALUE) CloseHandle(to);
  CloseHandle(from);
  return result;
}
