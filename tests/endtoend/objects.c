/* SPDX-License-Identifier: MIT */
/* Three threads with every kind of kernel object at work: a mutant taken twice, one abandoned without a handle, a
   semaphore, events with and without a time-out, a file that is written on, a section that no file backs. */
#include <nt/ntapi.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define ROUNDS 12

static HANDLE mutant, semaphore, turn;
static unsigned *shared;

static DWORD WINAPI producer(void *unused) {
  (void)unused;
  for (unsigned i = 0; i < ROUNDS; i++) {
    WaitForSingleObject(mutant, INFINITE);
    WaitForSingleObject(mutant, INFINITE);
    shared[i * 1024] = i * 7 + 1;
    for (volatile unsigned spin = 0; spin < 3000; spin++) shared[0] += spin & 1;
    ReleaseMutex(mutant);
    ReleaseSemaphore(semaphore, 1, NULL);
    ReleaseMutex(mutant);
    Sleep(1);
  }
  return 3;
}

static DWORD WINAPI abandoner(void *unused) {
  (void)unused;
  CloseHandle(CreateMutexA(NULL, TRUE, NULL));
  WaitForSingleObject(turn, 5);
  return 4;
}

int main(void) {
  HANDLE section, file, threads[2];
  unsigned sum = 0;
  DWORD written;
  LARGE_INTEGER bytes;
  SIZE_T view = 0;
  char line[32];
  mutant = CreateMutexA(NULL, FALSE, NULL);
  semaphore = CreateSemaphoreA(NULL, 0, ROUNDS, NULL);
  turn = CreateEventA(NULL, TRUE, FALSE, NULL);
  bytes.QuadPart = ROUNDS * 4096;
  NtCreateSection(&section, 0xf001f, NULL, &bytes, PAGE_READWRITE, 0x8000000, NULL);
  NtMapViewOfSection(section, NtCurrentProcess(), (void **)&shared, 0, 0, NULL, &view, ViewShare, 0, PAGE_READWRITE);
  file = CreateFileA("C:\\notes.txt", GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  threads[0] = CreateThread(NULL, 0, producer, NULL, 0, NULL);
  threads[1] = CreateThread(NULL, 0, abandoner, NULL, 0, NULL);
  for (unsigned i = 0; i < ROUNDS; i++) {
    WaitForSingleObject(semaphore, INFINITE);
    sum = sum * 31 + shared[i * 1024];
    sprintf(line, "%u %u\n", i, sum);
    WriteFile(file, line, strlen(line), &written, NULL);
  }
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  printf("sum %u, counted %u\n", sum, shared[0]);
  return 0;
}
