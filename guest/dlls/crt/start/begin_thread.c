// SPDX-License-Identifier: MIT
#include "process.h"
#include "errno.h"
#include "stdlib.h"
#include "thread_data.h"
#include "windows.h"

typedef struct _START {
  unsigned(__stdcall *start)(void *);
  void(__cdecl *plain_start)(void *);
  void *argument;
} START;

void _endthreadex(unsigned code) {
  _freeptd();
  ExitThread(code);
}

void _endthread(void) { _endthreadex(0); }

static NOINLINE DWORD WINAPI _threadstartex(LPVOID parameter) {
  START start = *(START *)parameter;
  free(parameter);
  if (start.plain_start != NULL) {
    start.plain_start(start.argument);
    _endthreadex(0);
  }
  _endthreadex(start.start(start.argument));
  return 0;
}

static uintptr_t Begin(const START *start, void *security, unsigned stack_size, unsigned flags,
                       unsigned *thread_id) {
  DWORD id;
  START *copy = malloc(sizeof(*copy));
  if (copy == NULL) return 0;
  *copy = *start;
  HANDLE thread = CreateThread(security, stack_size, _threadstartex, copy, flags, &id);
  if (thread == NULL) {
    _dosmaperr(GetLastError());
    free(copy);
    return 0;
  }
  if (thread_id != NULL) *thread_id = id;
  return (uintptr_t)thread;
}

uintptr_t _beginthreadex(void *security, unsigned stack_size, unsigned(__stdcall *start)(void *),
                         void *argument, unsigned flags, unsigned *thread_id) {
  START record = {start, NULL, argument};
  return Begin(&record, security, stack_size, flags, thread_id);
}

// The handle is closed when the thread ends in msvcrt; here it is closed at once. -1: no thread.
uintptr_t _beginthread(void(__cdecl *start)(void *), unsigned stack_size, void *argument) {
  START record = {NULL, start, argument};
  uintptr_t thread = Begin(&record, NULL, stack_size, 0, NULL);
  if (thread == 0) return (uintptr_t)-1;
  CloseHandle((HANDLE)thread);
  return thread;
}

int _getpid(void) { return (int)GetCurrentProcessId(); }
