# SPDX-License-Identifier: MIT
# The static C run-time library of guest programs.

set(work ${GUEST_WORK_DIR}/crt)
set(objects "")
guest_compile(objects WORK ${work} DIRECTORY ${CMAKE_CURRENT_LIST_DIR} SOURCES
  ctype.c
  division.c
  dll_start.c
  except_handler3.c
  float_used.c
  format.c
  malloc.c
  memory.c
  stack_probe.c
  start.c
  stdio.c
  stdlib.c
  string.c
  tls_support.c)
set(inputs ${objects})
list(TRANSFORM inputs PREPEND ${work}/)
file(MAKE_DIRECTORY ${GUEST_WORK_DIR}/lib)
add_custom_command(
  OUTPUT ${GUEST_WORK_DIR}/lib/crt.lib
  COMMAND ${GUEST_LLVM_LIB} /nologo /out:../lib/crt.lib ${objects}
  WORKING_DIRECTORY ${work}
  DEPENDS ${inputs}
  COMMENT "Guest: crt.lib"
  VERBATIM)
