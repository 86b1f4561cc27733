/* SPDX-License-Identifier: MIT */
/* "Executing Code": 511 pages without a jump; EAX counts what ran. Four bytes a step: no instruction lies across a
   page border, where the deck's test of EIP alone would not do. */
#include "header.inc"
  DECK_HEADER 0

start:
  .rept 523261
  addl $1, %eax
  nop
  .endr
  movl %eax, %ebx
  movl $5, %eax
  int $0x2e
