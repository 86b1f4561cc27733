// SPDX-License-Identifier: MIT
// ReadFile and WriteFile at offsets of an OVERLAPPED; times of files; memory; the first x87 control word.
#include <string.h>

#include "torture.h"

static void Tell(const char *what, BOOL done, DWORD bytes, const OVERLAPPED *at) {
  unsigned error = done ? 0 : (unsigned)GetLastError();
  printf("%s: %d, error %u, bytes %u, %x %x\n", what, done != FALSE, error, (unsigned)bytes, (unsigned)at->Internal,
         (unsigned)at->InternalHigh);
}

static unsigned ControlWord(void) {
  unsigned short word;
  __asm__ volatile("fnstcw %0" : "=m"(word));
  return word;
}

static DWORD WINAPI Thread(void *unused) { return ControlWord(); }

int main(void) {
  char text[32] = "";
  DWORD bytes = 0, code = 0;
  FILETIME created, written, now;
  MEMORYSTATUS memory;
  OVERLAPPED at = {0};
  HANDLE thread = start_thread(Thread, NULL);
  HANDLE file = CreateFileA("places.txt", GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  BOOL done;
  at.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL);
  at.Offset = 4;
  done = WriteFile(file, "fourth", 6, &bytes, &at);
  Tell("write at 4", done, bytes, &at);
  printf("event %u, position %u\n", (unsigned)WaitForSingleObject(at.hEvent, 0),
         (unsigned)SetFilePointer(file, 0, NULL, FILE_CURRENT));
  at.Offset = 0;
  done = WriteFile(file, "0123", 4, &bytes, &at);
  Tell("write at 0", done, bytes, &at);
  printf("size %u\n", (unsigned)GetFileSize(file, NULL));
  at.Offset = 2;
  done = ReadFile(file, text, 5, &bytes, &at);
  Tell("read at 2", done, bytes, &at);
  printf("%s\n", text);
  done = ReadFile(file, text, 31, &bytes, NULL);
  text[bytes] = '\0';
  printf("from there: %s\n", text);
  at.Offset = 100;
  done = ReadFile(file, text, 5, &bytes, &at);
  Tell("read at 100", done, bytes, &at);
  done = ReadFile(file, text, 5, &bytes, NULL);
  printf("read at the end: %d, bytes %u\n", done, (unsigned)bytes);
  at.Offset = 1;
  ReadFile(file, text, 3, NULL, &at);
  done = GetOverlappedResult(file, &at, &bytes, TRUE);
  printf("result %d, bytes %u, %.3s\n", done, (unsigned)bytes, text);
  GetSystemTimeAsFileTime(&now);
  done = GetFileTime(file, &created, NULL, &written);
  printf("times: %d, created no later than written %d, than now %d\n", done, CompareFileTime(&created, &written) <= 0,
         CompareFileTime(&created, &now) <= 0);
  CloseHandle(file);
  printf("closed: %d\n", GetFileTime(file, &created, NULL, NULL));
  DeleteFileA("places.txt");
  memory.dwLength = sizeof(memory);
  GlobalMemoryStatus(&memory);
  printf("length %u, load %d, physical %d, virtual %d\n", (unsigned)memory.dwLength, memory.dwMemoryLoad <= 100,
         memory.dwAvailPhys > 0 && memory.dwAvailPhys <= memory.dwTotalPhys,
         memory.dwAvailVirtual < memory.dwTotalVirtual && memory.dwAvailVirtual > memory.dwTotalVirtual / 2);
  WaitForSingleObject(thread, INFINITE);
  GetExitCodeThread(thread, &code);
  printf("control words %x %x\n", ControlWord(), (unsigned)code);
  return 0;
}
