// SPDX-License-Identifier: MIT
#include "stdlib.h"
#include "string.h"

static void Copy(char *to, size_t size, const char *from, const char *end) {
  size_t length = (size_t)(end - from) < size ? (size_t)(end - from) : size - 1;
  if (to == NULL) return;
  memcpy(to, from, length);
  to[length] = '\0';
}

void _splitpath(const char *path, char *drive, char *directory, char *name, char *extension) {
  const char *end = path + strlen(path);
  const char *rest = path[0] != '\0' && path[1] == ':' ? path + 2 : path;
  const char *file = rest;
  const char *dot = NULL;
  for (const char *p = rest; p < end; p++) {
    if (*p == '\\' || *p == '/') file = p + 1;
  }
  for (const char *p = file; p < end; p++) {
    if (*p == '.') dot = p;
  }
  if (dot == NULL) dot = end;
  Copy(drive, _MAX_DRIVE, path, rest);
  Copy(directory, _MAX_DIR, rest, file);
  Copy(name, _MAX_FNAME, file, dot);
  Copy(extension, _MAX_EXT, dot, end);
}
