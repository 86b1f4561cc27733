// SPDX-License-Identifier: MIT
#include "stream.h"

static int FlushOne(FILE *stream) {
  _lock_file(stream);
  int result = _flush_(stream);
  _unlock_file(stream);
  return result;
}

// NULL: all streams.
int fflush(FILE *stream) {
  if (stream != NULL) return FlushOne(stream);
  int result = 0;
  for (int i = 0; i < 3; i++) result |= FlushOne(&_iob[i]);
  for (FILE *next = _open_streams; next != NULL; next = next->_next) result |= FlushOne(next);
  return result;
}
