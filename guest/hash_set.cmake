# SPDX-License-Identifier: MIT
# cmake -DROOT=dir -DLIST=file -DOUTPUT=file -P hash_set.cmake
# One SHA-256 over the lines "<sha256 of file>  <name>" of all files in the list, in its order.

file(STRINGS ${LIST} names)
set(lines "")
foreach(name IN LISTS names)
  file(SHA256 ${ROOT}/${name} hash)
  string(APPEND lines "${hash}  ${name}\n")
endforeach()
string(SHA256 set_hash "${lines}")
file(WRITE ${OUTPUT} "${set_hash}\n")
