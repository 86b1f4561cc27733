// SPDX-License-Identifier: MIT
// DOS path to NT path: C:\A\B -> \??\C:\A\B; relative names start at the current directory.
#include "rtlp.h"

static void AppendComponent(PUNICODE_STRING path, PCWSTR start, ULONG length) {
  PWSTR end;
  if (length == 0 || (length == 1 && start[0] == '.')) return;
  if (length == 2 && start[0] == '.' && start[1] == '.') {
    end = path->Buffer + path->Length / sizeof(WCHAR);
    while (end[-1] != '\\' && end[-1] != ':') end--;
    if (end[-1] == '\\' && end[-2] != ':') end--;
    path->Length = (USHORT)((PCHAR)end - (PCHAR)path->Buffer);
    return;
  }
  end = path->Buffer + path->Length / sizeof(WCHAR);
  if (end[-1] != '\\') RtlAppendUnicodeToString(path, L"\\");
  UNICODE_STRING component = {(USHORT)(length * sizeof(WCHAR)), 0, (PWSTR)start};
  RtlAppendUnicodeStringToString(path, &component);
}

static void AppendPath(PUNICODE_STRING path, PCWSTR rest, PCWSTR end) {
  while (rest < end && *rest != 0) {
    PCWSTR start = rest;
    while (rest < end && *rest != 0 && *rest != '\\' && *rest != '/') rest++;
    AppendComponent(path, start, (ULONG)(rest - start));
    if (rest < end && *rest != 0) rest++;
  }
}

// NtFileName is allocated: RtlFreeUnicodeString. FilePart and RelativeName must be NULL.
BOOLEAN NTAPI RtlDosPathNameToNtPathName_U(PCWSTR DosFileName, PUNICODE_STRING NtFileName,
                                           PWSTR *FilePart, PVOID RelativeName) {
  const UNICODE_STRING *current = &NtCurrentPeb()->ProcessParameters->CurrentDirectory.DosPath;
  ULONG length = (ULONG)wcslen(DosFileName);
  if (length == 0) return FALSE;
  ULONG bytes = (length + 8) * sizeof(WCHAR) + current->Length;
  if (bytes > 0xfffe) return FALSE;
  NtFileName->Buffer = RtlAllocateHeap(NtCurrentPeb()->ProcessHeap, HEAP_ZERO_MEMORY, bytes);
  if (NtFileName->Buffer == NULL) return FALSE;
  NtFileName->Length = 0;
  NtFileName->MaximumLength = (USHORT)bytes;
  RtlAppendUnicodeToString(NtFileName, L"\\??\\");

  PCWSTR end = DosFileName + length;
  if (length >= 2 && DosFileName[1] == ':') {
    UNICODE_STRING drive = {2 * sizeof(WCHAR), 0, (PWSTR)DosFileName};
    RtlAppendUnicodeStringToString(NtFileName, &drive);
    AppendPath(NtFileName, DosFileName + 2, end);
    return TRUE;
  }
  UNICODE_STRING drive = {2 * sizeof(WCHAR), 0, current->Buffer};
  RtlAppendUnicodeStringToString(NtFileName, &drive);
  if (DosFileName[0] != '\\' && DosFileName[0] != '/') {
    AppendPath(NtFileName, current->Buffer + 2,
               current->Buffer + current->Length / sizeof(WCHAR));
  }
  AppendPath(NtFileName, DosFileName, end);
  return TRUE;
}
