// SPDX-License-Identifier: MIT
// 200 threads alive at once wait for one event, then each adds its number.
#include "torture.h"

#define THREADS 200

static HANDLE go, all_here;
static volatile LONG here, sum;
static DWORD ids[THREADS];
static void *tebs[THREADS];

static void *Teb(void) {
  void *teb;
  __asm__ volatile("movl %%fs:0x18, %0" : "=r"(teb));
  return teb;
}

static DWORD WINAPI Add(void *parameter) {
  int number = (int)(LONG_PTR)parameter;
  ids[number] = GetCurrentThreadId();
  tebs[number] = Teb();
  if (InterlockedIncrement(&here) == THREADS) SetEvent(all_here);
  WaitForSingleObject(go, INFINITE);
  for (int i = 0; i < 10; i++) InterlockedExchangeAdd(&sum, number);
  return (DWORD)number;
}

int main(void) {
  static HANDLE threads[THREADS];
  int same_ids = 0, same_tebs = 0;
  long codes = 0;
  go = CreateEvent(NULL, TRUE, FALSE, NULL);
  all_here = CreateEvent(NULL, TRUE, FALSE, NULL);
  for (int i = 0; i < THREADS; i++) threads[i] = start_thread(Add, (void *)(LONG_PTR)i);
  WaitForSingleObject(all_here, INFINITE);
  for (int i = 0; i < THREADS; i++) {
    for (int j = 0; j < i; j++) same_ids += ids[i] == ids[j], same_tebs += tebs[i] == tebs[j];
  }
  printf("alive %d, sum %d\n", (int)here, (int)sum);
  printf("shared ids %d, shared TEBs %d\n", same_ids, same_tebs);
  SetEvent(go);
  for (int i = 0; i < THREADS; i += 50) {
    printf("joined: %x\n", (unsigned)WaitForMultipleObjects(50, threads + i, TRUE, INFINITE));
  }
  for (int i = 0; i < THREADS; i++) {
    DWORD code = 0;
    GetExitCodeThread(threads[i], &code);
    codes += (long)code;
    CloseHandle(threads[i]);
  }
  printf("sum %d, exit codes %d\n", (int)sum, (int)codes);
  return 0;
}
