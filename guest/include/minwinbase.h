// SPDX-License-Identifier: MIT
// What the headers of kernel32 share.
#pragma once

#include "winnt.h"

#ifdef KERNEL32
#define WINBASEAPI NOINLINE
#define WINBASEFORWARD __declspec(dllimport)
#elif defined(__cplusplus)
#define WINBASEAPI extern "C" __declspec(dllimport)
#define WINBASEFORWARD extern "C" __declspec(dllimport)
#else
#define WINBASEAPI __declspec(dllimport)
#define WINBASEFORWARD __declspec(dllimport)
#endif

#define ZeroMemory(destination, size) __builtin_memset(destination, 0, size)
#define FillMemory(destination, size, fill) __builtin_memset(destination, fill, size)
#define CopyMemory(destination, source, size) __builtin_memcpy(destination, source, size)
#define MoveMemory(destination, source, size) __builtin_memmove(destination, source, size)

typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

typedef struct _FILETIME {
  DWORD dwLowDateTime, dwHighDateTime;
} FILETIME, *LPFILETIME;

typedef struct _OVERLAPPED {
  ULONG_PTR Internal, InternalHigh;  // NTSTATUS, bytes
  DWORD Offset, OffsetHigh;
  HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;

typedef struct _SYSTEMTIME {
  WORD wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds;
} SYSTEMTIME, *LPSYSTEMTIME;

typedef struct _WIN32_FIND_DATAA {
  DWORD dwFileAttributes;
  FILETIME ftCreationTime, ftLastAccessTime, ftLastWriteTime;
  DWORD nFileSizeHigh, nFileSizeLow, dwReserved0, dwReserved1;
  CHAR cFileName[MAX_PATH];
  CHAR cAlternateFileName[14];
} WIN32_FIND_DATAA, *LPWIN32_FIND_DATAA;

typedef struct _WIN32_FIND_DATAW {
  DWORD dwFileAttributes;
  FILETIME ftCreationTime, ftLastAccessTime, ftLastWriteTime;
  DWORD nFileSizeHigh, nFileSizeLow, dwReserved0, dwReserved1;
  WCHAR cFileName[MAX_PATH];
  WCHAR cAlternateFileName[14];
} WIN32_FIND_DATAW, *LPWIN32_FIND_DATAW;
