# SPDX-License-Identifier: MIT
# What is installed, for users (component `program`) and for C++ projects (component `development`:
# find_package(dumplab) gives dumplab::dumplab and dumplab::testing); cpack makes a Debian package of each.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/dumplab)

# Components with all that they use, as targets.
function(dumplab_closure variable)
  set(found "")
  set(pending ${ARGN})
  while(pending)
    list(POP_FRONT pending target)
    if(target IN_LIST found)
      continue()
    endif()
    list(APPEND found ${target})
    get_target_property(uses ${target} DUMPLAB_USES)
    list(APPEND pending ${uses})
  endwhile()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

# dumplab_archive(NAME COMPONENTS <targets>...): dumplab::NAME, one static library of their objects.
function(dumplab_archive name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "COMPONENTS")
  set(outside "")
  set(objects "")
  foreach(target IN LISTS arg_COMPONENTS)
    list(APPEND objects $<TARGET_OBJECTS:${target}>)
    get_target_property(libraries ${target} DUMPLAB_LINK)
    list(APPEND outside ${libraries})
  endforeach()
  list(FILTER outside EXCLUDE REGEX "^nlohmann_json::")  # headers only, and in no public one
  list(REMOVE_DUPLICATES outside)
  add_library(dumplab-archive-${name} STATIC ${objects})
  add_library(dumplab::${name} ALIAS dumplab-archive-${name})
  set_target_properties(dumplab-archive-${name} PROPERTIES EXPORT_NAME ${name} LINKER_LANGUAGE CXX)
  target_link_libraries(dumplab-archive-${name} PUBLIC dumplab-public PRIVATE ${outside})
  install(TARGETS dumplab-archive-${name} EXPORT dumplab COMPONENT development)
endfunction()

dumplab_closure(reading dumplab-minidump)
dumplab_closure(making dumplab-testing)
list(REMOVE_ITEM making ${reading})
get_target_property(fmt_kind dumplab-fmt TYPE)
if(fmt_kind STREQUAL "STATIC_LIBRARY")
  list(APPEND reading dumplab-fmt)
  set_target_properties(dumplab-fmt PROPERTIES DUMPLAB_LINK "")
  set(DUMPLAB_NEEDS_FMT OFF)
else()
  set(DUMPLAB_NEEDS_FMT ON)
endif()
dumplab_archive(dumplab COMPONENTS ${reading})
dumplab_archive(testing COMPONENTS ${making})
target_link_libraries(dumplab-archive-testing PUBLIC dumplab-archive-dumplab)
if(DUMPLAB_NEEDS_FMT)
  target_link_libraries(dumplab-archive-dumplab PRIVATE fmt::fmt)
endif()
set_target_properties(dumplab-archive-dumplab PROPERTIES OUTPUT_NAME dumplab)
set_target_properties(dumplab-archive-testing PROPERTIES OUTPUT_NAME dumplab-testing)
target_compile_definitions(dumplab-archive-testing INTERFACE
  $<BUILD_INTERFACE:DUMPLAB_GUEST_FOLDER="${CMAKE_BINARY_DIR}/share/dumplab/guest">)

# ---- for C++ projects
set_target_properties(dumplab-public PROPERTIES EXPORT_NAME headers)
install(TARGETS dumplab-public EXPORT dumplab FILE_SET HEADERS COMPONENT development)
install(EXPORT dumplab NAMESPACE dumplab:: FILE dumplab-targets.cmake DESTINATION ${cmake_folder} COMPONENT development)
set(DUMPLAB_GUEST_FOLDER ${CMAKE_INSTALL_DATADIR}/dumplab/guest)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/dumplab-config.cmake.in ${CMAKE_BINARY_DIR}/dumplab-config.cmake
  INSTALL_DESTINATION ${cmake_folder} PATH_VARS DUMPLAB_GUEST_FOLDER)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/dumplab-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/dumplab-config.cmake ${CMAKE_BINARY_DIR}/dumplab-config-version.cmake
  DESTINATION ${cmake_folder} COMPONENT development)

# ---- for users
install(TARGETS dumplab COMPONENT program)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/tools/guest-cc TYPE BIN COMPONENT program)
install(DIRECTORY ${CMAKE_BINARY_DIR}/share/dumplab/guest DESTINATION ${CMAKE_INSTALL_DATADIR}/dumplab COMPONENT program)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/dumplab COMPONENT program)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/dumps DESTINATION ${CMAKE_INSTALL_DATADIR}/dumplab COMPONENT program
  FILES_MATCHING PATTERN *.dmp)

include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
