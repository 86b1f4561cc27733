// SPDX-License-Identifier: MIT
// The environment as strings, made from the process's block at the first use of this object.
#include "../start/initializers.h"
#include "errno.h"
#include "stdlib.h"
#include "string.h"
#include "windows.h"

char **_environ;

static int __cdecl MakeEnvironment(void) {
  LPWSTR block = GetEnvironmentStringsW();
  size_t count = 0;
  size_t characters = 0;
  if (block == NULL) return 0;
  for (LPWSTR p = block; *p != 0; p += wcslen(p) + 1) {
    count++;
    characters += wcslen(p) + 1;
  }
  _environ = malloc((count + 1) * sizeof(char *) + characters);
  if (_environ != NULL) {
    char *to = (char *)(_environ + count + 1);
    count = 0;
    for (LPWSTR p = block; *p != 0; p++) {
      _environ[count++] = to;
      for (; *p != 0; p++) *to++ = *p < 0x100 ? (char)*p : '?';
      *to++ = '\0';
    }
    _environ[count] = NULL;
  }
  FreeEnvironmentStringsW(block);
  return 0;
}

C_INITIALIZER("C", MakeEnvironment);

// "NAME=value"; an empty value removes the variable.
int _putenv(const char *text) {
  char name[MAX_PATH];
  const char *sign = strchr(text, '=');
  if (sign == NULL || (size_t)(sign - text) >= sizeof(name)) {
    errno = EINVAL;
    return -1;
  }
  memcpy(name, text, (size_t)(sign - text));
  name[sign - text] = '\0';
  if (!SetEnvironmentVariableA(name, sign[1] != '\0' ? sign + 1 : NULL)) return -1;
  return MakeEnvironment();
}
