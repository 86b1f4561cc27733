// SPDX-License-Identifier: MIT
// Names of files: full paths, the current directory, temporary files.
#include "base.h"

#define NT_PREFIX 4  // "\??\"

// Characters without the NUL; with it if the buffer is too small.
DWORD WINAPI GetFullPathNameA(LPCSTR lpFileName, DWORD nBufferLength, LPSTR lpBuffer,
                              LPSTR *lpFilePart) {
  UNICODE_STRING path;
  PUNICODE_STRING name = BaseStaticUnicodeString(lpFileName);
  if (name == NULL) return 0;
  if (!RtlDosPathNameToNtPathName_U(name->Buffer, &path, NULL, NULL)) {
    RtlSetLastWin32Error(ERROR_INVALID_NAME);
    return 0;
  }
  DWORD length = path.Length / sizeof(WCHAR) - NT_PREFIX;
  BOOL folder = length == 2;  // a drive alone
  if (length + folder < nBufferLength) {
    for (DWORD i = 0; i < length; i++) lpBuffer[i] = (CHAR)path.Buffer[NT_PREFIX + i];
    if (folder) lpBuffer[length++] = '\\';
    lpBuffer[length] = '\0';
    if (lpFilePart != NULL) {
      LPSTR file = strrchr(lpBuffer, '\\') + 1;
      *lpFilePart = *file != '\0' ? file : NULL;
    }
  } else {
    length += folder + 1;
  }
  RtlFreeUnicodeString(&path);
  return length;
}

BOOL WINAPI SetCurrentDirectoryW(LPCWSTR lpPathName) {
  UNICODE_STRING path;
  if (GetFileAttributesW(lpPathName) == INVALID_FILE_ATTRIBUTES) return FALSE;
  if (!(GetFileAttributesW(lpPathName) & FILE_ATTRIBUTE_DIRECTORY)) {
    RtlSetLastWin32Error(ERROR_DIRECTORY);
    return FALSE;
  }
  if (!RtlDosPathNameToNtPathName_U(lpPathName, &path, NULL, NULL)) {
    return BaseResult(STATUS_OBJECT_PATH_NOT_FOUND);
  }
  UNICODE_STRING plain = {(USHORT)(path.Length - NT_PREFIX * sizeof(WCHAR)), 0,
                          path.Buffer + NT_PREFIX};
  RtlAcquirePebLock();
  UNICODE_STRING *current = &NtCurrentPeb()->ProcessParameters->CurrentDirectory.DosPath;
  SIZE_T bytes = plain.Length + 2 * sizeof(WCHAR);
  NTSTATUS status = STATUS_SUCCESS;
  if (bytes > current->MaximumLength) {
    PWSTR room = RtlAllocateHeap(GetProcessHeap(), 0, bytes);
    status = room != NULL ? STATUS_SUCCESS : STATUS_NO_MEMORY;
    if (room != NULL) *current = (UNICODE_STRING){0, (USHORT)bytes, room};
  }
  if (NT_SUCCESS(status)) {
    RtlCopyUnicodeString(current, &plain);
    if (current->Buffer[current->Length / sizeof(WCHAR) - 1] != '\\') {
      RtlAppendUnicodeToString(current, L"\\");
    }
  }
  RtlReleasePebLock();
  RtlFreeUnicodeString(&path);
  return BaseResult(status);
}

BOOL WINAPI SetCurrentDirectoryA(LPCSTR lpPathName) {
  WCHAR path[MAX_PATH];
  return MultiByteToWideChar(CP_ACP, 0, lpPathName, -1, path, MAX_PATH) != 0 &&
         SetCurrentDirectoryW(path);
}

// TMP, else TEMP, else the current directory. Source: MSDN.
DWORD WINAPI GetTempPathA(DWORD nBufferLength, LPSTR lpBuffer) {
  CHAR path[MAX_PATH + 1];
  DWORD length = GetEnvironmentVariableA("TMP", path, MAX_PATH);
  if (length == 0 || length >= MAX_PATH) length = GetEnvironmentVariableA("TEMP", path, MAX_PATH);
  if (length == 0 || length >= MAX_PATH) length = GetCurrentDirectoryA(MAX_PATH, path);
  if (path[length - 1] != '\\') {
    path[length++] = '\\';
    path[length] = '\0';
  }
  if (length >= nBufferLength) return length + 1;
  strcpy(lpBuffer, path);
  return length;
}

// Path, three letters of the prefix, hexadecimal number, ".tmp". Number 0: a free one, and an empty
// file is made.
UINT WINAPI GetTempFileNameA(LPCSTR lpPathName, LPCSTR lpPrefixString, UINT uUnique,
                             LPSTR lpTempFileName) {
  UINT number = uUnique != 0 ? uUnique : GetTickCount() & 0xffff;
  for (UINT tries = 0; tries < 0x10000; tries++, number = (number + 1) & 0xffff) {
    CHAR digits[9];
    UINT count = 0;
    if (number == 0) continue;
    for (UINT shift = 32; shift != 0; shift -= 4) {
      UINT digit = number >> (shift - 4) & 0xf;
      if (count != 0 || digit != 0) digits[count++] = "0123456789ABCDEF"[digit];
    }
    digits[count] = '\0';
    strcpy(lpTempFileName, lpPathName);
    if (lpTempFileName[strlen(lpTempFileName) - 1] != '\\') strcat(lpTempFileName, "\\");
    LPSTR end = lpTempFileName + strlen(lpTempFileName);
    for (UINT i = 0; i < 3 && lpPrefixString[i] != '\0'; i++) *end++ = lpPrefixString[i];
    strcpy(end, digits);
    strcat(end, ".tmp");
    if (uUnique != 0) return uUnique;
    HANDLE file = CreateFileA(lpTempFileName, GENERIC_WRITE, 0, NULL, CREATE_NEW,
                              FILE_ATTRIBUTE_NORMAL, NULL);
    if (file != INVALID_HANDLE_VALUE) {
      CloseHandle(file);
      return number;
    }
    if (RtlGetLastWin32Error() != ERROR_FILE_EXISTS) return 0;
  }
  return 0;
}
