# SPDX-License-Identifier: MIT
# Building of guest images: clang-14 and lld-14 only, byte for byte reproducible from any directory.
# All commands run with relative names, since names are recorded in objects and PDBs.

foreach(tool clang lld-link llvm-rc llvm-dlltool llvm-lib)
  string(TOUPPER GUEST_${tool} variable)
  string(REPLACE "-" "_" variable ${variable})
  find_program(${variable} ${tool}-14 DOC "${tool}, version 14, for guest programs")
  if(NOT ${variable})
    message(FATAL_ERROR
      "${tool}-14 not found. Guest programs need: apt install clang-14 lld-14 llvm-14")
  endif()
endforeach()

set(GUEST_SOURCE_DIR ${CMAKE_CURRENT_LIST_DIR}/../../guest)
get_filename_component(GUEST_SOURCE_DIR ${GUEST_SOURCE_DIR} ABSOLUTE)
set(GUEST_WORK_DIR ${CMAKE_BINARY_DIR}/guest-work)
set(GUEST_OUTPUT_DIR ${CMAKE_BINARY_DIR}/share/dumplab/guest)

set(GUEST_C_FLAGS
  --target=i686-pc-windows-msvc -march=i586 -mno-sse -O1
  -g -gcodeview -ffreestanding -fno-builtin -nostdinc
  -fno-omit-frame-pointer -fno-optimize-sibling-calls
  -fno-color-diagnostics -Wall -Wextra -Wno-unused-parameter -Werror
  -fdebug-compilation-dir=/guest -fcoverage-compilation-dir=/guest
  -mno-incremental-linker-compatible)
set(GUEST_LINK_FLAGS
  /nologo /nodefaultlib /machine:x86 /debug /opt:noref /opt:noicf /dynamicbase /Brepro
  /pdbaltpath:%_PDB% /pdbsourcepath:/guest /safeseh:no /subsystem:console,4.0)

