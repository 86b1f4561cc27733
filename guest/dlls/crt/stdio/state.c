// SPDX-License-Identifier: MIT
#include "stream.h"

int feof(FILE *stream) { return stream->_flag & STREAM_EOF; }

int ferror(FILE *stream) { return stream->_flag & STREAM_ERROR; }

void clearerr(FILE *stream) { stream->_flag &= ~(STREAM_EOF | STREAM_ERROR); }
