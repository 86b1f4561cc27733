// SPDX-License-Identifier: MIT
// Handles. Source: MSDN.
#pragma once

#include "minwinbase.h"

#define INVALID_HANDLE_VALUE ((HANDLE)-1)

WINBASEAPI BOOL WINAPI CloseHandle(HANDLE hObject);
WINBASEAPI BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
    HANDLE hTargetProcessHandle, HANDLE *lpTargetHandle, DWORD dwDesiredAccess,
    BOOL bInheritHandle, DWORD dwOptions);
