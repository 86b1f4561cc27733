// SPDX-License-Identifier: MIT
// Integers of a given size, and those of a pointer's size. Source: MSDN, "Windows Data Types".
#pragma once

typedef signed char INT8;
typedef short INT16;
typedef int INT32, LONG32, INT_PTR, *PINT_PTR;
typedef unsigned char UINT8;
typedef unsigned short UINT16;
typedef unsigned int UINT32, ULONG32, DWORD32, UINT_PTR, *PUINT_PTR;
typedef long LONG_PTR, SSIZE_T, *PLONG_PTR;
typedef unsigned long ULONG_PTR, DWORD_PTR, SIZE_T, *PULONG_PTR, *PDWORD_PTR, *PSIZE_T;
typedef long long LONGLONG, INT64, LONG64, *PLONGLONG, *PINT64, *PLONG64;
typedef unsigned long long ULONGLONG, UINT64, ULONG64, DWORD64, DWORDLONG, *PULONGLONG, *PUINT64, *PDWORD64;
