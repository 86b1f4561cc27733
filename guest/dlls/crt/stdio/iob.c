// SPDX-License-Identifier: MIT
// The three streams that every program has.
#include "stream.h"
#include "windows.h"

#define CONSOLE_STREAM(access, standard) \
  {NULL, 0, NULL, (access) | STREAM_CONSOLE | STREAM_UNBUFFERED, 0, 0, NULL, standard, NULL, 0, 0, NULL}

FILE _iob[3] = {
    CONSOLE_STREAM(STREAM_READ, STD_INPUT_HANDLE),
    CONSOLE_STREAM(STREAM_WRITE, STD_OUTPUT_HANDLE),
    CONSOLE_STREAM(STREAM_WRITE, STD_ERROR_HANDLE),
};

FILE *_open_streams;

void *_stream_handle(FILE *stream) {
  return stream->_handle != NULL ? stream->_handle : GetStdHandle(stream->_standard);
}
