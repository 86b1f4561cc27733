// SPDX-License-Identifier: MIT
#include "stream.h"

size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) {
  if (size == 0 || count == 0) return 0;
  _lock_file(stream);
  int result = _write_(stream, data, size * count);
  _unlock_file(stream);
  return result == 0 ? count : 0;
}
