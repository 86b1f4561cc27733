/* SPDX-License-Identifier: MIT */
/* What a workload needs of the world: print one number and leave.  Linux system calls through INT 80. */
#ifndef RUNTIME_H
#define RUNTIME_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef int i32;

#ifndef DIVISOR
#define DIVISOR 1 /* how much less work than the whole */
#endif
#define NOINLINE __attribute__((noinline))

u32 work(void);

static inline int system_call(int number, int a, int b, int c) {
  int result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c) : "memory");
  return result;
}

/* The compiler may call these; the empty statements keep it from calling them here. */
void *memset(void *to, int value, u32 count) {
  u8 *at = to;
  while (count--) {
    *at++ = (u8)value;
    __asm__ volatile("");
  }
  return to;
}

void *memcpy(void *to, const void *from, u32 count) {
  u8 *at = to;
  const u8 *source = from;
  while (count--) {
    *at++ = *source++;
    __asm__ volatile("");
  }
  return to;
}

__attribute__((used)) void run(void) {
  const u32 sum = work();
  char text[9];
  for (int i = 0; i < 8; i++) text[i] = "0123456789abcdef"[sum >> (28 - 4 * i) & 15];
  text[8] = '\n';
  system_call(4, 1, (int)text, sizeof text);
  system_call(1, 0, 0, 0);
  for (;;) {
  }
}

__attribute__((naked)) void _start(void) { __asm__("xorl %ebp, %ebp\n andl $-16, %esp\n call run\n"); }

#endif
