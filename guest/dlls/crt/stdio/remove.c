// SPDX-License-Identifier: MIT
#include "../start/thread_data.h"
#include "stdio.h"
#include "windows.h"

static int Result(BOOL done) {
  if (done) return 0;
  _dosmaperr(GetLastError());
  return -1;
}

int remove(const char *name) { return Result(DeleteFileA(name)); }

int rename(const char *old_name, const char *new_name) {
  return Result(MoveFileA(old_name, new_name));
}
