# SPDX-License-Identifier: MIT
# Five.exe with ntdll, kernel32, North.dll and South.dll.
set(work ${GUEST_WORK_DIR}/labs/five_modules)
set(output ${GUEST_OUTPUT_DIR}/labs)
set(libraries ${GUEST_WORK_DIR}/lib/crt.lib ${GUEST_WORK_DIR}/lib/kernel32.lib)

foreach(name North South)
  string(TOLOWER ${name} source)
  set(objects "")
  guest_compile(objects WORK ${work}/${name} DIRECTORY ${CMAKE_CURRENT_LIST_DIR} SOURCES ${source}.c)
  guest_version(objects WORK ${work}/${name} FILE ${name}.dll DESCRIPTION ${name} VERSION 1,0,0,0 PRODUCT "Five")
  guest_link(${name}.dll WORK ${work}/${name} OUTPUT ${output} OBJECTS ${objects} LIBRARIES ${libraries}
    FLAGS /dll /entry:DllMain@12 /base:0x10000000 DEPENDS ${libraries} IMPORT_LIBRARY ${work}/${name}.lib)
endforeach()

set(objects "")
guest_compile(objects WORK ${work}/Five DIRECTORY ${CMAKE_CURRENT_LIST_DIR} SOURCES five.c)
guest_version(objects WORK ${work}/Five FILE Five.exe DESCRIPTION "Five" VERSION 1,0,0,0 PRODUCT "Five")
guest_link(Five.exe WORK ${work}/Five OUTPUT ${output} OBJECTS ${objects}
  LIBRARIES ${work}/North.lib ${work}/South.lib ${libraries}
  FLAGS /entry:mainCRTStartup /base:0x400000 /stack:0x100000,0x1000
  DEPENDS ${libraries} ${output}/North.dll ${output}/South.dll)
