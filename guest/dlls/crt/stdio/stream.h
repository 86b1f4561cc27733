// SPDX-License-Identifier: MIT
// The inside of streams. Functions with a final underscore expect the stream to be held.
#pragma once

#include "stdio.h"

// FILE._flag.
#define STREAM_READ 0x0001        // may be read
#define STREAM_WRITE 0x0002       // may be written
#define STREAM_UNBUFFERED 0x0004  // _IONBF
#define STREAM_OWN_BUFFER 0x0008  // allocated here
#define STREAM_EOF 0x0010
#define STREAM_ERROR 0x0020
#define STREAM_LINE 0x0040        // _IOLBF
#define STREAM_TEXT 0x0100        // "\n" is "\r\n" in the file, Ctrl-Z ends it
#define STREAM_APPEND 0x0200
#define STREAM_WRITING 0x0400     // the buffer holds bytes to write
#define STREAM_PUSHED 0x0800      // _charbuf is valid
#define STREAM_CONSOLE 0x1000
#define STREAM_ALLOCATED 0x2000   // not one of _iob

#define CTRL_Z 0x1a

void _lock_file(FILE *stream);
void _unlock_file(FILE *stream);
void *_stream_handle(FILE *stream);

// Each gives 0, or EOF with STREAM_ERROR and errno set.
int _flush_(FILE *stream);
int _ready_to_write_(FILE *stream);
int _write_(FILE *stream, const char *text, size_t size);
// The next character, text translation done; EOF.
int _getc_(FILE *stream);
int _ungetc_(int character, FILE *stream);
// Bytes from the file, without translation; 0 at its end.
unsigned long _raw_read_(FILE *stream, char *to, unsigned long size);
// Makes stream ready for another file; 0 or EOF.
FILE *_open_stream(const char *name, const char *mode, FILE *stream);
int _close_(FILE *stream);

extern FILE *_open_streams;
