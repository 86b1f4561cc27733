// SPDX-License-Identifier: MIT
// Objects with names: created twice, opened, of another type, gone with their last handle.
#include "torture.h"

static void Show(const char *what, HANDLE handle) {
  printf("%s: %s, error %u\n", what, handle != NULL ? "handle" : "none", (unsigned)GetLastError());
  SetLastError(0);
}

int main(void) {
  SetLastError(0);
  HANDLE event = CreateEvent(NULL, TRUE, FALSE, "Gate");
  Show("first", event);
  HANDLE same = CreateEvent(NULL, FALSE, TRUE, "Gate");
  Show("same name", same);
  printf("still not set: %x\n", (unsigned)WaitForSingleObject(same, 0));
  HANDLE opened = OpenEvent(EVENT_ALL_ACCESS, FALSE, "Gate");
  Show("opened", opened);
  SetEvent(opened);
  printf("one object: %x %x\n", (unsigned)WaitForSingleObject(event, 0),
         (unsigned)WaitForSingleObject(same, 0));
  Show("other case", OpenEvent(EVENT_ALL_ACCESS, FALSE, "gate"));
  Show("no such event", OpenEvent(EVENT_ALL_ACCESS, FALSE, "Fence"));
  Show("an event opened as a mutant", OpenMutex(MUTANT_ALL_ACCESS, FALSE, "Gate"));
  Show("an event created as a semaphore", CreateSemaphore(NULL, 0, 1, "Gate"));

  HANDLE mutant = CreateMutex(NULL, TRUE, "Key");
  Show("mutant", mutant);
  HANDLE again = CreateMutex(NULL, TRUE, "Key");
  Show("mutant again", again);
  printf("owned once: %d", ReleaseMutex(again));
  printf(" %d\n", ReleaseMutex(mutant));
  SetLastError(0);
  Show("mutant opened", OpenMutex(MUTANT_ALL_ACCESS, FALSE, "Key"));

  HANDLE semaphore = CreateSemaphore(NULL, 1, 3, "Tokens");
  Show("semaphore", semaphore);
  HANDLE tokens = OpenSemaphore(SEMAPHORE_ALL_ACCESS, FALSE, "Tokens");
  Show("semaphore opened", tokens);
  LONG previous = -1;
  ReleaseSemaphore(tokens, 2, &previous);
  printf("count was %d", (int)previous);
  ReleaseSemaphore(semaphore, 0, &previous);
  SetLastError(0);
  int left = 0;
  while (WaitForSingleObject(semaphore, 0) == WAIT_OBJECT_0) left++;
  printf(", then %d\n", left);

  CloseHandle(event);
  CloseHandle(same);
  Show("one handle left", OpenEvent(EVENT_ALL_ACCESS, FALSE, "Gate"));
  HANDLE other = CreateEvent(NULL, TRUE, FALSE, "Door");
  CloseHandle(other);
  Show("no handle left", OpenEvent(EVENT_ALL_ACCESS, FALSE, "Door"));
  Show("unnamed", CreateEvent(NULL, TRUE, FALSE, NULL));
  return 0;
}
