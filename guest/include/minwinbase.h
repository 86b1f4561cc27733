// SPDX-License-Identifier: MIT
// What the headers of kernel32 share.
#pragma once

#include "winnt.h"

#ifdef KERNEL32
#define WINBASEAPI NOINLINE
#define WINBASEFORWARD __declspec(dllimport)
#else
#define WINBASEAPI __declspec(dllimport)
#define WINBASEFORWARD __declspec(dllimport)
#endif

typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

typedef struct _FILETIME {
  DWORD dwLowDateTime, dwHighDateTime;
} FILETIME, *LPFILETIME;
