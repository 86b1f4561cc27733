// SPDX-License-Identifier: MIT
// Searching a folder. A search handle is the handle of the open folder.
#include "base.h"

#define FILE_LIST_DIRECTORY 1
#define FILE_DIRECTORY_FILE 0x01
#define FILE_SYNCHRONOUS_IO_NONALERT 0x20

typedef struct _ENTRY {
  FILE_BOTH_DIR_INFORMATION information;
  WCHAR name[MAX_PATH];
} ENTRY;

static void CopyTime(FILETIME *to, LARGE_INTEGER from) {
  to->dwLowDateTime = from.LowPart;
  to->dwHighDateTime = (DWORD)from.HighPart;
}

static BOOL Next(HANDLE folder, PUNICODE_STRING pattern, LPWIN32_FIND_DATAW data) {
  ENTRY entry;
  IO_STATUS_BLOCK io;
  const FILE_BOTH_DIR_INFORMATION *information = &entry.information;
  NTSTATUS status = NtQueryDirectoryFile(folder, NULL, NULL, NULL, &io, &entry, sizeof(entry),
                                         FileBothDirectoryInformation, TRUE, pattern, FALSE);
  if (!BaseResult(status)) return FALSE;
  memset(data, 0, sizeof(*data));
  data->dwFileAttributes = information->FileAttributes;
  CopyTime(&data->ftCreationTime, information->CreationTime);
  CopyTime(&data->ftLastAccessTime, information->LastAccessTime);
  CopyTime(&data->ftLastWriteTime, information->LastWriteTime);
  data->nFileSizeHigh = (DWORD)information->EndOfFile.HighPart;
  data->nFileSizeLow = information->EndOfFile.LowPart;
  ULONG bytes = information->FileNameLength;
  if (bytes > (MAX_PATH - 1) * sizeof(WCHAR)) bytes = (MAX_PATH - 1) * sizeof(WCHAR);
  memcpy(data->cFileName, information->FileName, bytes);
  return TRUE;
}

HANDLE WINAPI FindFirstFileW(LPCWSTR lpFileName, LPWIN32_FIND_DATAW lpFindFileData) {
  UNICODE_STRING path;
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK io;
  HANDLE folder;
  if (!RtlDosPathNameToNtPathName_U(lpFileName, &path, NULL, NULL)) {
    BaseSetLastNTError(STATUS_OBJECT_PATH_NOT_FOUND);
    return INVALID_HANDLE_VALUE;
  }
  UNICODE_STRING name = {0, 0, path.Buffer + path.Length / sizeof(WCHAR)};
  while (name.Buffer > path.Buffer && name.Buffer[-1] != '\\') name.Buffer--;
  name.Length = (USHORT)((PCHAR)path.Buffer + path.Length - (PCHAR)name.Buffer);
  path.Length -= name.Length;
  if (name.Length == 6 && memcmp(name.Buffer, L"*.*", 6) == 0) name.Length = 2;
  InitializeObjectAttributes(&attributes, &path, OBJ_CASE_INSENSITIVE, NULL, NULL);
  NTSTATUS status = NtOpenFile(&folder, FILE_LIST_DIRECTORY | SYNCHRONIZE, &attributes, &io,
                               FILE_SHARE_READ | FILE_SHARE_WRITE,
                               FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT);
  if (status == STATUS_OBJECT_NAME_NOT_FOUND) status = STATUS_OBJECT_PATH_NOT_FOUND;
  BOOL found = BaseResult(status);
  if (found && !Next(folder, &name, lpFindFileData)) {
    NtClose(folder);
    found = FALSE;
  }
  RtlFreeUnicodeString(&path);
  return found ? folder : INVALID_HANDLE_VALUE;
}

BOOL WINAPI FindNextFileW(HANDLE hFindFile, LPWIN32_FIND_DATAW lpFindFileData) {
  return Next(hFindFile, NULL, lpFindFileData);
}

BOOL WINAPI FindClose(HANDLE hFindFile) { return BaseResult(NtClose(hFindFile)); }

static void NarrowData(LPWIN32_FIND_DATAA to, const WIN32_FIND_DATAW *from) {
  memcpy(to, from, offsetof(WIN32_FIND_DATAA, cFileName));
  for (ULONG i = 0; i < MAX_PATH; i++) to->cFileName[i] = (CHAR)from->cFileName[i];
  to->cAlternateFileName[0] = '\0';
}

HANDLE WINAPI FindFirstFileA(LPCSTR lpFileName, LPWIN32_FIND_DATAA lpFindFileData) {
  WIN32_FIND_DATAW data;
  PUNICODE_STRING name = BaseStaticUnicodeString(lpFileName);
  HANDLE find = name != NULL ? FindFirstFileW(name->Buffer, &data) : INVALID_HANDLE_VALUE;
  if (find != INVALID_HANDLE_VALUE) NarrowData(lpFindFileData, &data);
  return find;
}

BOOL WINAPI FindNextFileA(HANDLE hFindFile, LPWIN32_FIND_DATAA lpFindFileData) {
  WIN32_FIND_DATAW data;
  if (!FindNextFileW(hFindFile, &data)) return FALSE;
  NarrowData(lpFindFileData, &data);
  return TRUE;
}
