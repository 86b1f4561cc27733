# SPDX-License-Identifier: MIT

set(work ${GUEST_WORK_DIR}/dbghelp)
set(objects "")
guest_compile(objects WORK ${work} DIRECTORY ${CMAKE_CURRENT_LIST_DIR} DEFINES DBGHELP SOURCES
  dll_main.c
  mini_dump.c)
configure_file(${CMAKE_CURRENT_LIST_DIR}/dbghelp.def ${work}/dbghelp.def COPYONLY)
guest_version(objects WORK ${work} FILE dbghelp.dll DESCRIPTION "Image helper"
  VERSION 5,1,2600,5512 PRODUCT "Dumplab guest system")
guest_link(dbghelp.dll WORK ${work} OUTPUT ${GUEST_OUTPUT_DIR}/system
  OBJECTS ${objects}
  LIBRARIES ${GUEST_WORK_DIR}/lib/kernel32.lib ${GUEST_WORK_DIR}/lib/ntdll.lib
  FLAGS /dll /entry:DllMain@12 /base:0x59a60000 /def:dbghelp.def
  DEPENDS ${work}/dbghelp.def ${GUEST_WORK_DIR}/lib/kernel32.lib ${GUEST_OUTPUT_DIR}/system/ntdll.dll
  IMPORT_LIBRARY ${GUEST_WORK_DIR}/lib/dbghelp.lib)