file(GLOB GUEST_HEADERS LIST_DIRECTORIES false CONFIGURE_DEPENDS
  ${GUEST_SOURCE_DIR}/include/* ${GUEST_SOURCE_DIR}/include/nt/*.h
  ${GUEST_SOURCE_DIR}/dlls/*.h ${GUEST_SOURCE_DIR}/dlls/*/*.h ${GUEST_SOURCE_DIR}/dlls/*/*/*.h
  ${GUEST_SOURCE_DIR}/scenarios/*/*.h)

# guest_compile(<variable> WORK <dir> DIRECTORY <dir> SOURCES <c files>... [DEFINES <name>...])
# Objects lie in WORK; their names, without the directory, are appended to <variable>.
function(guest_compile variable)
  cmake_parse_arguments(arg "" "WORK;DIRECTORY" "SOURCES;DEFINES" ${ARGN})
  file(MAKE_DIRECTORY ${arg_WORK})
  list(TRANSFORM arg_DEFINES PREPEND -D)
  set(objects ${${variable}})
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(path ${source} ABSOLUTE BASE_DIR ${arg_DIRECTORY})
    get_filename_component(directory ${path} DIRECTORY)
    get_filename_component(file ${path} NAME)
    get_filename_component(stem ${path} NAME_WE)
    file(RELATIVE_PATH include ${directory} ${GUEST_SOURCE_DIR}/include)
    add_custom_command(
      OUTPUT ${arg_WORK}/${stem}.obj
      COMMAND ${GUEST_CLANG} ${GUEST_C_FLAGS} ${arg_DEFINES} -I ${include} -I ../common
        -Xclang -object-file-name=${stem}.obj -c ${file} -o ${arg_WORK}/${stem}.obj
      WORKING_DIRECTORY ${directory}
      DEPENDS ${path} ${GUEST_HEADERS}
      COMMENT "Guest: ${file}"
      VERBATIM)
    list(APPEND objects ${stem}.obj)
  endforeach()
  set(${variable} ${objects} PARENT_SCOPE)
endfunction()

# guest_version(<variable> WORK <dir> FILE <image> DESCRIPTION <text> VERSION <a,b,c,d>
#               PRODUCT <text>)
# Appends version.res to <variable>.
function(guest_version variable)
  cmake_parse_arguments(arg "" "WORK;FILE;DESCRIPTION;VERSION;PRODUCT" "" ${ARGN})
  set(GUEST_VERSION ${arg_VERSION})
  string(REPLACE "," "." GUEST_VERSION_TEXT ${arg_VERSION})
  set(GUEST_FILE ${arg_FILE})
  set(GUEST_DESCRIPTION ${arg_DESCRIPTION})
  set(GUEST_PRODUCT ${arg_PRODUCT})
  get_filename_component(GUEST_NAME ${arg_FILE} NAME_WE)
  set(GUEST_FILE_TYPE 0x1L)
  if(arg_FILE MATCHES "[.]dll$")
    set(GUEST_FILE_TYPE 0x2L)
  endif()
  configure_file(${GUEST_SOURCE_DIR}/version.rc.in ${arg_WORK}/version.rc @ONLY)
  add_custom_command(
    OUTPUT ${arg_WORK}/version.res
    COMMAND ${GUEST_LLVM_RC} /no-preprocess /fo version.res version.rc
    WORKING_DIRECTORY ${arg_WORK}
    DEPENDS ${arg_WORK}/version.rc
    VERBATIM)
  set(${variable} ${${variable}} version.res PARENT_SCOPE)
endfunction()

# guest_link(<image> WORK <dir> OUTPUT <dir> OBJECTS <files>... LIBRARIES <paths>...
#            FLAGS <flags>... DEPENDS <files>... [IMPORT_LIBRARY <path>])
# Makes image, PDB and map in WORK and copies them to OUTPUT.
function(guest_link image)
  cmake_parse_arguments(arg "" "WORK;OUTPUT;IMPORT_LIBRARY"
    "OBJECTS;LIBRARIES;FLAGS;DEPENDS" ${ARGN})
  get_filename_component(stem ${image} NAME_WE)
  set(results ${image} ${stem}.pdb ${stem}.map)
  set(outputs ${results})
  list(TRANSFORM outputs PREPEND ${arg_OUTPUT}/)
  set(inputs ${arg_OBJECTS})
  list(TRANSFORM inputs PREPEND ${arg_WORK}/)
  set(libraries "")
  foreach(library IN LISTS arg_LIBRARIES)
    file(RELATIVE_PATH relative ${arg_WORK} ${library})
    list(APPEND libraries ${relative})
  endforeach()
  set(byproducts "")
  if(arg_IMPORT_LIBRARY)
    file(RELATIVE_PATH relative ${arg_WORK} ${arg_IMPORT_LIBRARY})
    list(APPEND arg_FLAGS /implib:${relative})
    set(byproducts BYPRODUCTS ${arg_IMPORT_LIBRARY})
  endif()
  file(MAKE_DIRECTORY ${arg_OUTPUT})
  add_custom_command(
    OUTPUT ${outputs}
    ${byproducts}
    COMMAND ${GUEST_LLD_LINK} ${GUEST_LINK_FLAGS} ${arg_FLAGS} /out:${image} /pdb:${stem}.pdb
      /map:${stem}.map ${arg_OBJECTS} ${libraries}
    COMMAND ${CMAKE_COMMAND} -E copy ${results} ${arg_OUTPUT}
    WORKING_DIRECTORY ${arg_WORK}
    DEPENDS ${inputs} ${arg_DEPENDS}
    COMMENT "Guest: ${image}"
    VERBATIM)
  set_property(GLOBAL APPEND PROPERTY GUEST_FILES ${outputs})
  set_property(GLOBAL APPEND PROPERTY GUEST_SET ${arg_OUTPUT}/${image} ${arg_OUTPUT}/${stem}.pdb)
endfunction()

# guest_image(<image> SOURCES <c files>... DESCRIPTION <text> BASE <address> [USES <dll>...])
# One DLL or EXE of the scenario in the current directory, in all its variants.
function(guest_image image)
  cmake_parse_arguments(arg "" "DESCRIPTION;BASE" "SOURCES;USES" ${ARGN})
  get_filename_component(scenario ${CMAKE_CURRENT_LIST_DIR} NAME)
  string(REPLACE "_" "-" scenario_name ${scenario})
  file(READ ${CMAKE_CURRENT_LIST_DIR}/scenario.json description)
  string(JSON count LENGTH ${description} variants)
  math(EXPR last "${count} - 1")
  get_filename_component(stem ${image} NAME_WE)
  foreach(index RANGE ${last})
    string(JSON variant GET ${description} variants ${index})
    set(variant_work ${GUEST_WORK_DIR}/scenarios/${scenario}/${variant})
    set(work ${variant_work}/${stem})
    set(output ${GUEST_OUTPUT_DIR}/scenarios/${scenario_name}/${variant})
    set(objects "")
    guest_compile(objects WORK ${work} DIRECTORY ${CMAKE_CURRENT_LIST_DIR}
      SOURCES ${arg_SOURCES} DEFINES VARIANT=${index})
    guest_version(objects WORK ${work} FILE ${image} DESCRIPTION ${arg_DESCRIPTION}
      VERSION 1,${index},0,0 PRODUCT ${stem})
    set(libraries "")
    set(depends ${GUEST_WORK_DIR}/lib/crt.lib ${GUEST_WORK_DIR}/lib/kernel32.lib)
    foreach(used IN LISTS arg_USES)
      list(APPEND libraries ${variant_work}/${used}.lib)
      list(APPEND depends ${output}/${used}.dll)
    endforeach()
    list(APPEND libraries ${GUEST_WORK_DIR}/lib/crt.lib ${GUEST_WORK_DIR}/lib/kernel32.lib)
    if(image MATCHES "[.]dll$")
      guest_link(${image} WORK ${work} OUTPUT ${output} OBJECTS ${objects} LIBRARIES ${libraries}
        FLAGS /dll /entry:DllMain@12 /base:${arg_BASE} DEPENDS ${depends}
        IMPORT_LIBRARY ${variant_work}/${stem}.lib)
    else()
      guest_link(${image} WORK ${work} OUTPUT ${output} OBJECTS ${objects} LIBRARIES ${libraries}
        FLAGS /entry:mainCRTStartup /base:${arg_BASE} /stack:0x100000,0x1000 DEPENDS ${depends})
    endif()
  endforeach()
endfunction()

# guest_lab(<image> DESCRIPTION <text> SOURCES <c files>...)
# The EXE of a lab, from the current directory.
function(guest_lab image)
  cmake_parse_arguments(arg "" "DESCRIPTION" "SOURCES" ${ARGN})
  get_filename_component(stem ${image} NAME_WE)
  get_filename_component(folder ${CMAKE_CURRENT_LIST_DIR} NAME)
  set(work ${GUEST_WORK_DIR}/labs/${folder})
  set(libraries ${GUEST_WORK_DIR}/lib/crt.lib ${GUEST_WORK_DIR}/lib/kernel32.lib)
  set(objects "")
  guest_compile(objects WORK ${work} DIRECTORY ${CMAKE_CURRENT_LIST_DIR} SOURCES ${arg_SOURCES})
  guest_version(objects WORK ${work} FILE ${image} DESCRIPTION ${arg_DESCRIPTION} VERSION 1,0,0,0 PRODUCT ${stem})
  guest_link(${image} WORK ${work} OUTPUT ${GUEST_OUTPUT_DIR}/labs OBJECTS ${objects} LIBRARIES ${libraries}
    FLAGS /entry:mainCRTStartup /base:0x400000 /stack:0x100000,0x1000 DEPENDS ${libraries})
endfunction()

# guest_target(): the target `guest`, after all images are known.
function(guest_target)
  get_property(files GLOBAL PROPERTY GUEST_FILES)
  get_property(images GLOBAL PROPERTY GUEST_SET)
  get_property(extra GLOBAL PROPERTY GUEST_EXTRA)
  list(TRANSFORM images REPLACE "^${GUEST_OUTPUT_DIR}/" "")
  list(SORT images)
  list(JOIN images "\n" text)
  file(CONFIGURE OUTPUT ${GUEST_WORK_DIR}/set.txt CONTENT "${text}\n")
  add_custom_command(
    OUTPUT ${GUEST_OUTPUT_DIR}/set.sha256
    COMMAND ${CMAKE_COMMAND} -DROOT=${GUEST_OUTPUT_DIR} -DLIST=${GUEST_WORK_DIR}/set.txt
      -DOUTPUT=${GUEST_OUTPUT_DIR}/set.sha256 -P ${GUEST_SOURCE_DIR}/hash_set.cmake
    DEPENDS ${files} ${GUEST_WORK_DIR}/set.txt ${GUEST_SOURCE_DIR}/hash_set.cmake
    COMMENT "Guest: set.sha256"
    VERBATIM)
  add_custom_target(guest ALL DEPENDS ${files} ${extra} ${GUEST_OUTPUT_DIR}/set.sha256)
endfunction()
