// SPDX-License-Identifier: MIT
// What the files of FormatMessage share.
#pragma once

#include "base.h"

typedef struct _MESSAGE_OUTPUT {
  PWSTR Text;  // from the process heap, without NUL
  ULONG Length, Capacity;
  BOOLEAN Failed;  // no memory
} MESSAGE_OUTPUT;

typedef struct _MESSAGE_ARGUMENTS {
  const ULONG_PTR *First;  // NULL: none
  BOOLEAN Narrow;          // plain !s! and !c! are of the code page, not Unicode
} MESSAGE_ARGUMENTS;

void BasepAppendCharacter(MESSAGE_OUTPUT *Output, WCHAR Character);

// At the digits behind a '%': appends the insert, gives the rest of the template. NULL: no
// argument.
PCWSTR BasepAppendInsert(MESSAGE_OUTPUT *Output, PCWSTR Template,
                         const MESSAGE_ARGUMENTS *Arguments);

// Without the line end; NULL: no such message.
PCSTR BasepFindSystemMessage(DWORD Id);
