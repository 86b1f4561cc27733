// SPDX-License-Identifier: MIT
// Handles, and the names of objects. A name without a directory lies in \BaseNamedObjects.
#include "object.h"

static HANDLE BaseNamedObjectDirectory;

// NULL when it cannot be opened. Two threads may both open it; one handle stays.
static HANDLE BaseGetNamedObjectDirectory(void) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES attributes;
  HANDLE directory;
  HANDLE none = NULL;
  if (BaseNamedObjectDirectory != NULL) return BaseNamedObjectDirectory;
  RtlInitUnicodeString(&name, L"\\BaseNamedObjects");
  InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
  if (!NT_SUCCESS(NtOpenDirectoryObject(&directory, DIRECTORY_ALL_ACCESS, &attributes))) return NULL;
  if (!__atomic_compare_exchange_n(&BaseNamedObjectDirectory, &none, directory, FALSE,
                                   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    NtClose(directory);
  }
  return BaseNamedObjectDirectory;
}

// The name behind `prefix`, or all of it.
static LPCWSTR SkipPrefix(LPCWSTR name, LPCWSTR prefix) {
  LPCWSTR rest = name;
  while (*prefix != 0) {
    if (*rest++ != *prefix++) return name;
  }
  return rest;
}

POBJECT_ATTRIBUTES BaseFormatObjectAttributes(POBJECT_ATTRIBUTES attributes, PUNICODE_STRING string,
                                              LPSECURITY_ATTRIBUTES security, LPCWSTR name) {
  if (security == NULL && name == NULL) return NULL;
  ULONG flags = security != NULL && security->bInheritHandle ? OBJ_INHERIT : 0;
  HANDLE root = NULL;
  if (name != NULL) {
    RtlInitUnicodeString(string, SkipPrefix(SkipPrefix(name, L"Global\\"), L"Local\\"));
    root = BaseGetNamedObjectDirectory();
    flags |= OBJ_OPENIF;
  }
  InitializeObjectAttributes(attributes, name != NULL ? string : NULL, flags, root,
                             security != NULL ? security->lpSecurityDescriptor : NULL);
  return attributes;
}

HANDLE BaseCreatedObject(HANDLE handle, NTSTATUS status) {
  if (!NT_SUCCESS(status)) {
    BaseSetLastNTError(status);
    return NULL;
  }
  RtlSetLastWin32Error(status == STATUS_OBJECT_NAME_EXISTS ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
  return handle;
}

HANDLE BaseOpenObject(OPEN_OBJECT Open, ACCESS_MASK access, BOOL inherit, LPCWSTR name) {
  SECURITY_ATTRIBUTES security = {sizeof(security), NULL, inherit};
  UNICODE_STRING string;
  OBJECT_ATTRIBUTES attributes;
  HANDLE handle;
  if (name == NULL) {
    BaseSetLastNTError(STATUS_INVALID_PARAMETER);
    return NULL;
  }
  BaseFormatObjectAttributes(&attributes, &string, &security, name);
  return BaseResult(Open(&handle, access, &attributes)) ? handle : NULL;
}

BOOL WINAPI CloseHandle(HANDLE hObject) { return BaseResult(NtClose(hObject)); }

BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
                            HANDLE hTargetProcessHandle, HANDLE *lpTargetHandle,
                            DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions) {
  return BaseResult(NtDuplicateObject(hSourceProcessHandle, hSourceHandle, hTargetProcessHandle,
                                      lpTargetHandle, dwDesiredAccess,
                                      bInheritHandle ? OBJ_INHERIT : 0, dwOptions));
}

BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags) {
  OBJECT_HANDLE_FLAG_INFORMATION flags;
  if (!BaseResult(NtQueryObject(hObject, ObjectHandleFlagInformation, &flags, sizeof(flags), NULL))) {
    return FALSE;
  }
  *lpdwFlags = (flags.Inherit ? HANDLE_FLAG_INHERIT : 0) |
               (flags.ProtectFromClose ? HANDLE_FLAG_PROTECT_FROM_CLOSE : 0);
  return TRUE;
}

BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags) {
  OBJECT_HANDLE_FLAG_INFORMATION flags;
  DWORD now;
  if (!GetHandleInformation(hObject, &now)) return FALSE;
  now = (now & ~dwMask) | (dwFlags & dwMask);
  flags.Inherit = (now & HANDLE_FLAG_INHERIT) != 0;
  flags.ProtectFromClose = (now & HANDLE_FLAG_PROTECT_FROM_CLOSE) != 0;
  return BaseResult(NtSetInformationObject(hObject, ObjectHandleFlagInformation, &flags, sizeof(flags)));
}
