// SPDX-License-Identifier: MIT
// Counted UTF-16 strings. Case folding and conversion know Latin-1 only.
#include "rtlp.h"

void NTAPI RtlInitUnicodeString(PUNICODE_STRING Destination, PCWSTR Source) {
  USHORT length = Source != NULL ? (USHORT)(wcslen(Source) * sizeof(WCHAR)) : 0;
  Destination->Length = length;
  Destination->MaximumLength = Source != NULL ? length + sizeof(WCHAR) : 0;
  Destination->Buffer = (PWSTR)Source;
}

void NTAPI RtlInitAnsiString(PANSI_STRING Destination, PCSTR Source) {
  USHORT length = Source != NULL ? (USHORT)strlen(Source) : 0;
  Destination->Length = length;
  Destination->MaximumLength = Source != NULL ? length + 1 : 0;
  Destination->Buffer = (PSTR)Source;
}

NTSTATUS NTAPI RtlAnsiStringToUnicodeString(PUNICODE_STRING Destination,
                                            const ANSI_STRING *Source,
                                            BOOLEAN AllocateDestinationString) {
  ULONG bytes = (Source->Length + 1u) * sizeof(WCHAR);
  if (bytes > 0xfffe) return STATUS_INVALID_PARAMETER;
  if (AllocateDestinationString) {
    Destination->Buffer = RtlAllocateHeap(NtCurrentPeb()->ProcessHeap, 0, bytes);
    if (Destination->Buffer == NULL) return STATUS_NO_MEMORY;
    Destination->MaximumLength = (USHORT)bytes;
  } else if (Destination->MaximumLength < bytes) {
    return STATUS_BUFFER_OVERFLOW;
  }
  for (ULONG i = 0; i < Source->Length; i++) Destination->Buffer[i] = (UCHAR)Source->Buffer[i];
  Destination->Buffer[Source->Length] = 0;
  Destination->Length = Source->Length * sizeof(WCHAR);
  return STATUS_SUCCESS;
}

NTSTATUS NTAPI RtlUnicodeStringToAnsiString(PANSI_STRING Destination,
                                            const UNICODE_STRING *Source,
                                            BOOLEAN AllocateDestinationString) {
  ULONG length = Source->Length / sizeof(WCHAR);
  if (AllocateDestinationString) {
    Destination->Buffer = RtlAllocateHeap(NtCurrentPeb()->ProcessHeap, 0, length + 1);
    if (Destination->Buffer == NULL) return STATUS_NO_MEMORY;
    Destination->MaximumLength = (USHORT)(length + 1);
  } else if (Destination->MaximumLength < length + 1) {
    return STATUS_BUFFER_OVERFLOW;
  }
  for (ULONG i = 0; i < length; i++) {
    Destination->Buffer[i] = Source->Buffer[i] < 0x100 ? (CHAR)Source->Buffer[i] : '?';
  }
  Destination->Buffer[length] = '\0';
  Destination->Length = (USHORT)length;
  return STATUS_SUCCESS;
}

void NTAPI RtlFreeUnicodeString(PUNICODE_STRING UnicodeString) {
  if (UnicodeString->Buffer != NULL) {
    RtlFreeHeap(NtCurrentPeb()->ProcessHeap, 0, UnicodeString->Buffer);
  }
  memset(UnicodeString, 0, sizeof(*UnicodeString));
}

void NTAPI RtlFreeAnsiString(PANSI_STRING AnsiString) {
  if (AnsiString->Buffer != NULL) {
    RtlFreeHeap(NtCurrentPeb()->ProcessHeap, 0, AnsiString->Buffer);
  }
  memset(AnsiString, 0, sizeof(*AnsiString));
}

WCHAR NTAPI RtlUpcaseUnicodeChar(WCHAR SourceCharacter) {
  WCHAR c = SourceCharacter;
  if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7)) return c - 0x20;
  return c;
}

LONG NTAPI RtlCompareUnicodeString(const UNICODE_STRING *String1, const UNICODE_STRING *String2,
                                   BOOLEAN CaseInSensitive) {
  ULONG length1 = String1->Length / sizeof(WCHAR);
  ULONG length2 = String2->Length / sizeof(WCHAR);
  for (ULONG i = 0; i < length1 && i < length2; i++) {
    WCHAR c1 = String1->Buffer[i];
    WCHAR c2 = String2->Buffer[i];
    if (CaseInSensitive) {
      c1 = RtlUpcaseUnicodeChar(c1);
      c2 = RtlUpcaseUnicodeChar(c2);
    }
    if (c1 != c2) return (LONG)c1 - (LONG)c2;
  }
  return (LONG)length1 - (LONG)length2;
}

BOOLEAN NTAPI RtlEqualUnicodeString(const UNICODE_STRING *String1, const UNICODE_STRING *String2,
                                    BOOLEAN CaseInSensitive) {
  return String1->Length == String2->Length &&
         RtlCompareUnicodeString(String1, String2, CaseInSensitive) == 0;
}

void NTAPI RtlCopyUnicodeString(PUNICODE_STRING Destination, const UNICODE_STRING *Source) {
  USHORT bytes = Source != NULL ? Source->Length : 0;
  if (bytes > Destination->MaximumLength) bytes = Destination->MaximumLength;
  if (bytes != 0) memcpy(Destination->Buffer, Source->Buffer, bytes);
  Destination->Length = bytes;
  if (bytes + sizeof(WCHAR) <= Destination->MaximumLength) {
    Destination->Buffer[bytes / sizeof(WCHAR)] = 0;
  }
}

NTSTATUS NTAPI RtlAppendUnicodeStringToString(PUNICODE_STRING Destination,
                                              const UNICODE_STRING *Source) {
  ULONG bytes = (ULONG)Destination->Length + Source->Length;
  if (bytes > Destination->MaximumLength) return STATUS_BUFFER_TOO_SMALL;
  memmove((PCHAR)Destination->Buffer + Destination->Length, Source->Buffer, Source->Length);
  Destination->Length = (USHORT)bytes;
  if (bytes + sizeof(WCHAR) <= Destination->MaximumLength) {
    Destination->Buffer[bytes / sizeof(WCHAR)] = 0;
  }
  return STATUS_SUCCESS;
}

NTSTATUS NTAPI RtlAppendUnicodeToString(PUNICODE_STRING Destination, PCWSTR Source) {
  UNICODE_STRING source;
  RtlInitUnicodeString(&source, Source);
  return RtlAppendUnicodeStringToString(Destination, &source);
}
