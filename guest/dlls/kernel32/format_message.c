// SPDX-License-Identifier: MIT
// FormatMessage. Images have no message tables here: a module has no messages. Source: MSDN.
#include "message.h"

#define ERROR_MR_MID_NOT_FOUND 317
#define ERROR_RESOURCE_TYPE_NOT_FOUND 1813
#define KEEP_LINES 0
#define ONE_LINE FORMAT_MESSAGE_MAX_WIDTH_MASK

void BasepAppendCharacter(MESSAGE_OUTPUT *Output, WCHAR Character) {
  if (Output->Length == Output->Capacity) {
    ULONG capacity = Output->Capacity * 2 + 256;
    PWSTR text = RtlAllocateHeap(GetProcessHeap(), 0, capacity * sizeof(WCHAR));
    if (text == NULL) {
      Output->Failed = TRUE;
      return;
    }
    if (Output->Text != NULL) {
      memcpy(text, Output->Text, Output->Length * sizeof(WCHAR));
      RtlFreeHeap(GetProcessHeap(), 0, Output->Text);
    }
    Output->Text = text;
    Output->Capacity = capacity;
  }
  Output->Text[Output->Length++] = Character;
}

static void AppendLineEnd(MESSAGE_OUTPUT *output) {
  BasepAppendCharacter(output, '\r');
  BasepAppendCharacter(output, '\n');
}

// What follows a '%' and is no insert; gives the rest, NULL at the end of the message.
static PCWSTR AppendEscape(MESSAGE_OUTPUT *output, PCWSTR at) {
  static const struct { CHAR letter, stands_for; } escapes[] = {{'r', '\r'}, {'t', '\t'}};
  if (*at == '0') return NULL;
  if (*at == 'n') {
    AppendLineEnd(output);
    return at + 1;
  }
  for (ULONG i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
    if (*at == (BYTE)escapes[i].letter) {
      BasepAppendCharacter(output, (BYTE)escapes[i].stands_for);
      return at + 1;
    }
  }
  if (*at == '\0') return NULL;
  BasepAppendCharacter(output, *at);
  return at + 1;
}

// Breaks the line at its last blank, which is at `blank`.
static void BreakLine(MESSAGE_OUTPUT *output, ULONG blank) {
  BasepAppendCharacter(output, '\0');
  if (output->Failed) return;
  memmove(&output->Text[blank + 2], &output->Text[blank + 1],
          (output->Length - blank - 2) * sizeof(WCHAR));
  output->Text[blank] = '\r';
  output->Text[blank + 1] = '\n';
}

// Lines of at most `width` characters, where words let them.
static void Wrap(MESSAGE_OUTPUT *output, ULONG width) {
  ULONG start = 0;
  ULONG blank = 0;
  for (ULONG i = 0; i < output->Length && !output->Failed; i++) {
    if (output->Text[i] == '\n') start = i + 1;
    if (output->Text[i] == ' ') blank = i;
    if (output->Text[i] < ' ' || i - start < width || blank <= start) continue;
    BreakLine(output, blank);
    start = blank + 2;
    i = start;
  }
}

// FALSE: an insert has no argument.
static BOOL Expand(MESSAGE_OUTPUT *output, PCWSTR at, DWORD flags,
                   const MESSAGE_ARGUMENTS *arguments) {
  DWORD width = flags & FORMAT_MESSAGE_MAX_WIDTH_MASK;
  while (at != NULL && *at != '\0' && !output->Failed) {
    WCHAR c = *at++;
    if (c == '%') {
      BOOL keeps = (flags & FORMAT_MESSAGE_IGNORE_INSERTS) != 0;
      if (*at >= '1' && *at <= '9' && !keeps) {
        at = BasepAppendInsert(output, at, arguments);
        if (at == NULL) return FALSE;
      } else if ((*at >= '1' && *at <= '9') || (*at == '%' && keeps)) {
        BasepAppendCharacter(output, c);
        BasepAppendCharacter(output, *at++);
      } else {
        at = AppendEscape(output, at);
      }
    } else if (c == '\r' || c == '\n') {
      if (c == '\r' && *at == '\n') at++;
      if (width == KEEP_LINES)
        AppendLineEnd(output);
      else
        BasepAppendCharacter(output, ' ');
    } else {
      BasepAppendCharacter(output, c);
    }
  }
  if (width != KEEP_LINES && width != ONE_LINE) Wrap(output, width);
  return TRUE;
}

