# SPDX-License-Identifier: MIT
# Every outside library the project uses; all are Debian packages (see tools/packages.sh).
find_package(Boost 1.74 REQUIRED COMPONENTS program_options iostreams serialization)
find_package(Zydis REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)
find_path(SODIUM_INCLUDE_DIR sodium.h REQUIRED)
if(DUMPLAB_TESTS OR DUMPLAB_FUZZ)
  find_package(GTest REQUIRED)
endif()

# Unicorn is another processor to compare with; sources see DUMPLAB_WITH_UNICORN when it is there.
find_library(DUMPLAB_UNICORN unicorn)
find_path(DUMPLAB_UNICORN_INCLUDE unicorn/unicorn.h)
function(dumplab_use_unicorn target)
  if(DUMPLAB_UNICORN AND DUMPLAB_UNICORN_INCLUDE)
    target_link_libraries(${target} PRIVATE ${DUMPLAB_UNICORN})
    target_include_directories(${target} SYSTEM PRIVATE ${DUMPLAB_UNICORN_INCLUDE})
    target_compile_definitions(${target} PRIVATE DUMPLAB_WITH_UNICORN=1)
  endif()
endfunction()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
