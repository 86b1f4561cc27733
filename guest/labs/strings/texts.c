// SPDX-License-Identifier: MIT
// Texts in memory: ANSI, UTF-16LE, counted, arrays of pointers, and one without its terminator.
#include "windows.h"
#include "nt/string.h"

typedef struct _TEXTS {
  const char *Ansi;
  const WCHAR *Wide;
  const UNICODE_STRING *Counted;
  LPSTR *Names;                 // ends with NULL
  LPSTR **Chosen;               // of the second of Names
  const char *Unterminated;
} TEXTS;

static const char ansi[] = "Dump me";
static const WCHAR wide[] = {'Z', 0xfc, 'r', 'i', 'c', 'h', 0x20ac, 0};
static const WCHAR buffer[] = {'C', 'o', 'u', 'n', 't', 'e', 'd', '!', '!', '!'};  // only 7 of 10 count
static const UNICODE_STRING counted = {14, 20, (PWSTR)buffer};
static char anna[] = "Anna", bert[] = "Bert", clara[] = "Clara";
static LPSTR names[] = {anna, bert, clara, NULL};
static LPSTR *chosen = &names[1];
static struct {
  char Code[4];   // no room for a terminator
  char Place[8];
  DWORD Amount;
} order = {{'A', 'B', 'C', 'D'}, "Dublin", 0x01020304};

static const TEXTS texts = {ansi, wide, &counted, names, &chosen, order.Code};

int main(void) {
  __asm__ volatile("mark_texts: nop" : : "a"(&texts));
  return 0;
}
