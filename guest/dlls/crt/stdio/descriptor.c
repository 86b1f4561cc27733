// SPDX-License-Identifier: MIT
// Descriptors 0 to 2 are the standard streams; others are not numbered.
#include "errno.h"
#include "io.h"
#include "stream.h"
#include "../start/thread_data.h"
#include "windows.h"

#define READ_ONLY_ASKED 2

int _fileno(FILE *stream) {
  return stream >= _iob && stream < _iob + 3 ? (int)(stream - _iob) : -1;
}

int fileno(FILE *stream) { return _fileno(stream); }

int _isatty(int descriptor) {
  return descriptor >= 0 && descriptor < 3 && _iob[descriptor]._flag & STREAM_CONSOLE ? 1 : 0;
}

int _access(const char *name, int mode) {
  DWORD attributes = GetFileAttributesA(name);
  if (attributes == 0xffffffff) {
    _dosmaperr(GetLastError());
    return -1;
  }
  if (mode & READ_ONLY_ASKED && attributes & FILE_ATTRIBUTE_READONLY) {
    errno = EACCES;
    return -1;
  }
  return 0;
}
