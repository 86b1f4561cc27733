# SPDX-License-Identifier: MIT
# Every outside library the project uses; all are Debian packages (see tools/packages.sh).
set(Boost_USE_STATIC_LIBS ON)  # what is inside the program need not be found and bound at each start
find_package(Boost 1.74 REQUIRED COMPONENTS program_options iostreams serialization)
find_package(Zydis REQUIRED)
find_package(fmt REQUIRED)
if(fmt_VERSION VERSION_LESS 10)
  add_library(dumplab-fmt STATIC ${PROJECT_SOURCE_DIR}/src/base/fmt_library.cpp)
  target_compile_features(dumplab-fmt PUBLIC cxx_std_20)
else()
  add_library(dumplab-fmt INTERFACE)
  target_link_libraries(dumplab-fmt INTERFACE fmt::fmt)
endif()
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_library(SODIUM_LIBRARY NAMES libsodium.a sodium REQUIRED)
find_path(SODIUM_INCLUDE_DIR sodium.h REQUIRED)
find_library(CSV_LIBRARY NAMES libcsv.a csv REQUIRED)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_package(Threads REQUIRED)
find_library(EDIT_LIBRARY NAMES edit REQUIRED)
find_path(EDIT_INCLUDE_DIR histedit.h REQUIRED)
find_library(LLVM_DEMANGLE_LIBRARY LLVMDemangle HINTS /usr/lib/llvm-14/lib REQUIRED)
find_path(LLVM_DEMANGLE_INCLUDE_DIR llvm/Demangle/MicrosoftDemangle.h HINTS /usr/lib/llvm-14/include REQUIRED)
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
  # Names below the checkout count as relative, so that every checkout of the machine finds what another compiled;
  # the sloppiness is what precompiled headers need to be found again.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
    CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()
