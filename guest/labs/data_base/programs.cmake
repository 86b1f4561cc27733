# SPDX-License-Identifier: MIT
# DataBase.exe and Index.dll: the process of labs L07 and L08.  Its sections are the deck's: header, .text, .data and,
# under a name that lld does not fold into .data, .BSS.  Constants and imports lie in .DATA.
set(work ${GUEST_WORK_DIR}/labs)
set(output ${GUEST_OUTPUT_DIR}/labs)
set(libraries ${GUEST_WORK_DIR}/lib/crt.lib ${GUEST_WORK_DIR}/lib/kernel32.lib)

set(objects "")
guest_compile(objects WORK ${work}/Index DIRECTORY ${CMAKE_CURRENT_LIST_DIR} SOURCES index.c)
guest_version(objects WORK ${work}/Index FILE Index.dll DESCRIPTION "Index" VERSION 1,0,0,0 PRODUCT "DataBase")
guest_link(Index.dll WORK ${work}/Index OUTPUT ${output} OBJECTS ${objects} LIBRARIES ${libraries}
  FLAGS /dll /entry:DllMain@12 /base:0x10000000 DEPENDS ${libraries} IMPORT_LIBRARY ${work}/Index.lib)

set(objects "")
guest_compile(objects WORK ${work}/DataBase DIRECTORY ${CMAKE_CURRENT_LIST_DIR} SOURCES data_base.c)
guest_version(objects WORK ${work}/DataBase FILE DataBase.exe DESCRIPTION "DataBase" VERSION 1,0,0,0
  PRODUCT "DataBase")
guest_link(DataBase.exe WORK ${work}/DataBase OUTPUT ${output} OBJECTS ${objects}
  LIBRARIES ${work}/Index.lib ${libraries}
  FLAGS /entry:mainCRTStartup /base:0x400000 /stack:0x100000,0x1000 /merge:.rdata=.DATA /merge:.CRT=.DATA /merge:.data=.DATA /merge:.zbss=.BSS
    /section:.DATA,RW
  DEPENDS ${libraries} ${output}/Index.dll)
