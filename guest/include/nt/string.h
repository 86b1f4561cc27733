// SPDX-License-Identifier: MIT
// Counted strings.
#pragma once

#include "windef.h"

typedef struct _UNICODE_STRING {
  USHORT Length;         // bytes, without a terminating NUL
  USHORT MaximumLength;  // bytes
  PWSTR Buffer;
} UNICODE_STRING, *PUNICODE_STRING;

typedef struct _STRING {
  USHORT Length, MaximumLength;
  PSTR Buffer;
} STRING, ANSI_STRING, *PANSI_STRING;
