// SPDX-License-Identifier: MIT
#include "stream.h"

int setvbuf(FILE *stream, char *buffer, int mode, size_t size) {
  if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF) return -1;
  if (stream->_flag & STREAM_CONSOLE) return 0;  // stays unbuffered
  if (stream->_base != NULL || (mode != _IONBF && size < 2)) return -1;
  if (mode == _IONBF) {
    stream->_flag |= STREAM_UNBUFFERED;
    return 0;
  }
  stream->_bufsiz = (int)size;
  stream->_base = stream->_ptr = buffer;
  return 0;
}

void setbuf(FILE *stream, char *buffer) {
  setvbuf(stream, buffer, buffer != NULL ? _IOFBF : _IONBF, BUFSIZ);
}
