// SPDX-License-Identifier: MIT
// What the functions that make and open objects share.
#pragma once

#include "base.h"

typedef NTSTATUS (NTAPI *OPEN_OBJECT)(HANDLE *Handle, ACCESS_MASK DesiredAccess,
                                      POBJECT_ATTRIBUTES ObjectAttributes);

// NULL when there is nothing to say.
POBJECT_ATTRIBUTES BaseFormatObjectAttributes(POBJECT_ATTRIBUTES attributes, PUNICODE_STRING string,
                                              LPSECURITY_ATTRIBUTES security, LPCWSTR name);
// The handle and ERROR_ALREADY_EXISTS or no error, or NULL and what went wrong.
HANDLE BaseCreatedObject(HANDLE handle, NTSTATUS status);
HANDLE BaseOpenObject(OPEN_OBJECT Open, ACCESS_MASK access, BOOL inherit, LPCWSTR name);

// FunctionA of a FunctionW whose name parameter is NULL or is widened first.
#define BASE_WIDE_NAME(name)                                      \
  LPCWSTR wide = NULL;                                            \
  if (name != NULL) {                                             \
    PUNICODE_STRING string = BaseStaticUnicodeString(name);       \
    if (string == NULL) return NULL;                              \
    wide = string->Buffer;                                        \
  }
