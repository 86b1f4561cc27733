// SPDX-License-Identifier: MIT
#include <cstdint>

#include "symbols/breakpad_sym.h"
#include "symbols/pdb.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto pdb = dumplab::symbols::Pdb::from_bytes({bytes.begin(), bytes.end()});
  if (!pdb) return 0;
  dumplab::symbols::to_breakpad_sym(**pdb, "fuzz.pdb");
  for (std::uint32_t rva = 0; rva < 0x4000; rva += 0x101) {
    (*pdb)->find_function(rva);
    (*pdb)->find_line(rva);
    (*pdb)->find_inlined(rva);
    (*pdb)->find_frame_data(rva);
  }
  for (const char* name : {"main", "Orders", "printf", "_LIST_ENTRY", "errno"}) (*pdb)->find_globals(name);
  for (const char* name : {"_LIST_ENTRY", "_TEB", "_EXCEPTION_DISPOSITION", "Square", "A"})
    (*pdb)->find_type(name);
  return 0;
}
