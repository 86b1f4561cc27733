// SPDX-License-Identifier: MIT
// What the programs of the torture set share. Each prints lines that no scheduling can change.
#pragma once

#include <stdio.h>
#include <windows.h>

// Small stacks: a program may have hundreds of threads.
static inline HANDLE start_thread(LPTHREAD_START_ROUTINE routine, void *parameter) {
  HANDLE thread = CreateThread(NULL, 0x10000, routine, parameter,
                               STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
  if (thread == NULL) {
    printf("CreateThread failed: %u\n", (unsigned)GetLastError());
    ExitProcess(99);
  }
  return thread;
}

// Any number of threads, which also are closed.
static inline void join_threads(HANDLE *threads, int count) {
  for (int i = 0; i < count; i++) {
    if (WaitForSingleObject(threads[i], INFINITE) != WAIT_OBJECT_0) printf("no join\n");
    CloseHandle(threads[i]);
  }
}
