// SPDX-License-Identifier: MIT
// EXCEPTION_CONTINUE_EXECUTION after the cause is gone: guard pages, protection, a register.
#include "torture.h"

#define PAGE 0x1000

static char *pages;
static int faults;
static DWORD seen[8];

static NOINLINE void Write(char *at, char value) { *(volatile char *)at = value; }
static NOINLINE char Read(const char *at) { return *(const volatile char *)at; }

// *at with EAX as the address; a filter may put another address there.
static NOINLINE int ReadThroughEax(const int *at) {
  int value;
  __asm__ volatile("movl (%%eax), %0" : "=r"(value) : "a"(at) : "memory");
  return value;
}

static int Repair(PEXCEPTION_POINTERS pointers) {
  const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
  DWORD old;
  seen[faults++ % 8] = record->ExceptionCode;
  char *address = (char *)record->ExceptionInformation[1];
  if (record->ExceptionCode == 0x80000001) return EXCEPTION_CONTINUE_EXECUTION;
  VirtualAlloc(address, 1, MEM_COMMIT, PAGE_READWRITE);
  VirtualProtect(address, 1, PAGE_READWRITE, &old);
  return EXCEPTION_CONTINUE_EXECUTION;
}

static int target = 4711;

static int Redirect(PEXCEPTION_POINTERS pointers) {
  faults++;
  pointers->ContextRecord->Eax = (DWORD)&target;
  return EXCEPTION_CONTINUE_EXECUTION;
}

static void Show(const char *what) {
  printf("%s: %d faults", what, faults);
  for (int i = 0; i < faults && i < 8; i++) printf(" %x", (unsigned)seen[i]);
  printf("\n");
  faults = 0;
}

int main(void) {
  DWORD old;
  pages = VirtualAlloc(NULL, 16 * PAGE, MEM_RESERVE, PAGE_READWRITE);
  __try {
    for (int i = 0; i < 4; i++) Write(pages + i * PAGE, (char)i);
  } __except (Repair(GetExceptionInformation())) {
  }
  Show("commit on demand");
  VirtualProtect(pages, 2 * PAGE, PAGE_READWRITE | PAGE_GUARD, &old);
  printf("protection was %x\n", (unsigned)old);
  __try {
    printf("read %d\n", Read(pages + PAGE));
    printf("read %d\n", Read(pages + PAGE));
  } __except (Repair(GetExceptionInformation())) {
  }
  Show("guard page");
  VirtualProtect(pages, PAGE, PAGE_READONLY, &old);
  printf("protection was %x\n", (unsigned)old);
  __try {
    printf("read %d\n", Read(pages));
    Write(pages, 77);
    printf("read %d\n", Read(pages));
  } __except (Repair(GetExceptionInformation())) {
  }
  Show("read-only page");
  __try {
    printf("through EAX: %d\n", ReadThroughEax(NULL));
  } __except (Redirect(GetExceptionInformation())) {
  }
  faults = 0;
  VirtualProtect(pages + 3 * PAGE, PAGE, PAGE_NOACCESS, &old);
  __try {
    printf("read %d\n", Read(pages + 3 * PAGE));
  } __except (Repair(GetExceptionInformation())) {
  }
  Show("no access");
  return 0;
}