// The template in a buffer of the process heap; NULL and the last error set.
static PWSTR Widen(PCSTR text, PCSTR end) {
  SIZE_T length = strlen(text);
  SIZE_T rest = strlen(end);
  PWSTR wide = RtlAllocateHeap(GetProcessHeap(), 0, (length + rest + 1) * sizeof(WCHAR));
  if (wide == NULL) {
    BaseSetLastNTError(STATUS_NO_MEMORY);
    return NULL;
  }
  for (SIZE_T i = 0; i < length; i++) wide[i] = (BYTE)text[i];
  for (SIZE_T i = 0; i <= rest; i++) wide[length + i] = (BYTE)end[i];
  return wide;
}

static PWSTR FindSystemTemplate(DWORD flags, DWORD id) {
  if (flags & FORMAT_MESSAGE_FROM_SYSTEM) {
    PCSTR text = BasepFindSystemMessage(id);
    if (text != NULL) return Widen(text, "\r\n");
    RtlSetLastWin32Error(ERROR_MR_MID_NOT_FOUND);
  } else if (flags & FORMAT_MESSAGE_FROM_HMODULE) {
    RtlSetLastWin32Error(ERROR_RESOURCE_TYPE_NOT_FOUND);
  } else {
    RtlSetLastWin32Error(ERROR_INVALID_PARAMETER);
  }
  return NULL;
}

static BOOL Format(MESSAGE_OUTPUT *output, DWORD flags, LPCVOID source, DWORD id, va_list *list,
                   BOOLEAN narrow) {
  MESSAGE_ARGUMENTS arguments = {NULL, narrow};
  PWSTR own = NULL;
  PCWSTR text = source;
  if (list != NULL) {
    arguments.First =
        flags & FORMAT_MESSAGE_ARGUMENT_ARRAY ? (const ULONG_PTR *)list : *(const ULONG_PTR **)list;
  }
  if (!(flags & FORMAT_MESSAGE_FROM_STRING)) {
    text = own = FindSystemTemplate(flags, id);
  } else if (narrow) {
    text = own = Widen(source, "");
  }
  if (text == NULL) return FALSE;
  BOOL done = Expand(output, text, flags, &arguments);
  if (!done) RtlSetLastWin32Error(ERROR_INVALID_PARAMETER);
  if (own != NULL) RtlFreeHeap(GetProcessHeap(), 0, own);
  if (output->Failed) return BaseResult(STATUS_NO_MEMORY);
  return done;
}

// Gives the number of characters, without the NUL.
static DWORD Deliver(const MESSAGE_OUTPUT *output, DWORD flags, LPVOID buffer, DWORD size,
                     BOOLEAN narrow) {
  ULONG wanted = output->Length + 1;
  if (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER) {
    PVOID made =
        LocalAlloc(LMEM_ZEROINIT, (size > wanted ? size : wanted) * (narrow ? 1 : sizeof(WCHAR)));
    *(PVOID *)buffer = made;
    if (made == NULL) return 0;
    buffer = made;
  } else if (size < wanted) {
    RtlSetLastWin32Error(ERROR_INSUFFICIENT_BUFFER);
    return 0;
  }
  for (ULONG i = 0; i < wanted; i++) {
    WCHAR c = i < output->Length ? output->Text[i] : '\0';
    if (narrow)
      ((PSTR)buffer)[i] = (CHAR)c;
    else
      ((PWSTR)buffer)[i] = c;
  }
  return output->Length;
}

static DWORD FormatAndDeliver(DWORD flags, LPCVOID source, DWORD id, LPVOID buffer, DWORD size,
                              va_list *arguments, BOOLEAN narrow) {
  MESSAGE_OUTPUT output = {0};
  DWORD length = 0;
  if (buffer == NULL) {
    RtlSetLastWin32Error(ERROR_INVALID_PARAMETER);
    return 0;
  }
  if (Format(&output, flags, source, id, arguments, narrow)) {
    length = Deliver(&output, flags, buffer, size, narrow);
  }
  if (output.Text != NULL) RtlFreeHeap(GetProcessHeap(), 0, output.Text);
  return length;
}

DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                            LPWSTR lpBuffer, DWORD nSize, va_list *Arguments) {
  return FormatAndDeliver(dwFlags, lpSource, dwMessageId, lpBuffer, nSize, Arguments, FALSE);
}

DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                            LPSTR lpBuffer, DWORD nSize, va_list *Arguments) {
  return FormatAndDeliver(dwFlags, lpSource, dwMessageId, lpBuffer, nSize, Arguments, TRUE);
}
