// SPDX-License-Identifier: MIT
// Readers share, writers are alone. The two halves of a record must always agree.
#include "torture.h"

#define READERS 6
#define WRITERS 3
#define READS 1000
#define WRITES 500

static HANDLE readers_guard, room;
static int readers;
static volatile int first, second;
static volatile LONG inside_writers, torn, crowded, reads_done;

static DWORD WINAPI Read(void *parameter) {
  for (int i = 0; i < READS; i++) {
    WaitForSingleObject(readers_guard, INFINITE);
    if (++readers == 1) WaitForSingleObject(room, INFINITE);
    ReleaseMutex(readers_guard);
    if (first != second) InterlockedIncrement(&torn);
    if (inside_writers != 0) InterlockedIncrement(&crowded);
    InterlockedIncrement(&reads_done);
    WaitForSingleObject(readers_guard, INFINITE);
    if (--readers == 0) ReleaseSemaphore(room, 1, NULL);
    ReleaseMutex(readers_guard);
  }
  return 0;
}

static DWORD WINAPI Write(void *parameter) {
  for (int i = 0; i < WRITES; i++) {
    WaitForSingleObject(room, INFINITE);
    if (InterlockedIncrement(&inside_writers) != 1) InterlockedIncrement(&crowded);
    first = first + 1;
    if (i % 50 == 0) SwitchToThread();
    second = second + 1;
    InterlockedDecrement(&inside_writers);
    ReleaseSemaphore(room, 1, NULL);
  }
  return 0;
}

int main(void) {
  HANDLE threads[READERS + WRITERS];
  readers_guard = CreateMutex(NULL, FALSE, NULL);
  room = CreateSemaphore(NULL, 1, 1, NULL);
  for (int i = 0; i < READERS; i++) threads[i] = start_thread(Read, NULL);
  for (int i = 0; i < WRITERS; i++) threads[READERS + i] = start_thread(Write, NULL);
  join_threads(threads, READERS + WRITERS);
  printf("reads %d, writes %d %d\n", (int)reads_done, first, second);
  printf("torn %d, crowded %d\n", (int)torn, (int)crowded);
  return 0;
}
