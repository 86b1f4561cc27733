// SPDX-License-Identifier: MIT
// User APCs: order, before a thread's start, and every kind of alertable wait.
#include "torture.h"

static char order[16];
static int length;
static HANDLE never, signalled, about_to_wait;

static void CALLBACK Note(ULONG_PTR parameter) { order[length++] = (char)parameter; }

static void CALLBACK QueueAnother(ULONG_PTR parameter) {
  order[length++] = (char)parameter;
  QueueUserAPC(Note, GetCurrentThread(), 'z');
}

static void Show(const char *what, DWORD result) {
  order[length] = '\0';
  printf("%s: %x, ran \"%s\"\n", what, (unsigned)result, order);
  length = 0;
}

static void Queue(const char *letters) {
  for (; *letters != '\0'; letters++) {
    QueueUserAPC(Note, GetCurrentThread(), (ULONG_PTR)*letters);
  }
}

static void OwnThread(void) {
  HANDLE pair[2] = {never, signalled};
  Queue("abc");
  Sleep(10);
  Show("not alertable", 0);
  Show("SleepEx", SleepEx(INFINITE, TRUE));
  Show("SleepEx, nothing queued", SleepEx(10, TRUE));
  Queue("de");
  Show("WaitForSingleObjectEx", WaitForSingleObjectEx(never, INFINITE, TRUE));
  Queue("f");
  Show("WaitForSingleObjectEx, not alertable", WaitForSingleObjectEx(never, 10, FALSE));
  Show("WaitForMultipleObjectsEx", WaitForMultipleObjectsEx(2, pair, TRUE, INFINITE, TRUE));
  Queue("g");
  Show("SignalObjectAndWait", SignalObjectAndWait(signalled, never, INFINITE, TRUE));
  Show("the object was signalled", WaitForSingleObject(signalled, 0));
  QueueUserAPC(QueueAnother, GetCurrentThread(), 'y');
  Show("an APC that queues one", SleepEx(0, TRUE));
  Show("nothing left", SleepEx(0, TRUE));
}

static DWORD WINAPI Body(void *parameter) {
  Note('B');
  return 0;
}

static DWORD WINAPI Waiter(void *parameter) {
  SetEvent(about_to_wait);
  DWORD result = WaitForSingleObjectEx(never, INFINITE, TRUE);
  return result;
}

static void OtherThreads(void) {
  DWORD code = 0;
  HANDLE thread = CreateThread(NULL, 0, Body, NULL, CREATE_SUSPENDED, NULL);
  QueueUserAPC(Note, thread, '1');
  QueueUserAPC(Note, thread, '2');
  ResumeThread(thread);
  WaitForSingleObject(thread, INFINITE);
  Show("APCs before the start", 0);
  printf("APC to an ended thread: %u\n", (unsigned)(QueueUserAPC(Note, thread, 'x') != 0));
  CloseHandle(thread);

  thread = CreateThread(NULL, 0, Waiter, NULL, 0, NULL);
  WaitForSingleObject(about_to_wait, INFINITE);
  QueueUserAPC(Note, thread, 'w');
  WaitForSingleObject(thread, INFINITE);
  GetExitCodeThread(thread, &code);
  Show("another thread's wait", code);
  CloseHandle(thread);
}

int main(void) {
  never = CreateEvent(NULL, TRUE, FALSE, NULL);
  signalled = CreateEvent(NULL, FALSE, FALSE, NULL);
  about_to_wait = CreateEvent(NULL, FALSE, FALSE, NULL);
  OwnThread();
  OtherThreads();
  return 0;
}
