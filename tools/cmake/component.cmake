# SPDX-License-Identifier: MIT
# dumplab_component(NAME SOURCES ... [USES component ...] [LINK library ...])
#   One folder of src/ as one static library `dumplab-NAME`. Which components it may use is said in
#   src/layers.txt and checked by tools/check_layers.py; USES is what the linker needs of that.
# dumplab_test(NAME SOURCES ... [USES component ...] [LINK library ...])
#   One GoogleTest program for one component.

add_library(dumplab-options INTERFACE)
target_include_directories(dumplab-options INTERFACE
  ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/src/formats
  ${PROJECT_SOURCE_DIR}/src/dump ${PROJECT_SOURCE_DIR}/src/simulator ${PROJECT_SOURCE_DIR}/src/analyzer
  ${PROJECT_SOURCE_DIR}/src/lab)
target_compile_definitions(dumplab-options INTERFACE DUMPLAB_VERSION="${PROJECT_VERSION}")
target_compile_features(dumplab-options INTERFACE cxx_std_20)
target_link_libraries(dumplab-options INTERFACE dumplab-fmt tl::expected)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(dumplab-options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror
    # GCC 12 sees overlaps, overflows and uninitialized parts of standard types that are not there (GCC bugs 105651,
    # 107852, 105562).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-maybe-uninitialized>)
endif()
if(DUMPLAB_SANITIZE)
  target_compile_options(dumplab-options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                   -fno-omit-frame-pointer)
  target_link_options(dumplab-options INTERFACE -fsanitize=address,undefined)
endif()
if(DUMPLAB_FUZZ)
  target_compile_options(dumplab-options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(dumplab-options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(DUMPLAB_TAIL_CALLS)
  target_compile_definitions(dumplab-options INTERFACE DUMPLAB_TAIL_CALLS=1)
endif()

function(dumplab_component name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;LINK")
  list(TRANSFORM arg_USES PREPEND dumplab-)
  add_library(dumplab-${name} STATIC ${arg_SOURCES})
  target_link_libraries(dumplab-${name} PUBLIC dumplab-options ${arg_USES} ${arg_LINK})
  set_target_properties(dumplab-${name} PROPERTIES DUMPLAB_USES "${arg_USES}" DUMPLAB_LINK "${arg_LINK}")
endfunction()

function(dumplab_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;LINK")
  list(TRANSFORM arg_USES PREPEND dumplab-)
  add_executable(${name}-test ${arg_SOURCES})
  target_include_directories(${name}-test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name}-test PRIVATE dumplab-options ${arg_USES} ${arg_LINK} GTest::gtest_main)
  gtest_discover_tests(${name}-test DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
endfunction()
include(GoogleTest)
