// SPDX-License-Identifier: MIT
// RTL_USER_PROCESS_PARAMETERS, written by the parent at the second lowest address of the process.
#pragma once

#include "nt/string.h"

typedef struct _CURDIR {
  UNICODE_STRING DosPath;
  HANDLE Handle;
} CURDIR;

typedef struct _RTL_DRIVE_LETTER_CURDIR {
  USHORT Flags, Length;
  ULONG TimeStamp;
  STRING DosPath;
} RTL_DRIVE_LETTER_CURDIR;

typedef struct _RTL_USER_PROCESS_PARAMETERS {
  ULONG MaximumLength, Length, Flags, DebugFlags;
  HANDLE ConsoleHandle;
  ULONG ConsoleFlags;
  HANDLE StandardInput, StandardOutput, StandardError;
  CURDIR CurrentDirectory;
  UNICODE_STRING DllPath, ImagePathName, CommandLine;
  PWSTR Environment;
  ULONG StartingX, StartingY, CountX, CountY, CountCharsX, CountCharsY;
  ULONG FillAttribute, WindowFlags, ShowWindowFlags;
  UNICODE_STRING WindowTitle, DesktopInfo, ShellInfo, RuntimeData;
  RTL_DRIVE_LETTER_CURDIR CurrentDirectores[32];
} RTL_USER_PROCESS_PARAMETERS, *PRTL_USER_PROCESS_PARAMETERS;
_Static_assert(offsetof(RTL_USER_PROCESS_PARAMETERS, CurrentDirectory) == 0x24, "");
_Static_assert(offsetof(RTL_USER_PROCESS_PARAMETERS, Environment) == 0x48, "");
_Static_assert(offsetof(RTL_USER_PROCESS_PARAMETERS, WindowTitle) == 0x70, "");
_Static_assert(sizeof(RTL_USER_PROCESS_PARAMETERS) == 0x290, "");
