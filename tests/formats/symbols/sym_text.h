// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include "support/bytes.h"
#include "symbols/sym_file.h"

namespace dumplab::test {

inline constexpr const char* kSymHead =
    "MODULE windows x86 5A9832E5287241C1838ED98914E9B7FF1 test_app.pdb\nINFO CODE_ID 45D35F6C2D000 "
    "test_app.exe\n";

inline Result<std::unique_ptr<symbols::SymFile>> sym_of(const std::string& text) {
  return symbols::SymFile::from_bytes(Bytes().text(text).build());
}

/// A file of the usual head and `rest`.
inline std::unique_ptr<symbols::SymFile> sym_with(const std::string& rest) {
  auto sym = sym_of(kSymHead + rest);
  EXPECT_TRUE(sym) << sym.error().what;
  return sym ? std::move(*sym) : nullptr;
}

}  // namespace dumplab::test
