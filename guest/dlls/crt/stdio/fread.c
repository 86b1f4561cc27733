// SPDX-License-Identifier: MIT
#include "stream.h"

size_t fread(void *data, size_t size, size_t count, FILE *stream) {
  size_t wanted = size * count;
  size_t done = 0;
  char *to = data;
  if (wanted == 0) return 0;
  _lock_file(stream);
  if (stream->_flag & STREAM_TEXT) {
    int c;
    while (done < wanted && (c = _getc_(stream)) != EOF) to[done++] = (char)c;
  } else {
    done = _raw_read_(stream, to, wanted);
  }
  _unlock_file(stream);
  return done / size;
}
