# SPDX-License-Identifier: MIT

set(work ${GUEST_WORK_DIR}/kernel32)
set(objects "")
guest_compile(objects WORK ${work} DIRECTORY ${CMAKE_CURRENT_LIST_DIR} DEFINES KERNEL32 SOURCES
  apc.c
  bad_pointer.c
  code_page.c
  console.c
  critical_section.c
  debug_output.c
  dll_main.c
  environment.c
  event.c
  exception.c
  file.c
  file_change.c
  file_information.c
  file_mapping.c
  find_file.c
  folder.c
  format_message.c
  global_memory.c
  heap.c
  heap_walk.c
  interlocked.c
  memory_status.c
  message_insert.c
  message_text.c
  module.c
  mutex.c
  object.c
  parameters.c
  path_name.c
  process.c
  profile.c
  semaphore.c
  resource_write.c
  start.c
  static_string.c
  string.c
  system_time.c
  thread.c
  thread_create.c
  thread_local.c
  thread_priority.c
  thread_times.c
  time.c
  timer.c
  transfer.c
  version.c
  virtual_memory.c
  wait.c
  wide_forms.c
  wide_string.c
  ../crt/division.c
  ../crt/except_handler3.c)

# exports.txt makes the linker's list and the import library. Forwarders go on the command line: lld
# misspells them in a .def file (llvm-project issue 132411). Entries of the import library need the
# parameter bytes, which lld leaves out for forwarders.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/exports.txt)
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/exports.txt rows REGEX "^[A-Za-z]")
set(exports "LIBRARY kernel32.dll\nEXPORTS\n")
set(imports "LIBRARY kernel32.dll\nEXPORTS\n")
set(forwarders "")
foreach(row IN LISTS rows)
  if(NOT row MATCHES "^([A-Za-z0-9]+)(@[0-9]+)(=[A-Za-z0-9]+[.][A-Za-z0-9]+)?$")
    message(FATAL_ERROR "exports.txt: cannot read: ${row}")
  endif()
  string(APPEND imports "  ${CMAKE_MATCH_1}${CMAKE_MATCH_2}\n")
  if(CMAKE_MATCH_3)
    list(APPEND forwarders /export:${CMAKE_MATCH_1}${CMAKE_MATCH_3})
  else()
    string(APPEND exports "  ${CMAKE_MATCH_1}\n")
  endif()
endforeach()
file(CONFIGURE OUTPUT ${work}/kernel32.def CONTENT "${exports}" @ONLY)
file(CONFIGURE OUTPUT ${work}/imports.def CONTENT "${imports}" @ONLY)

add_custom_command(
  OUTPUT ${GUEST_WORK_DIR}/lib/kernel32.lib
  COMMAND ${GUEST_LLVM_DLLTOOL} -m i386 -k -d imports.def -D kernel32.dll -l ../lib/kernel32.lib
  WORKING_DIRECTORY ${work}
  DEPENDS ${work}/imports.def
  VERBATIM)

guest_version(objects WORK ${work} FILE kernel32.dll DESCRIPTION "Windows NT BASE API Client DLL"
  VERSION 5,1,2600,5512 PRODUCT "Dumplab guest system")
guest_link(kernel32.dll WORK ${work} OUTPUT ${GUEST_OUTPUT_DIR}/system
  OBJECTS ${objects}
  LIBRARIES ${GUEST_WORK_DIR}/lib/ntdll.lib
  FLAGS /dll /entry:BaseDllInitialize@12 /base:0x7c800000 /def:kernel32.def ${forwarders}
  DEPENDS ${work}/kernel32.def ${GUEST_OUTPUT_DIR}/system/ntdll.dll
  IMPORT_LIBRARY ${work}/kernel32.lib)
