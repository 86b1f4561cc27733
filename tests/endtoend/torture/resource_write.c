// SPDX-License-Identifier: MIT
// A write into a read-only resource page goes on after the unhandled exception filter; one into
// other read-only data does not.
#include "torture.h"

static int filtered;

static LONG WINAPI Filter(PEXCEPTION_POINTERS pointers) {
  filtered++;
  return EXCEPTION_EXECUTE_HANDLER;
}

static char *Resources(void) {
  char *base = (char *)GetModuleHandle(NULL);
  DWORD headers = *(DWORD *)(base + 0x3c);
  return base + *(DWORD *)(base + headers + 0x88);
}

static DWORD Protection(const void *address) {
  MEMORY_BASIC_INFORMATION region;
  VirtualQuery(address, &region, sizeof(region));
  return region.Protect;
}

int main(void) {
  volatile char *resources = Resources();
  SetUnhandledExceptionFilter(Filter);
  printf("protection %x\n", (unsigned)Protection((void *)resources));
  char before = *resources;
  *resources = (char)(before + 5);
  printf("changed by %d, writable %d, filter %d\n", *resources - before,
         (Protection((void *)resources) & (PAGE_READWRITE | PAGE_WRITECOPY)) != 0, filtered);
  *(volatile char *)"constant" = 'C';
  printf("not here\n");
  return 0;
}
