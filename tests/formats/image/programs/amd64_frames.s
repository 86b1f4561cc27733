# SPDX-License-Identifier: MIT
# int chained(int): its second part saves one more register, with unwind data chained to the first's. Then a
# function that a processor's exception frame lies above, which nothing calls.
  .intel_syntax noprefix
  .text
  .globl chained
  .def chained; .scl 2; .type 32; .endef
chained:
  .seh_proc chained
  push rbp
  .seh_pushreg rbp
  push rdi
  .seh_pushreg rdi
  sub rsp, 0x38
  .seh_stackalloc 0x38
  lea rbp, [rsp + 0x20]
  .seh_setframe rbp, 0x20
  .seh_endprologue
  mov edi, ecx
  mov edx, 7
  call leaf
  .seh_startchained
  mov [rbp + 0x10], rbx
  .seh_savereg rbx, 0x30
  movaps [rbp], xmm7
  .seh_savexmm xmm7, 0x20
  .seh_endprologue
  mov ebx, eax
  mov ecx, edi
  mov edx, ebx
  xorps xmm7, xmm7
  call leaf
  add eax, ebx
  mov rbx, [rbp + 0x10]
  movaps xmm7, [rbp]
  lea rsp, [rbp + 0x18]
  pop rdi
  pop rbp
  ret
  .seh_endchained
  .seh_endproc

  .globl interrupted
  .def interrupted; .scl 2; .type 32; .endef
interrupted:
  .seh_proc interrupted
  .seh_pushframe @code
  push rsi
  .seh_pushreg rsi
  sub rsp, 0x100000
  .seh_stackalloc 0x100000
  .seh_endprologue
  nop
  ud2
  .seh_endproc

# The stack is all there: nothing to probe.
  .globl __chkstk
__chkstk:
  ret
