# SPDX-License-Identifier: MIT
# cpack -G DEB: dumplab (the program with its guest programs) and libdumplab-dev (headers and libraries).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dumplab)
set(CPACK_PACKAGE_CONTACT "The Dumplab authors <authors@dumplab.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "laboratory for post-mortem memory dumps")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
  "Runs 32-bit Windows programs on a simulated machine, writes minidumps of them and reads any minidump.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME dumplab)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "python3, clang-14, lld-14")  # what guest-cc runs

set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
  "Headers and static libraries of dumplab: reading minidumps, and dumps with known truth for tests.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libdumplab-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "dumplab (= ${PROJECT_VERSION}), libexpected-dev, libboost-iostreams-dev, libzydis-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS "cmake, libgtest-dev")

# Our licence, and those of libraries that are compiled in and ask to be named.
file(READ ${PROJECT_SOURCE_DIR}/LICENSE copyright)
foreach(library libsodium-dev nlohmann-json3-dev libfmt-dev)
  if(EXISTS /usr/share/doc/${library}/copyright)
    file(READ /usr/share/doc/${library}/copyright text)
    string(APPEND copyright "\n---- ${library}\n\n${text}")
  endif()
endforeach()
file(WRITE ${CMAKE_BINARY_DIR}/copyright "${copyright}")
install(FILES ${CMAKE_BINARY_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/dumplab COMPONENT program)
install(FILES ${CMAKE_BINARY_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libdumplab-dev COMPONENT development)
include(CPack)
