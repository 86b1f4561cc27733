// SPDX-License-Identifier: MIT
// __declspec(thread): a copy of the image's template per thread; TLS callbacks around it.
#include "torture.h"

#define THREADS 8

static __declspec(thread) int initialised = 42;
static __declspec(thread) int zero;
static __declspec(thread) char text[16] = "template";

static volatile LONG calls[4];
static volatile LONG seen_in_callback;

static void NTAPI OnThread(PVOID image, DWORD reason, PVOID reserved) {
  InterlockedIncrement(&calls[reason]);
  if (reason == DLL_THREAD_ATTACH && initialised == 42) {
    initialised++;
    InterlockedIncrement(&seen_in_callback);
  }
}

typedef void (NTAPI *TlsCallback)(PVOID image, DWORD reason, PVOID reserved);
__attribute__((section(".CRT$XLB"), used)) static const TlsCallback callback = OnThread;

static DWORD WINAPI Use(void *parameter) {
  int number = (int)(LONG_PTR)parameter;
  int wrong = (initialised != 43) + (zero != 0) + (text[0] != 't' || text[7] != 'e');
  for (int i = 0; i < 100; i++) {
    zero += number;
    if (i % 10 == 0) Sleep(0);
  }
  text[0] = (char)('a' + number);
  return (DWORD)(wrong * 10000 + zero + (text[0] - 'a'));
}

int main(void) {
  HANDLE threads[THREADS];
  printf("process attach calls %d\n", (int)calls[DLL_PROCESS_ATTACH]);
  printf("main: %d %d %s\n", initialised, zero, text);
  zero = 5;
  for (int i = 0; i < THREADS; i++) threads[i] = start_thread(Use, (void *)(LONG_PTR)i);
  for (int i = 0; i < THREADS; i++) {
    DWORD code = 0;
    WaitForSingleObject(threads[i], INFINITE);
    GetExitCodeThread(threads[i], &code);
    CloseHandle(threads[i]);
    printf("thread %d: %u\n", i, (unsigned)code);
  }
  printf("main: %d %d %s\n", initialised, zero, text);
  printf("attach %d, detach %d, own copy in the callback %d\n", (int)calls[DLL_THREAD_ATTACH],
         (int)calls[DLL_THREAD_DETACH], (int)seen_in_callback);
  return 0;
}
