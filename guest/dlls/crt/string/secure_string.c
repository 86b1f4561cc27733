// SPDX-License-Identifier: MIT
// Copying with the size of the destination. Source: MSDN, "Security-Enhanced Versions of CRT Functions".
#include "errno.h"
#include "stdlib.h"
#include "string.h"

static errno_t Refuse(errno_t error) {
  errno = error;
  _invalid_parameter(NULL, NULL, NULL, 0, 0);
  return error;
}

// Copies up to `count` characters and a NUL behind the `used` ones of `to`.
#define DEFINE_APPEND(name, type)                                                              \
  static errno_t name(type *to, size_t size, size_t used, const type *from, size_t count) {    \
    if (to == NULL || size == 0) return Refuse(EINVAL);                                        \
    if (from == NULL || used >= size) {                                                        \
      to[0] = 0;                                                                               \
      return Refuse(EINVAL);                                                                   \
    }                                                                                          \
    size_t wanted = 0;                                                                         \
    while (wanted < count && from[wanted] != 0) wanted++;                                      \
    if (wanted >= size - used) {                                                               \
      if (count == _TRUNCATE) {                                                                \
        memcpy(to + used, from, (size - used - 1) * sizeof(type));                             \
        to[size - 1] = 0;                                                                      \
        return STRUNCATE;                                                                      \
      }                                                                                        \
      to[0] = 0;                                                                               \
      return Refuse(ERANGE);                                                                   \
    }                                                                                          \
    memcpy(to + used, from, wanted * sizeof(type));                                            \
    to[used + wanted] = 0;                                                                     \
    return 0;                                                                                  \
  }

DEFINE_APPEND(Append, char)
DEFINE_APPEND(AppendWide, wchar_t)

static size_t WideLength(const wchar_t *text, size_t size) {
  size_t length = 0;
  while (length < size && text[length] != 0) length++;
  return length;
}

errno_t strcpy_s(char *destination, size_t size, const char *source) {
  return Append(destination, size, 0, source, size);
}

errno_t strncpy_s(char *destination, size_t size, const char *source, size_t count) {
  return Append(destination, size, 0, source, count);
}

errno_t strcat_s(char *destination, size_t size, const char *source) {
  return Append(destination, size, destination != NULL ? strnlen(destination, size) : 0, source, size);
}

errno_t strncat_s(char *destination, size_t size, const char *source, size_t count) {
  return Append(destination, size, destination != NULL ? strnlen(destination, size) : 0, source, count);
}

errno_t wcscpy_s(wchar_t *destination, size_t size, const wchar_t *source) {
  return AppendWide(destination, size, 0, source, size);
}

errno_t wcscat_s(wchar_t *destination, size_t size, const wchar_t *source) {
  return AppendWide(destination, size, destination != NULL ? WideLength(destination, size) : 0, source,
                    size);
}

errno_t memcpy_s(void *destination, size_t size, const void *source, size_t count) {
  if (count == 0) return 0;
  if (destination == NULL) return Refuse(EINVAL);
  if (source == NULL || count > size) {
    memset(destination, 0, size);
    return Refuse(source == NULL ? EINVAL : ERANGE);
  }
  memcpy(destination, source, count);
  return 0;
}

errno_t memmove_s(void *destination, size_t size, const void *source, size_t count) {
  if (count == 0) return 0;
  if (destination == NULL || source == NULL) return Refuse(EINVAL);
  if (count > size) return Refuse(ERANGE);
  memmove(destination, source, count);
  return 0;
}

char *strtok_s(char *text, const char *separators, char **context) {
  char *start = text != NULL ? text : *context;
  start += strspn(start, separators);
  if (*start == '\0') {
    *context = start;
    return NULL;
  }
  char *end = start + strcspn(start, separators);
  if (*end != '\0') *end++ = '\0';
  *context = end;
  return start;
}
