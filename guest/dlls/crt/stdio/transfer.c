// SPDX-License-Identifier: MIT
// Bytes between the buffer and the file.
#include "errno.h"
#include "../start/initializers.h"
#include "../start/thread_data.h"
#include "stdlib.h"
#include "stream.h"
#include "windows.h"

#define BUFFER_SIZE 4096

static void __cdecl FlushAll(void) { fflush(NULL); }

// Whoever has a buffer has this.
TERMINATOR("U", FlushAll);

static int Fail(FILE *stream) {
  stream->_flag |= STREAM_ERROR;
  _dosmaperr(GetLastError());
  return EOF;
}

static int WriteAll(FILE *stream, const char *from, DWORD size) {
  DWORD written = 0;
  if (size == 0) return 0;
  if (stream->_flag & STREAM_APPEND) SetFilePointer(_stream_handle(stream), 0, NULL, FILE_END);
  if (!WriteFile(_stream_handle(stream), from, size, &written, NULL) || written != size) {
    return Fail(stream);
  }
  return 0;
}

static void MakeBuffer(FILE *stream) {
  if (stream->_base != NULL) return;
  if (stream->_bufsiz == 0) stream->_bufsiz = BUFFER_SIZE;
  stream->_base = malloc((size_t)stream->_bufsiz);
  if (stream->_base == NULL) {
    stream->_base = (char *)&stream->_charbuf + 2;
    stream->_bufsiz = 1;
  } else {
    stream->_flag |= STREAM_OWN_BUFFER;
  }
  stream->_ptr = stream->_base;
}

int _flush_(FILE *stream) {
  if (!(stream->_flag & STREAM_WRITING) || stream->_base == NULL) return 0;
  DWORD size = (DWORD)(stream->_ptr - stream->_base);
  stream->_ptr = stream->_base;
  return WriteAll(stream, stream->_base, size);
}

// Bytes read ahead are given back to the file.
int _ready_to_write_(FILE *stream) {
  if (!(stream->_flag & STREAM_WRITE)) {
    stream->_flag |= STREAM_ERROR;
    errno = EBADF;
    return EOF;
  }
  if (stream->_flag & STREAM_WRITING) return 0;
  if (stream->_cnt > 0) SetFilePointer(_stream_handle(stream), -stream->_cnt, NULL, FILE_CURRENT);
  stream->_cnt = 0;
  stream->_ptr = stream->_base;
  stream->_flag = (stream->_flag & ~(STREAM_PUSHED | STREAM_EOF)) | STREAM_WRITING;
  return 0;
}

static int PutRaw(FILE *stream, char c) {
  if (stream->_ptr == stream->_base + stream->_bufsiz && _flush_(stream) != 0) return EOF;
  *stream->_ptr++ = c;
  return 0;
}

int _write_(FILE *stream, const char *text, size_t size) {
  if (_ready_to_write_(stream) != 0) return EOF;
  int is_text = stream->_flag & STREAM_TEXT;
  if (stream->_flag & STREAM_CONSOLE) return WriteAll(stream, text, size);
  MakeBuffer(stream);
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '\n' && is_text && PutRaw(stream, '\r') != 0) return EOF;
    if (PutRaw(stream, text[i]) != 0) return EOF;
  }
  return stream->_flag & STREAM_UNBUFFERED ? _flush_(stream) : 0;
}

static int Fill(FILE *stream) {
  DWORD read = 0;
  if (!(stream->_flag & STREAM_READ)) {
    stream->_flag |= STREAM_ERROR;
    errno = EBADF;
    return EOF;
  }
  if (_flush_(stream) != 0) return EOF;
  stream->_flag &= ~STREAM_WRITING;
  MakeBuffer(stream);
  if (!ReadFile(_stream_handle(stream), stream->_base, (DWORD)stream->_bufsiz, &read, NULL)) {
    return Fail(stream);
  }
  stream->_ptr = stream->_base;
  stream->_cnt = (int)read;
  if (read == 0) stream->_flag |= STREAM_EOF;
  return read == 0 ? EOF : 0;
}

static int GetRaw(FILE *stream) {
  if ((stream->_cnt <= 0 || stream->_flag & STREAM_WRITING) && Fill(stream) != 0) return EOF;
  stream->_cnt--;
  return (unsigned char)*stream->_ptr++;
}

int _getc_(FILE *stream) {
  if (stream->_flag & STREAM_PUSHED) {
    stream->_flag &= ~STREAM_PUSHED;
    return stream->_charbuf & 0xff;
  }
  int c = GetRaw(stream);
  if (!(stream->_flag & STREAM_TEXT)) return c;
  if (c == CTRL_Z) {
    stream->_flag |= STREAM_EOF;
    stream->_ptr--;
    stream->_cnt++;
    return EOF;
  }
  if (c != '\r') return c;
  int next = GetRaw(stream);
  if (next == '\n') return next;
  if (next != EOF) {
    stream->_ptr--;
    stream->_cnt++;
  } else {
    stream->_flag &= ~STREAM_EOF;
  }
  return c;
}

unsigned long _raw_read_(FILE *stream, char *to, unsigned long size) {
  unsigned long done = 0;
  if (size != 0 && stream->_flag & STREAM_PUSHED) to[done++] = (char)_getc_(stream);
  while (done < size) {
    if ((stream->_cnt <= 0 || stream->_flag & STREAM_WRITING) && Fill(stream) != 0) break;
    unsigned long part = size - done < (unsigned long)stream->_cnt ? size - done : (unsigned long)stream->_cnt;
    for (unsigned long i = 0; i < part; i++) to[done++] = *stream->_ptr++;
    stream->_cnt -= (int)part;
  }
  return done;
}

int _ungetc_(int character, FILE *stream) {
  if (character == EOF || stream->_flag & (STREAM_PUSHED | STREAM_WRITING)) return EOF;
  if (stream->_base != NULL && stream->_ptr > stream->_base &&
      stream->_ptr[-1] == (char)character) {
    stream->_ptr--;
    stream->_cnt++;
    stream->_flag &= ~STREAM_EOF;
    return character & 0xff;
  }
  stream->_charbuf = character & 0xff;
  stream->_flag = (stream->_flag & ~STREAM_EOF) | STREAM_PUSHED;
  return character & 0xff;
}
