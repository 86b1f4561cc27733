// SPDX-License-Identifier: MIT
// Basic Win32 types, 32-bit.
#pragma once

#include "basetsd.h"

typedef void *PVOID, *LPVOID, *HANDLE, *HMODULE, *HINSTANCE, *HLOCAL, *HGLOBAL;
typedef const void *LPCVOID;
typedef char CHAR, *PCHAR, *PSTR, *LPSTR;
typedef const char *PCSTR, *LPCSTR;
typedef unsigned char UCHAR, BYTE, BOOLEAN, *PUCHAR, *PBYTE, *LPBYTE, *PBOOLEAN;
typedef short SHORT;
typedef unsigned short USHORT, WORD, ATOM, *PUSHORT, *PWORD, *LPWORD;
#ifdef __cplusplus
typedef wchar_t WCHAR, *PWSTR, *LPWSTR;
#else
typedef unsigned short WCHAR, *PWSTR, *LPWSTR;
#endif
typedef const WCHAR *PCWSTR, *LPCWSTR;
typedef int BOOL, INT, *PBOOL, *LPBOOL, *PINT, *LPINT;
typedef unsigned int UINT, *PUINT;
typedef float FLOAT;
typedef long LONG, *PLONG, *LPLONG, HRESULT, NTSTATUS;
typedef unsigned long ULONG, DWORD, ACCESS_MASK, COLORREF, *PULONG, *PDWORD, *LPDWORD;
typedef UINT_PTR WPARAM;
typedef LONG_PTR LPARAM, LRESULT;
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
#define APIENTRY __stdcall
#define WINAPIV __cdecl

#define MAKEWORD(low, high) ((WORD)((BYTE)(low) | (WORD)(BYTE)(high) << 8))
#define MAKELONG(low, high) ((LONG)((WORD)(low) | (DWORD)(WORD)(high) << 16))
#define LOWORD(value) ((WORD)(DWORD_PTR)(value))
#define HIWORD(value) ((WORD)((DWORD_PTR)(value) >> 16))
#define LOBYTE(value) ((BYTE)(DWORD_PTR)(value))
#define HIBYTE(value) ((BYTE)((DWORD_PTR)(value) >> 8))
#if !defined(NOMINMAX) && !defined(__cplusplus)
#define max(a, b) ((a) > (b) ? (a) : (b))
#define min(a, b) ((a) < (b) ? (a) : (b))
#endif

#define NOINLINE __attribute__((noinline))
#define NAKED __attribute__((naked, noinline))

#define CONTAINING_RECORD(address, type, field) \
  ((type *)((PCHAR)(address) - offsetof(type, field)))

// Name of a function with two forms: that for TCHAR.
#ifdef UNICODE
#define NAME_AW(name) name##W
#else
#define NAME_AW(name) name##A
#endif
