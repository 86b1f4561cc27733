// SPDX-License-Identifier: MIT
// Basic Win32 types, 32-bit.
#pragma once

typedef void *PVOID, *LPVOID, *HANDLE, *HMODULE, *HINSTANCE, *HLOCAL, *HGLOBAL;
typedef const void *LPCVOID;
typedef char CHAR, *PCHAR, *PSTR, *LPSTR;
typedef const char *PCSTR, *LPCSTR;
typedef unsigned char UCHAR, BYTE, BOOLEAN, *PUCHAR, *PBYTE, *PBOOLEAN;
typedef short SHORT;
typedef unsigned short USHORT, WORD, *PUSHORT, *PWORD;
#ifdef __cplusplus
typedef wchar_t WCHAR, *PWSTR, *LPWSTR;
#else
typedef unsigned short WCHAR, *PWSTR, *LPWSTR;
#endif
typedef const WCHAR *PCWSTR, *LPCWSTR;
typedef int BOOL, INT, *PBOOL;
typedef unsigned int UINT;
typedef long LONG, *PLONG, NTSTATUS;
typedef unsigned long ULONG, DWORD, ACCESS_MASK, *PULONG, *PDWORD, *LPDWORD;
typedef long long LONGLONG;
typedef unsigned long long ULONGLONG;
typedef unsigned long SIZE_T, *PSIZE_T, ULONG_PTR, *PULONG_PTR, DWORD_PTR;
typedef unsigned int UINT_PTR;
typedef long LONG_PTR;
typedef int (__stdcall *FARPROC)(void);

typedef union _LARGE_INTEGER {
  struct {
    DWORD LowPart;
    LONG HighPart;
  };
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

#define TRUE 1
#define FALSE 0
#ifndef NULL
#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *)0)
#endif
#endif
#define VOID void
#define CONST const
#define WINAPI __stdcall
#define NTAPI __stdcall
#define CALLBACK __stdcall
#define MAX_PATH 260
#ifndef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)
#endif
#define NOINLINE __attribute__((noinline))
#define NAKED __attribute__((naked, noinline))

#define CONTAINING_RECORD(address, type, field) \
  ((type *)((PCHAR)(address) - offsetof(type, field)))
