/* SPDX-License-Identifier: MIT */
/* What a program of the deck's machine asks its operating system for: INT 2Eh, number in EAX, arguments in EBX,
   ECX, EDX, result in EAX.  The numbers are those of src/simulator/deck/services.def. */
#pragma once

typedef unsigned int u32;

static inline u32 service(u32 number, u32 first, u32 second, u32 third) {
  u32 result;
  __asm__ volatile("int $0x2e" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory");
  return result;
}

static inline u32 open(const char *path) { return service(1, (u32)path, 0, 0); }
/* Bytes read; 0 at the end of the file. */
static inline u32 read(u32 file, void *buffer, u32 size) { return service(2, file, (u32)buffer, size); }
static inline void close(u32 file) { service(3, file, 0, 0); }
/* For the record: value number `what` is `value`. */
static inline void tell(u32 what, u32 value) { service(4, what, value, 0); }

void *memset(void *at, int value, u32 size);
int main(void);
