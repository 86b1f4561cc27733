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

// What GetExceptionCode gives.
#define EXCEPTION_ACCESS_VIOLATION ((DWORD)0xc0000005)
#define EXCEPTION_DATATYPE_MISALIGNMENT ((DWORD)0x80000002)
#define EXCEPTION_BREAKPOINT ((DWORD)0x80000003)
#define EXCEPTION_SINGLE_STEP ((DWORD)0x80000004)
#define EXCEPTION_ARRAY_BOUNDS_EXCEEDED ((DWORD)0xc000008c)
#define EXCEPTION_FLT_DENORMAL_OPERAND ((DWORD)0xc000008d)
#define EXCEPTION_FLT_DIVIDE_BY_ZERO ((DWORD)0xc000008e)
#define EXCEPTION_FLT_INEXACT_RESULT ((DWORD)0xc000008f)
#define EXCEPTION_FLT_INVALID_OPERATION ((DWORD)0xc0000090)
#define EXCEPTION_FLT_OVERFLOW ((DWORD)0xc0000091)
#define EXCEPTION_FLT_STACK_CHECK ((DWORD)0xc0000092)
#define EXCEPTION_FLT_UNDERFLOW ((DWORD)0xc0000093)
#define EXCEPTION_INT_DIVIDE_BY_ZERO ((DWORD)0xc0000094)
#define EXCEPTION_INT_OVERFLOW ((DWORD)0xc0000095)
#define EXCEPTION_PRIV_INSTRUCTION ((DWORD)0xc0000096)
#define EXCEPTION_IN_PAGE_ERROR ((DWORD)0xc0000006)
#define EXCEPTION_ILLEGAL_INSTRUCTION ((DWORD)0xc000001d)
#define EXCEPTION_NONCONTINUABLE_EXCEPTION ((DWORD)0xc0000025)
#define EXCEPTION_STACK_OVERFLOW ((DWORD)0xc00000fd)
#define EXCEPTION_INVALID_DISPOSITION ((DWORD)0xc0000026)
#define EXCEPTION_GUARD_PAGE ((DWORD)0x80000001)
#define EXCEPTION_INVALID_HANDLE ((DWORD)0xc0000008)
#define EXCEPTION_POSSIBLE_DEADLOCK ((DWORD)0xc0000194)
#define CONTROL_C_EXIT ((DWORD)0xc000013a)

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
