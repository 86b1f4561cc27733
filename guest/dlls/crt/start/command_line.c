// SPDX-License-Identifier: MIT
// The command line as words. Source: MSDN, "Parsing C Command-Line Arguments": backslashes are
// themselves unless quotes follow; 2n and quotes are n backslashes and quotes that open or close, 2n+1
// n backslashes and a quote character; inside quotes "" is a quote character.
#include "command_line.h"
#include "stdlib.h"
#include "string.h"
#include "windows.h"

int __argc;
char **__argv;

typedef struct _WORDS {
  char **words;  // NULL: count only
  char *text;
  size_t count, characters;
} WORDS;

static void Put(WORDS *out, char c) {
  if (out->words != NULL) out->text[out->characters] = c;
  out->characters++;
}

static void Begin(WORDS *out) {
  if (out->words != NULL) out->words[out->count] = out->text + out->characters;
  out->count++;
}

// The program's name has no backslash rule.
static const char *PutProgram(WORDS *out, const char *p) {
  int quoted = 0;
  Begin(out);
  for (; *p != '\0' && (quoted || (*p != ' ' && *p != '\t')); p++) {
    if (*p == '"') {
      quoted = !quoted;
    } else {
      Put(out, *p);
    }
  }
  Put(out, '\0');
  return p;
}

static const char *PutWord(WORDS *out, const char *p) {
  int quoted = 0;
  Begin(out);
  while (*p != '\0' && (quoted || (*p != ' ' && *p != '\t'))) {
    size_t backslashes = 0;
    for (; *p == '\\'; p++) backslashes++;
    int literal = 0;
    if (*p == '"') {
      literal = backslashes % 2 != 0;
      backslashes /= 2;
    }
    while (backslashes-- != 0) Put(out, '\\');
    if (*p == '"' && !literal) {
      if (quoted && p[1] == '"') {
        Put(out, *++p);
      } else {
        quoted = !quoted;
      }
      p++;
    } else if (*p != '\0' && (literal || quoted || (*p != ' ' && *p != '\t'))) {
      Put(out, *p++);
    }
  }
  Put(out, '\0');
  return p;
}

static void Split(WORDS *out, const char *p) {
  p = PutProgram(out, p);
  for (;;) {
    while (*p == ' ' || *p == '\t') p++;
    if (*p == '\0') return;
    p = PutWord(out, p);
  }
}

int _make_arguments(void) {
  const char *line = GetCommandLineA();
  WORDS out = {NULL, NULL, 0, 0};
  Split(&out, line);
  size_t table = (out.count + 1) * sizeof(char *);
  __argv = malloc(table + out.characters);
  if (__argv == NULL) return -1;
  __argc = (int)out.count;
  out = (WORDS){__argv, (char *)__argv + table, 0, 0};
  Split(&out, line);
  __argv[__argc] = NULL;
  return 0;
}
