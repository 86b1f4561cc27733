// SPDX-License-Identifier: MIT
// Inserts of messages: %n and %n!format!, format as in printf without floating point. Source: MSDN.
#include "message.h"

typedef struct _FORMAT {
  BOOLEAN Left, Zero, Plus, Alternate, Short, Long;
  LONG Width, Precision;  // Precision -1: none
  WCHAR Type;
} FORMAT;

static BOOLEAN IsDigit(WCHAR c) { return c >= '0' && c <= '9'; }

// A number, or '*' for the next argument.
static PCWSTR ReadNumber(PCWSTR at, LONG *number, const ULONG_PTR **next) {
  if (*at == '*') {
    *number = (LONG) * (*next)++;
    return at + 1;
  }
  for (*number = 0; IsDigit(*at); at++) *number = *number * 10 + (*at - '0');
  return at;
}

static PCWSTR ReadFlags(PCWSTR at, FORMAT *format) {
  for (;; at++) {
    if (*at == '-')
      format->Left = TRUE;
    else if (*at == '0')
      format->Zero = TRUE;
    else if (*at == '+')
      format->Plus = TRUE;
    else if (*at == '#')
      format->Alternate = TRUE;
    else
      return at;
  }
}

// At the character behind the first '!'; gives what is behind the second.
static PCWSTR ReadFormat(PCWSTR at, FORMAT *format, const ULONG_PTR **next) {
  at = ReadNumber(ReadFlags(at, format), &format->Width, next);
  if (*at == '.') at = ReadNumber(at + 1, &format->Precision, next);
  for (; *at == 'l' || *at == 'h' || *at == 'w'; at++) {
    if (*at == 'h')
      format->Short = TRUE;
    else
      format->Long = TRUE;
  }
  if (*at != '\0' && *at != '!') format->Type = *at++;
  while (*at != '\0' && *at != '!') at++;
  return *at == '!' ? at + 1 : at;
}

static void Pad(MESSAGE_OUTPUT *output, LONG count, WCHAR with) {
  while (count-- > 0) BasepAppendCharacter(output, with);
}

static void AppendText(MESSAGE_OUTPUT *output, const FORMAT *format, LPCVOID text, BOOLEAN narrow) {
  LONG length = 0;
  if (text == NULL) {
    text = L"(null)";
    narrow = FALSE;
  }
  const CHAR *narrow_text = text;
  const WCHAR *wide_text = text;
  while (length != format->Precision && (narrow ? narrow_text[length] : wide_text[length]))
    length++;
  if (!format->Left) Pad(output, format->Width - length, ' ');
  for (LONG i = 0; i < length; i++) {
    BasepAppendCharacter(output, narrow ? (BYTE)narrow_text[i] : wide_text[i]);
  }
  if (format->Left) Pad(output, format->Width - length, ' ');
}

static void AppendNumber(MESSAGE_OUTPUT *output, const FORMAT *format, ULONG value) {
  CHAR digits[16];
  LONG count = 0;
  BOOLEAN is_signed = format->Type == 'd' || format->Type == 'i';
  BOOLEAN negative = is_signed && (LONG)value < 0;
  ULONG base = is_signed || format->Type == 'u' ? 10 : format->Type == 'o' ? 8 : 16;
  PCSTR letters = format->Type == 'x' ? "0123456789abcdef" : "0123456789ABCDEF";
  LONG least = format->Type == 'p' ? 8 : format->Precision;
  if (negative) value = 0 - value;
  for (; value != 0 || (count == 0 && least != 0); value /= base)
    digits[count++] = letters[value % base];
  LONG zeros = least > count ? least - count : 0;
  LONG sign = negative || (is_signed && format->Plus);
  LONG prefix = format->Alternate && base == 16 ? 2 : 0;
  LONG padding = format->Width - count - zeros - sign - prefix;
  BOOLEAN fill = format->Zero && !format->Left && format->Precision < 0;
  if (!format->Left && !fill) Pad(output, padding, ' ');
  if (sign) BasepAppendCharacter(output, negative ? '-' : '+');
  if (prefix) {
    BasepAppendCharacter(output, '0');
    BasepAppendCharacter(output, format->Type);
  }
  Pad(output, fill ? padding + zeros : zeros, '0');
  while (count > 0) BasepAppendCharacter(output, (BYTE)digits[--count]);
  if (format->Left) Pad(output, padding, ' ');
}

PCWSTR BasepAppendInsert(MESSAGE_OUTPUT *Output, PCWSTR Template,
                         const MESSAGE_ARGUMENTS *Arguments) {
  FORMAT format = {.Precision = -1, .Type = 's'};
  ULONG number = 0;
  if (Arguments->First == NULL) return NULL;
  for (int i = 0; i < 2 && IsDigit(*Template); i++) number = number * 10 + (*Template++ - '0');
  const ULONG_PTR *next = &Arguments->First[number - 1];
  if (*Template == '!') Template = ReadFormat(Template + 1, &format, &next);
  switch (format.Type) {
    case 's':
      AppendText(Output, &format, (LPCVOID)*next,
                 format.Short || (Arguments->Narrow && !format.Long));
      break;
    case 'S':
      AppendText(Output, &format, (LPCVOID)*next,
                 format.Short || (!Arguments->Narrow && !format.Long));
      break;
    case 'c':
    case 'C': {
      WCHAR text[2] = {(WCHAR)*next, '\0'};
      AppendText(Output, &format, text, FALSE);
      break;
    }
    default:
      AppendNumber(Output, &format, format.Short ? (USHORT)*next : *next);
  }
  return Template;
}
