// SPDX-License-Identifier: MIT
#include "symbols/export_table.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "formats/image/guest_files.h"
#include "formats/symbols/pdbutil.h"

namespace dumplab::symbols {
namespace {

TEST(ExportTable, names_the_exported_functions_as_the_publics_do) {
  const auto files = test::guest_files({".dll"});
  DUMPLAB_NEED_GUEST_AND("llvm-pdbutil-14", files);
  for (const auto& path : files) {
    const auto file = MappedFile::open(path);
    const auto image = image::PeImage::parse(file->view(), image::PeImage::Layout::kFile);
    ASSERT_TRUE(image) << path;
    const auto table = make_export_table(*image);
    ASSERT_TRUE(table) << path;
    EXPECT_STREQ(table->kind(), "export");
    EXPECT_FALSE(table->find_function(0));
    auto pdb_path = path;
    const test::Pdbutil pdbutil(pdb_path.replace_extension(".pdb"));
    for (const image::Export& e : image->exports()) {
      if (e.rva == 0 || e.name.starts_with("Zw")) continue;
      const bool is_function = std::ranges::any_of(
          pdbutil.publics, [&](const auto& symbol) { return symbol.rva == e.rva && symbol.is_function; });
      if (!is_function) continue;
      const auto function = table->find_function(e.rva + 1);
      ASSERT_TRUE(function) << path << ' ' << e.name;
      EXPECT_EQ(function->name, e.name) << path;
      EXPECT_EQ(function->rva, e.rva);
      EXPECT_EQ(function->size, 0u);
    }
  }
}

}  // namespace
}  // namespace dumplab::symbols
