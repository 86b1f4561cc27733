# SPDX-License-Identifier: MIT
# The static C run-time library of guest programs.

set(work ${GUEST_WORK_DIR}/crt)
set(objects "")
guest_compile(objects WORK ${work} DIRECTORY ${CMAKE_CURRENT_LIST_DIR} SOURCES
  cxx/delete.cpp
  cxx/frame_handler.c
  cxx/new.cpp
  cxx/terminate.cpp
  cxx/throw.c
  cxx/type_info.c
  division.c
  dll_start.c
  except_handler3.c
  math/exponential.c
  math/hyperbolic.c
  math/logarithm.c
  math/parts.c
  math/pow.c
  math/remainder.c
  math/root.c
  math/rounding.c
  math/trigonometric.c
  memory.c
  stack_probe.c
  start/abort.c
  start/assert.c
  start/begin_thread.c
  start/command_line.c
  start/dll_start_crt.c
  start/errno.c
  start/exit.c
  start/initializers.c
  start/invalid_parameter.c
  start/locale.c
  start/main_start.c
  start/setjmp.c
  start/signal.c
  start/thread_data.c
  start/winmain_start.c
  start/wmain_start.c
  stdio/descriptor.c
  stdio/fflush.c
  stdio/fgets.c
  stdio/float_used.c
  stdio/fread.c
  stdio/fwrite.c
  stdio/getc.c
  stdio/input.c
  stdio/iob.c
  stdio/lock_file.c
  stdio/open.c
  stdio/output.c
  stdio/perror.c
  stdio/printf.c
  stdio/put_double.c
  stdio/put_integer.c
  stdio/put_text.c
  stdio/putc.c
  stdio/puts.c
  stdio/remove.c
  stdio/scanf.c
  stdio/secure_stdio.c
  stdio/seek.c
  stdio/setvbuf.c
  stdio/sprintf.c
  stdio/sscanf.c
  stdio/state.c
  stdio/store_double.c
  stdio/transfer.c
  stdio/wprintf.c
  stdlib/arithmetic.c
  stdlib/atexit.c
  stdlib/binary.c
  stdlib/bsearch.c
  stdlib/decimal.c
  stdlib/environ.c
  stdlib/getenv.c
  stdlib/itoa.c
  stdlib/malloc.c
  stdlib/multibyte.c
  stdlib/qsort.c
  stdlib/rand.c
  stdlib/splitpath.c
  stdlib/strtod.c
  stdlib/strtof.c
  stdlib/strtol.c
  stdlib/system.c
  strsafe.c
  string.c
  string/case.c
  string/ctype.c
  string/secure_string.c
  string/span.c
  string/strdup.c
  string/strerror.c
  string/strmore.c
  string/strtok.c
  string/wcsmore.c
  time/asctime.c
  time/calendar.c
  time/gmtime.c
  time/mktime.c
  time/names.c
  time/secure_time.c
  time/strftime.c
  time/time.c
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
