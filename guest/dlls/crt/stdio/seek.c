// SPDX-License-Identifier: MIT
#include "errno.h"
#include "../start/thread_data.h"
#include "stream.h"
#include "windows.h"

// Where the file itself stands; -1.
static long long FilePosition(FILE *stream, long long distance, DWORD origin) {
  LARGE_INTEGER position = {.QuadPart = distance};
  position.LowPart =
      SetFilePointer(_stream_handle(stream), (LONG)position.LowPart, &position.HighPart, origin);
  if (position.LowPart == INVALID_SET_FILE_POINTER && GetLastError() != ERROR_SUCCESS) {
    _dosmaperr(GetLastError());
    return -1;
  }
  return position.QuadPart;
}

static long long Tell(FILE *stream) {
  long long position = FilePosition(stream, 0, FILE_CURRENT);
  if (position < 0) return -1;
  if (stream->_flag & STREAM_WRITING) {
    return stream->_base != NULL ? position + (stream->_ptr - stream->_base) : position;
  }
  return position - stream->_cnt - (stream->_flag & STREAM_PUSHED ? 1 : 0);
}

int _fseeki64(FILE *stream, long long offset, int origin) {
  if (origin < SEEK_SET || origin > SEEK_END) {
    errno = EINVAL;
    return -1;
  }
  _lock_file(stream);
  if (origin == SEEK_CUR) {
    offset += Tell(stream);
    origin = SEEK_SET;
  }
  int result = _flush_(stream);
  if (result == 0 && FilePosition(stream, offset, (DWORD)origin) < 0) result = -1;
  if (result == 0) {
    stream->_cnt = 0;
    stream->_ptr = stream->_base;
    stream->_flag &= ~(STREAM_WRITING | STREAM_PUSHED | STREAM_EOF);
  }
  _unlock_file(stream);
  return result != 0 ? -1 : 0;
}

int fseek(FILE *stream, long offset, int origin) { return _fseeki64(stream, offset, origin); }

long long _ftelli64(FILE *stream) {
  _lock_file(stream);
  long long position = Tell(stream);
  _unlock_file(stream);
  return position;
}

long ftell(FILE *stream) { return (long)_ftelli64(stream); }

void rewind(FILE *stream) {
  fseek(stream, 0, SEEK_SET);
  clearerr(stream);
}

int fgetpos(FILE *stream, fpos_t *position) {
  *position = _ftelli64(stream);
  return *position < 0 ? -1 : 0;
}

int fsetpos(FILE *stream, const fpos_t *position) { return _fseeki64(stream, *position, SEEK_SET); }
