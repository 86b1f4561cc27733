// SPDX-License-Identifier: MIT
// fopen, freopen, fclose, tmpfile.
#include "errno.h"
#include "../start/thread_data.h"
#include "stdlib.h"
#include "string.h"
#include "stream.h"
#include "windows.h"

typedef struct _MODE {
  DWORD access, disposition;
  int flag;
} MODE;

static int ReadMode(const char *mode, MODE *out) {
  int plus = strchr(mode, '+') != NULL;
  switch (*mode) {
    case 'r':
      *out = (MODE){GENERIC_READ, OPEN_EXISTING, STREAM_READ};
      break;
    case 'w':
      *out = (MODE){GENERIC_WRITE, CREATE_ALWAYS, STREAM_WRITE};
      break;
    case 'a':
      *out = (MODE){GENERIC_WRITE, OPEN_ALWAYS, STREAM_WRITE | STREAM_APPEND};
      break;
    default:
      errno = EINVAL;
      return EOF;
  }
  if (plus) {
    out->access = GENERIC_READ | GENERIC_WRITE;
    out->flag |= STREAM_READ | STREAM_WRITE;
  }
  if (strchr(mode, 'b') == NULL) out->flag |= STREAM_TEXT;
  return 0;
}

FILE *_open_stream(const char *name, const char *mode, FILE *stream) {
  MODE wanted;
  if (ReadMode(mode, &wanted) != 0) return NULL;
  HANDLE file = CreateFileA(name, wanted.access, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                            wanted.disposition, FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE) {
    _dosmaperr(GetLastError());
    return NULL;
  }
  if (_stricmp(name, "con") == 0 || _stricmp(name, "conout$") == 0 ||
      _stricmp(name, "conin$") == 0) {
    wanted.flag = (wanted.flag & ~STREAM_TEXT) | STREAM_CONSOLE | STREAM_UNBUFFERED;
  }
  if (wanted.flag & STREAM_APPEND) SetFilePointer(file, 0, NULL, FILE_END);
  stream->_flag = wanted.flag | (stream->_flag & STREAM_ALLOCATED);
  stream->_handle = file;
  return stream;
}

FILE *fopen(const char *name, const char *mode) {
  FILE *stream = calloc(1, sizeof(*stream));
  if (stream == NULL) return NULL;
  stream->_flag = STREAM_ALLOCATED;
  if (_open_stream(name, mode, stream) == NULL) {
    free(stream);
    return NULL;
  }
  do {
    stream->_next = _open_streams;
  } while (InterlockedCompareExchange((volatile LONG *)&_open_streams, (LONG)stream,
                                      (LONG)stream->_next) != (LONG)stream->_next);
  return stream;
}

static void Forget(FILE *stream) {
  for (FILE **link = &_open_streams; *link != NULL; link = &(*link)->_next) {
    if (*link == stream) {
      *link = stream->_next;
      return;
    }
  }
}

int _close_(FILE *stream) {
  int result = _flush_(stream);
  if (stream->_flag & STREAM_OWN_BUFFER) free(stream->_base);
  if (stream->_handle != NULL && !CloseHandle(stream->_handle)) result = EOF;
  if (stream->_name != NULL) {
    DeleteFileA(stream->_name);
    free(stream->_name);
  }
  stream->_ptr = stream->_base = stream->_name = NULL;
  stream->_handle = NULL;
  stream->_cnt = stream->_bufsiz = 0;
  stream->_flag &= STREAM_ALLOCATED;
  return result;
}

int fclose(FILE *stream) {
  if (stream == NULL) {
    errno = EINVAL;
    return EOF;
  }
  _lock_file(stream);
  int result = _close_(stream);
  _unlock_file(stream);
  if (stream->_flag & STREAM_ALLOCATED) {
    Forget(stream);
    free(stream);
  }
  return result;
}

FILE *freopen(const char *name, const char *mode, FILE *stream) {
  _lock_file(stream);
  _close_(stream);
  FILE *result = name != NULL ? _open_stream(name, mode, stream) : NULL;
  _unlock_file(stream);
  return result;
}

FILE *tmpfile(void) {
  char folder[MAX_PATH];
  char name[MAX_PATH];
  if (GetTempPathA(sizeof(folder), folder) == 0) return NULL;
  if (GetTempFileNameA(folder, "t", 0, name) == 0) {
    _dosmaperr(GetLastError());
    return NULL;
  }
  FILE *stream = fopen(name, "w+b");
  if (stream != NULL) stream->_name = _strdup(name);
  return stream;
}
