# SPDX-License-Identifier: MIT
# cmake -DSYSCALLS=syscalls.def -DEXPORTS=ntdll.def -DSTUBS=stubs.s -DDEF=all.def -P stubs.cmake
# Writes the system call stubs, 16 bytes each in order of number, and the full export list.

file(STRINGS ${SYSCALLS} rows REGEX "^SYSCALL\\(")
set(text ".def @feat.00; .scl 3; .type 0; .endef\n.globl @feat.00\n.set @feat.00, 1\n.text\n")
set(frames "")
file(READ ${EXPORTS} exports)

macro(begin symbol parameter_bytes)
  string(APPEND text ".def ${symbol}; .scl 2; .type 32; .endef\n.globl ${symbol}\n${symbol}:\n"
    ".cv_fpo_proc ${symbol} ${parameter_bytes}\n.cv_fpo_endprologue\n")
  string(APPEND frames ".cv_fpo_data ${symbol}\n")
endmacro()

foreach(row IN LISTS rows)
  if(NOT row MATCHES "^SYSCALL\\((0x[0-9a-f]+), ([A-Za-z]+), ([0-9]+)\\)")
    message(FATAL_ERROR "${SYSCALLS}: cannot read: ${row}")
  endif()
  set(number ${CMAKE_MATCH_1})
  set(name Nt${CMAKE_MATCH_2})
  math(EXPR bytes "4 * ${CMAKE_MATCH_3}")
  string(APPEND text ".p2align 4, 0x90\n")
  begin(_${name}@${bytes} ${bytes})
  if(bytes EQUAL 0)
    set(return "ret")
  else()
    set(return "ret $${bytes}")
  endif()
  string(APPEND text "  movl $${number}, %eax\n  movl $0x7ffe0300, %edx\n  call *(%edx)\n"
    "  ${return}\n.cv_fpo_endproc\n")
  string(APPEND exports "  ${name}\n")
endforeach()

string(APPEND text ".p2align 4, 0x90\n")
begin(_KiFastSystemCall@0 0)
string(APPEND text "  movl %esp, %edx\n  sysenter\n.cv_fpo_endproc\n")
begin(_KiFastSystemCallRet@0 0)
string(APPEND text "  ret\n.cv_fpo_endproc\n")
string(APPEND text ".section .debug$S,\"dr\"\n.p2align 2\n.long 4\n${frames}.cv_stringtable\n")

file(WRITE ${STUBS} "${text}")
file(WRITE ${DEF} "${exports}")
