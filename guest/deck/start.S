/* SPDX-License-Identifier: MIT */
/* Page 0 of DataBase.exe, and where it begins to run.  Read by src/simulator/deck/program.cpp. */
  .section .header, "a"
  .ascii "DECK"
  .long start
  .long STACK
  .long memset

  .text
  .globl start
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
