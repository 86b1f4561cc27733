# SPDX-License-Identifier: MIT
# Every outside library the project uses; all are Debian packages (see tools/packages.txt).
find_package(Boost 1.74 REQUIRED COMPONENTS program_options iostreams)
find_package(Zydis REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
if(DUMPLAB_TESTS OR DUMPLAB_FUZZ)
  find_package(GTest REQUIRED)
endif()
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
