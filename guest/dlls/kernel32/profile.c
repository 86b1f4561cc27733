// SPDX-License-Identifier: MIT
// Private profiles: [section] lines and key=value lines, compared without case.
#include "base.h"

#define LONGEST_PROFILE 0x10000

// What a profile says stays in no block and no stack behind a call.
static void Wipe(LPSTR text, DWORD size) {
  volatile CHAR *p = text;
  while (size-- > 0) *p++ = '\0';
}

// The file's text with a NUL at its end, from the process heap; NULL if it cannot be read.
static NOINLINE LPSTR ReadProfile(LPCSTR file_name) {
  HANDLE file = CreateFileA(file_name, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                            FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE) return NULL;
  LPSTR text = NULL;
  DWORD read = 0;
  DWORD size = GetFileSize(file, NULL);
  if (size < LONGEST_PROFILE) text = RtlAllocateHeap(GetProcessHeap(), 0, size + 1);
  if (text != NULL) {
    ReadFile(file, text, size, &read, NULL);
    text[read] = '\0';
  }
  CloseHandle(file);
  return text;
}

static BOOL IsBlank(CHAR c) { return c == ' ' || c == '\t' || c == '\r'; }

static BOOL EqualsName(LPCSTR start, LPCSTR end, LPCSTR name) {
  while (start < end && IsBlank(*start)) start++;
  while (end > start && IsBlank(end[-1])) end--;
  for (; start < end && *name != '\0'; start++, name++) {
    if (RtlUpcaseUnicodeChar((UCHAR)*start) != RtlUpcaseUnicodeChar((UCHAR)*name)) return FALSE;
  }
  return start == end && *name == '\0';
}

// The value as a range of `text`; FALSE if section or key is missing.
static BOOL FindValue(LPCSTR text, LPCSTR section, LPCSTR key, LPCSTR *value, LPCSTR *value_end) {
  BOOL inside = FALSE;
  for (LPCSTR line = text; *line != '\0';) {
    LPCSTR end = line;
    while (*end != '\0' && *end != '\n') end++;
    LPCSTR start = line;
    line = *end == '\n' ? end + 1 : end;
    while (start < end && IsBlank(*start)) start++;
    while (end > start && IsBlank(end[-1])) end--;
    if (start == end || *start == ';') continue;
    if (*start == '[' && end[-1] == ']') {
      inside = EqualsName(start + 1, end - 1, section);
      continue;
    }
    LPCSTR sign = start;
    while (sign < end && *sign != '=') sign++;
    if (!inside || sign == end || !EqualsName(start, sign, key)) continue;
    for (sign++; sign < end && IsBlank(*sign);) sign++;
    *value = sign;
    *value_end = end;
    return TRUE;
  }
  return FALSE;
}

// Lists of sections or keys (NULL names) are not supported: they give the default.
DWORD WINAPI GetPrivateProfileStringA(LPCSTR lpAppName, LPCSTR lpKeyName, LPCSTR lpDefault,
                                      LPSTR lpReturnedString, DWORD nSize, LPCSTR lpFileName) {
  LPCSTR value = lpDefault != NULL ? lpDefault : "";
  LPCSTR end = value + strlen(value);
  if (nSize == 0) return 0;
  LPSTR text = lpAppName != NULL && lpKeyName != NULL ? ReadProfile(lpFileName) : NULL;
  if (text != NULL) FindValue(text, lpAppName, lpKeyName, &value, &end);
  DWORD length = (DWORD)(end - value);
  if (length >= nSize) length = nSize - 1;
  memcpy(lpReturnedString, value, length);
  lpReturnedString[length] = '\0';
  if (text != NULL) {
    Wipe(text, (DWORD)strlen(text));
    RtlFreeHeap(GetProcessHeap(), 0, text);
  }
  return length;
}

UINT WINAPI GetPrivateProfileIntA(LPCSTR lpAppName, LPCSTR lpKeyName, INT nDefault,
                                  LPCSTR lpFileName) {
  CHAR digits[32];
  LPCSTR p = digits;
  UINT value = 0;
  if (GetPrivateProfileStringA(lpAppName, lpKeyName, "", digits, sizeof(digits), lpFileName) == 0) {
    return (UINT)nDefault;
  }
  BOOL negative = *p == '-';
  if (negative) p++;
  for (; *p >= '0' && *p <= '9'; p++) value = value * 10 + (UINT)(*p - '0');
  Wipe(digits, sizeof(digits));
  return negative ? 0 - value : value;
}
