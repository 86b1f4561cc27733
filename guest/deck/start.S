/* SPDX-License-Identifier: MIT */
/* Where a program in C begins to run, and its memset. */
#include "header.inc"
  DECK_HEADER memset

start:
  call main
  movl %eax, %ebx
  movl $5, %eax
  int $0x2e

/* memset(at, value, size) */
  .globl memset
memset:
  pushl %ebp
  movl %esp, %ebp
  pushl %edi
  movl 8(%ebp), %edi
  movl 12(%ebp), %eax
  movl 16(%ebp), %ecx
  cld
  rep stosb
  movl 8(%ebp), %eax
  popl %edi
  popl %ebp
  ret
