# SPDX-License-Identifier: MIT

set(work ${GUEST_WORK_DIR}/ntdll)
set(objects "")
set(syscalls ${GUEST_SOURCE_DIR}/../src/simulator/kernel/syscalls.def)
guest_compile(objects WORK ${work} DIRECTORY ${CMAKE_CURRENT_LIST_DIR} DEFINES NTDLL SOURCES
  apc_dispatch.c
  bitmap.c
  capture_context.c
  critical_section.c
  critical_section_debug.c
  debug_break.c
  environment.c
  exception_dispatch.c
  exception_entry.c
  exception_handler.c
  heap_allocate.c
  heap_block.c
  heap_check.c
  heap_create.c
  heap_free.c
  heap_free_list.c
  heap_process_list.c
  heap_query.c
  heap_segment.c
  heap_size.c
  heap_validate.c
  heap_walk.c
  image.c
  last_error.c
  loader_entry.c
  loader_export.c
  loader_import.c
  loader_load.c
  loader_map.c
  loader_run.c
  loader_state.c
  loader_tls.c
  path.c
  process_start.c
  raise.c
  unicode_string.c
  unload_trace.c
  unwind.c
  vectored.c
  ../crt/memory.c
  ../crt/string.c)

add_custom_command(
  OUTPUT ${work}/stubs.s ${work}/ntdll.def
  COMMAND ${CMAKE_COMMAND} -DSYSCALLS=${syscalls}
    -DEXPORTS=${CMAKE_CURRENT_LIST_DIR}/ntdll.def -DSTUBS=${work}/stubs.s
    -DDEF=${work}/ntdll.def -P ${CMAKE_CURRENT_LIST_DIR}/stubs.cmake
  DEPENDS ${syscalls} ${CMAKE_CURRENT_LIST_DIR}/ntdll.def ${CMAKE_CURRENT_LIST_DIR}/stubs.cmake
  VERBATIM)
add_custom_command(
  OUTPUT ${work}/stubs.obj
  COMMAND ${GUEST_CLANG} --target=i686-pc-windows-msvc -fdebug-compilation-dir=/guest
    -mno-incremental-linker-compatible -c stubs.s -o stubs.obj
  WORKING_DIRECTORY ${work}
  DEPENDS ${work}/stubs.s
  VERBATIM)

guest_version(objects WORK ${work} FILE ntdll.dll DESCRIPTION "NT Layer DLL"
  VERSION 5,1,2600,5512 PRODUCT "Dumplab guest system")
guest_link(ntdll.dll WORK ${work} OUTPUT ${GUEST_OUTPUT_DIR}/system
  OBJECTS stubs.obj ${objects}
  FLAGS /dll /noentry /base:0x7c900000 /def:ntdll.def
  DEPENDS ${work}/ntdll.def
  IMPORT_LIBRARY ${GUEST_WORK_DIR}/lib/ntdll.lib)
