// SPDX-License-Identifier: MIT
// Writes a dump of itself: dumping WAY TYPE. Prints what MiniDumpWriteDump answered.
#include <dbghelp.h>
#include <nt/teb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define TEXT_STREAM 0x10001
#define BYTES_STREAM 0x4d4b0001

static volatile int marker = 0x12345678;  // in .data
static char text[] = "why it failed";
static unsigned char bytes[] = {0, 1, 2, 253, 254, 255};
static MINIDUMP_TYPE type;
static HANDLE wanted, written;
static MINIDUMP_EXCEPTION_INFORMATION event;

static HANDLE create(void) {
  return CreateFileA("C:\\self.dmp", GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
}

static void report(BOOL done) {
  DWORD error = done ? 0 : GetLastError();
  printf("%s %x\n", done ? "TRUE" : "FALSE", (unsigned)error);
}

static NOINLINE void write_dump(MINIDUMP_EXCEPTION_INFORMATION *exception) {
  MINIDUMP_USER_STREAM streams[] = {{TEXT_STREAM, sizeof(text), text}, {BYTES_STREAM, sizeof(bytes), bytes}};
  MINIDUMP_USER_STREAM_INFORMATION information = {2, streams};
  HANDLE file = create();
  report(MiniDumpWriteDump(GetCurrentProcess(), GetCurrentProcessId(), file, type, exception, &information, NULL));
  CloseHandle(file);
}

static LONG WINAPI DumpingFilter(PEXCEPTION_POINTERS pointers) {
  event.ThreadId = GetCurrentThreadId();
  event.ExceptionPointers = pointers;
  write_dump(&event);
  return EXCEPTION_EXECUTE_HANDLER;
}

static LONG WINAPI WakingFilter(PEXCEPTION_POINTERS pointers) {
  event.ThreadId = GetCurrentThreadId();
  event.ExceptionPointers = pointers;
  SetEvent(wanted);
  WaitForSingleObject(written, INFINITE);
  return EXCEPTION_EXECUTE_HANDLER;
}

static DWORD WINAPI DumpingThread(void *unused) {
  WaitForSingleObject(wanted, INFINITE);
  write_dump(&event);
  SetEvent(written);
  return 0;
}

static NOINLINE void Faulting(void) {
  int on_stack = 0x5eed;
  *(int *volatile)0x30 = on_stack + marker;
}

static NOINLINE void fail_with(LPTOP_LEVEL_EXCEPTION_FILTER filter) {
  SetUnhandledExceptionFilter(filter);
  Faulting();
}

static void in_filter(void) { fail_with(DumpingFilter); }

static void in_thread(void) {
  wanted = CreateEventA(NULL, FALSE, FALSE, "Wanted");
  written = CreateEventA(NULL, FALSE, FALSE, NULL);
  CloseHandle(CreateThread(NULL, 0, DumpingThread, NULL, 0, NULL));
  fail_with(WakingFilter);
}

// Prints where things are whose presence in the dump depends on its type.
static void healthy(void) {
  char *volatile heap = malloc(64);
  strcpy(heap, "in the heap");
  write_dump(NULL);
  printf("data %p heap %p header %p teb %p stack %p\n", (void *)&marker, (void *)heap, (void *)GetModuleHandleA(NULL),
         (void *)NtCurrentTeb(), (void *)&heap);
}

static BOOL plain(HANDLE process, HANDLE file, unsigned kind) {
  return MiniDumpWriteDump(process, GetCurrentProcessId(), file, (MINIDUMP_TYPE)kind, NULL, NULL, NULL);
}

static void refused(void) {
  DWORD done;
  HANDLE file = create();
  HANDLE thread = OpenThread(THREAD_ALL_ACCESS, FALSE, GetCurrentThreadId());
  HANDLE reader;
  WriteFile(file, "kept", 4, &done, NULL);
  report(plain(GetCurrentProcess(), (HANDLE)0x7770, MiniDumpNormal));
  report(plain(GetCurrentProcess(), NULL, MiniDumpNormal));
  report(plain(GetCurrentProcess(), thread, MiniDumpNormal));
  report(plain((HANDLE)0x7770, file, MiniDumpNormal));
  report(plain(thread, file, MiniDumpNormal));
  report(plain(GetCurrentProcess(), file, 0x40000000));
  CloseHandle(file);
  reader = CreateFileA("C:\\self.dmp", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  report(plain(GetCurrentProcess(), reader, MiniDumpNormal));
  printf("size %u\n", (unsigned)GetFileSize(reader, NULL));
}

static const struct {
  const char *word;
  void (*run)(void);
} ways[] = {{"filter", in_filter}, {"thread", in_thread}, {"healthy", healthy}, {"refused", refused}};

int main(int argc, char **argv) {
  type = (MINIDUMP_TYPE)strtoul(argv[2], NULL, 16);
  for (unsigned i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
    if (strcmp(ways[i].word, argv[1]) == 0) ways[i].run();
  }
  return 0;
}
