/* SPDX-License-Identifier: MIT */
/* Prints the status of each memory and file service that must fail, and of some that must not. */
#include <nt/ntapi.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define PAGE 0x1000u
#define ALL 0xf001fu
#define SEC_COMMIT_ 0x8000000u

static void say(const char *what, NTSTATUS status) { printf("%s %08lx\n", what, (unsigned long)status); }

static NTSTATUS allocate(void **base, SIZE_T size, ULONG type, ULONG protect) {
  return NtAllocateVirtualMemory(NtCurrentProcess(), base, 0, &size, type, protect);
}

static NTSTATUS create_section(HANDLE *section, ULONG protect, LONGLONG bytes, HANDLE file) {
  LARGE_INTEGER size;
  size.QuadPart = bytes;
  return NtCreateSection(section, ALL, NULL, bytes ? &size : NULL, protect, SEC_COMMIT_, file);
}

static NTSTATUS map(HANDLE section, void **base, ULONG protect) {
  SIZE_T size = 0;
  return NtMapViewOfSection(section, NtCurrentProcess(), base, 0, 0, NULL, &size, ViewShare, 0, protect);
}

static NTSTATUS write_file(HANDLE file, const void *bytes, ULONG size) {
  IO_STATUS_BLOCK io;
  return NtWriteFile(file, NULL, NULL, NULL, &io, bytes, size, NULL, NULL);
}

static HANDLE open_file(const char *path, DWORD disposition) {
  return CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, disposition, 0, NULL);
}

static void memory(void) {
  void *base = NULL, *at, *hog = NULL;
  SIZE_T size = PAGE;
  ULONG old;
  say("reserve", allocate(&base, 16 * PAGE, MEM_RESERVE, PAGE_READWRITE));
  say("commit", allocate(&base, PAGE, MEM_COMMIT, PAGE_READWRITE));
  at = (char *)base + PAGE;
  say("protect-uncommitted", NtProtectVirtualMemory(NtCurrentProcess(), &at, &size, PAGE_READONLY, &old));
  at = base;
  say("reserve-taken", allocate(&at, PAGE, MEM_RESERVE, PAGE_READWRITE));
  at = (char *)base + 0x100000;
  say("commit-unreserved", allocate(&at, PAGE, MEM_COMMIT, PAGE_READWRITE));
  at = base;
  say("protect-write-copy", NtProtectVirtualMemory(NtCurrentProcess(), &at, &size, PAGE_WRITECOPY, &old));
  at = (char *)base + 0x100000;
  size = 0;
  say("free-unallocated", NtFreeVirtualMemory(NtCurrentProcess(), &at, &size, MEM_RELEASE));
  at = NULL;
  say("reserve-too-much", allocate(&at, 0x7fff0000, MEM_RESERVE, PAGE_READWRITE));
  say("bad-protection", allocate(&at, PAGE, MEM_RESERVE, 3));
  say("bad-pointer", NtAllocateVirtualMemory(NtCurrentProcess(), (void **)0x10, 0, &size, MEM_RESERVE, PAGE_READWRITE));
  say("query-kernel", NtQueryVirtualMemory(NtCurrentProcess(), (void *)0x90000000, 0, &old, sizeof old, NULL));
  say("process-handle", NtAllocateVirtualMemory((HANDLE)0x7770, &at, 0, &size, MEM_RESERVE, PAGE_READWRITE));
  at = NULL;
  say("commit-limit", allocate(&at, 0x40000000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
  say("nothing-left-reserved", allocate(&hog, 0x40000000, MEM_RESERVE, PAGE_READWRITE));
  say("commit-limit", allocate(&hog, 0x40000000, MEM_COMMIT, PAGE_READWRITE));
  unsigned megabytes[2] = {0, 0};
  for (int round = 0; round < 2; round++) {
    for (at = hog; NT_SUCCESS(allocate(&at, 0x100000, MEM_COMMIT, PAGE_READWRITE)); at = (char *)at + 0x100000)
      megabytes[round]++;
    size = 0x40000000;
    say("decommit", NtFreeVirtualMemory(NtCurrentProcess(), &hog, &size, MEM_DECOMMIT));
  }
  printf("the-same-again %d\n", megabytes[0] > 0 && megabytes[0] == megabytes[1]);
}

static void sections(void) {
  HANDLE section = NULL, event = CreateEventA(NULL, FALSE, FALSE, NULL), file = open_file("C:\\empty", CREATE_ALWAYS);
  void *view = NULL, *at;
  SIZE_T size = PAGE;
  ULONG old;
  LARGE_INTEGER end;
  IO_STATUS_BLOCK io;
  say("section-of-empty-file", create_section(&section, PAGE_READWRITE, 0, file));
  say("section-too-big", create_section(&section, PAGE_READONLY, PAGE, file));
  say("section-disk-full", create_section(&section, PAGE_READWRITE, 0x7000000, file));
  say("section-commit-limit", create_section(&section, PAGE_READWRITE, 0x60000000, NULL));
  say("section-of-handle", create_section(&section, PAGE_READWRITE, 0, event));
  say("section-of-no-handle", create_section(&section, PAGE_READWRITE, 0, (HANDLE)0x7770));
  say("map-event", map(event, &view, PAGE_READONLY));
  say("map-nothing", map((HANDLE)0x7770, &view, PAGE_READONLY));
  write_file(file, "twelve bytes", 12);
  say("section", create_section(&section, PAGE_READONLY, 0, file));
  say("map-more-than-allowed", map(section, &view, PAGE_READWRITE));
  say("map", map(section, &view, PAGE_READONLY));
  printf("mapped %.12s\n", (char *)view);
  at = view;
  say("protect-more-than-allowed", NtProtectVirtualMemory(NtCurrentProcess(), &at, &size, PAGE_READWRITE, &old));
  at = view;
  say("commit-view", allocate(&at, PAGE, MEM_COMMIT, PAGE_READWRITE));
  end.QuadPart = 3;
  say("cut-mapped-file", NtSetInformationFile(file, &io, &end, sizeof end, FileEndOfFileInformation));
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  write_file(file, "TWELVE", 6);
  printf("written %.12s\n", (char *)view);
  say("unmap", NtUnmapViewOfSection(NtCurrentProcess(), view));
  say("unmap-again", NtUnmapViewOfSection(NtCurrentProcess(), view));
  at = (char *)0x30001000;
  say("map-misaligned", map(section, &at, PAGE_READONLY));
  say("close", NtClose(section));
  say("close-again", NtClose(section));
  say("cut-file", NtSetInformationFile(file, &io, &end, sizeof end, FileEndOfFileInformation));
}

static void files(void) {
  static char block[0x10000];
  char path[260];
  HANDLE file = open_file("C:\\big", CREATE_ALWAYS);
  NTSTATUS status;
  say("write-from-nowhere", write_file(file, (void *)0x10, 16));
  memset(block, 7, sizeof block);
  while (NT_SUCCESS(status = write_file(file, block, sizeof block))) {
  }
  say("disk-full", status);
  GetModuleFileNameA(NULL, path, sizeof path);
  file = open_file(path, OPEN_EXISTING);
  say("write-running-program", write_file(file, "MZ", 2));
  printf("open-pagefile %d\n", open_file("C:\\PAGEFILE.SYS", OPEN_EXISTING) == INVALID_HANDLE_VALUE);
}

int main(void) {
  memory();
  sections();
  files();
  return 0;
}
