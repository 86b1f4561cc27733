/* SPDX-License-Identifier: MIT */
/* "Executing Code": a loop of 10 turns across the border at 0x00004000. */
#include "header.inc"
  DECK_HEADER 0

start:
  movl $10, %ecx
  .fill 0x2ff8 - (. - start), 1, 0x90
turn:
  .fill 16, 1, 0x90
  decl %ecx
  jnz turn
  movl $5, %eax
  int $0x2e
