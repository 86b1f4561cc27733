// SPDX-License-Identifier: MIT
// FormatMessage: texts of the system, inserts, line ends, buffers.
#include <stdarg.h>
#include <string.h>
#include <wchar.h>

#include "torture.h"

static void Show(DWORD length, const char *text) {
  printf("%u [", (unsigned)length);
  for (DWORD i = 0; i < length; i++) {
    if (text[i] == '\r') printf("<r>");
    else if (text[i] == '\n') printf("<n>");
    else putchar(text[i]);
  }
  printf("]\n");
}

static void System(DWORD id, DWORD flags) {
  char text[256];
  Show(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | flags, NULL, id, 0x409, text,
                      sizeof(text), NULL), text);
}

static void Text(const char *format, DWORD flags, ...) {
  char text[256];
  va_list list;
  va_start(list, flags);
  Show(FormatMessageA(FORMAT_MESSAGE_FROM_STRING | flags, format, 0, 0, text, sizeof(text), &list), text);
  va_end(list);
}

int main(void) {
  static const DWORD codes[] = {2, 5, 87, 183, 193};
  static const DWORD_PTR array[] = {(DWORD_PTR) "one", 2, (DWORD_PTR) "three"};
  char text[64];
  char *made = NULL;
  wchar_t wide[64];
  WCHAR *made_wide = NULL;
  DWORD length;
  for (unsigned i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) System(codes[i], 0);
  System(2, FORMAT_MESSAGE_MAX_WIDTH_MASK);
  length = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM, NULL, 0x7ffffff0, 0, text, sizeof(text), NULL);
  printf("no such message: %u, error %u\n", (unsigned)length, (unsigned)GetLastError());
  Text("plain", 0);
  Text("%1 and %2!d!, %3!s!.", 0, "a", -5, "b");
  Text("%2 before %1", 0, "first", "second");
  Text("%1!08x! %2!X! %3!u! %4!c! %5!#x!", 0, 0xbeef, 0xcafe, -1, 'z', 255);
  Text("[%1!6s!] [%2!-6s!] [%3!.2s!] [%4!6d!] [%5!-6d!]", 0, "ab", "cd", "efgh", 12, 34);
  Text("100%% of %1%n next%rline", 0, "all");
  Text("no line end%0 and nothing more", 0);
  Text("a\nb\r\nc", 0);
  Text("a\nb\r\nc", FORMAT_MESSAGE_MAX_WIDTH_MASK);
  Text("%1 stays %%", FORMAT_MESSAGE_IGNORE_INSERTS);
  Text("%1!ls!", 0, L"wide");
  length = FormatMessageA(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY, "%3 %2!d! %1", 0, 0, text, sizeof(text),
                          (va_list *)array);
  Show(length, text);
  length = FormatMessageA(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY, "too long", 0, 0, text, 8, NULL);
  printf("small: %u, error %u\n", (unsigned)length, (unsigned)GetLastError());
  length = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_ALLOCATE_BUFFER, NULL, 5, 0, (char *)&made, 0, NULL);
  printf("allocated: %d\n", length == strlen(made) && strcmp(made + length - 3, ".\r\n") == 0);
  printf("freed %d\n", LocalFree(made) == NULL);
  length = FormatMessageW(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY, L"%1!hs!-%2!d!", 0, 0, wide, 64,
                          (va_list *)array);
  printf("wide: %u, %ls\n", (unsigned)length, wide);
  length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_ALLOCATE_BUFFER, NULL, 6, 0, (WCHAR *)&made_wide, 0,
                          NULL);
  printf("allocated: %d\n", length == wcslen(made_wide) && wcscmp(made_wide + length - 3, L".\r\n") == 0);
  LocalFree(made_wide);
  return 0;
}
