// SPDX-License-Identifier: MIT
// One thread at a time holds a stream. No critical section: those are listed for debuggers.
#include "stream.h"
#include "windows.h"

void _lock_file(FILE *stream) {
  LONG self = (LONG)GetCurrentThreadId();
  if (stream->_owner != self) {
    while (InterlockedCompareExchange(&stream->_owner, self, 0) != 0) Sleep(1);
  }
  stream->_holds++;
}

void _unlock_file(FILE *stream) {
  if (--stream->_holds == 0) InterlockedExchange(&stream->_owner, 0);
}
