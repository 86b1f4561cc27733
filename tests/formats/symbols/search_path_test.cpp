// SPDX-License-Identifier: MIT
#include "symbols/search_path.h"

#include <gtest/gtest.h>

#include "formats/symbols/hand_made_pdb.h"

namespace dumplab::symbols {
namespace {

class SearchPathTest : public testing::Test {
 protected:
  static test::HandMadePdb build(std::uint8_t number) {
    test::HandMadePdb made;
    made.guid_first = number;
    return made;
  }
  static PdbIdentity identity(std::uint8_t number, std::uint32_t age = 1) {
    PdbIdentity result;
    for (int i = 0; i < 16; ++i) result.guid[i] = static_cast<std::uint8_t>(number + i);
    result.age = age;
    return result;
  }
  void write(const std::string& name, std::uint8_t number) { folder_.write(name, build(number).build()); }
  void write_sym(const std::string& name, const std::string& id, const std::string& code_id = "") {
    std::string text = "MODULE windows x86 " + id + " orders.pdb\n";
    if (!code_id.empty()) text += "INFO CODE_ID " + code_id + " orders.exe\n";
    folder_.write(name, test::Bytes().text(text + "FUNC 1000 10 0 main\n").build());
  }
  std::filesystem::path at(const std::string& name) const { return folder_.path() / name; }

  test::TemporaryFolder folder_;
};

TEST_F(SearchPathTest, finds_a_pdb_in_a_flat_folder_whatever_the_case_of_its_name) {
  write("a/Orders.PDB", 1);
  SearchPath search;
  search.add_folder(at("a"));
  EXPECT_TRUE(search.find_pdb("Orders.PDB", identity(1)));
  EXPECT_TRUE(search.find_pdb("orders.pdb", identity(1)));
  EXPECT_FALSE(search.find_pdb("Order.pdb", identity(1)));
}

TEST_F(SearchPathTest, finds_a_pdb_in_a_symbol_store) {
  write("store/orders.pdb/" + debug_id(identity(1)) + "/orders.pdb", 1);
  write("store/orders.pdb/" + debug_id(identity(2)) + "/orders.pdb", 2);
  SearchPath search;
  search.add_folder(at("store"));
  std::vector<std::string> mismatch;
  const auto pdb = search.find_pdb("Orders.pdb", identity(2), &mismatch);
  ASSERT_TRUE(pdb);
  EXPECT_EQ(pdb->identity(), identity(2));
  EXPECT_FALSE(search.find_pdb("Orders.pdb", identity(3), &mismatch));
  EXPECT_TRUE(mismatch.empty()) << "other builds of a store are no mismatch";
}

TEST_F(SearchPathTest, tells_of_another_build) {
  write("a/orders.pdb", 1);
  SearchPath search;
  search.add_folder(at("a"));
  std::vector<std::string> mismatch;
  EXPECT_FALSE(search.find_pdb("Orders.pdb", identity(2), &mismatch));
  EXPECT_FALSE(search.find_pdb("Orders.pdb", identity(1, 2)));
  ASSERT_EQ(mismatch.size(), 1u);
  EXPECT_EQ(mismatch[0], "Orders.pdb in " + at("a").string() +
                             " is of another build (0403020106050807090A0B0C0D0E0F10 age 1)");
}

TEST_F(SearchPathTest, tells_of_files_that_cannot_be_read) {
  folder_.write("a/orders.pdb", test::Bytes().text("no PDB").zeros(100).build());
  SearchPath search;
  search.add_folder(at("a"));
  std::vector<std::string> mismatch;
  EXPECT_FALSE(search.find_pdb("orders.pdb", identity(1), &mismatch));
  ASSERT_EQ(mismatch.size(), 1u);
  EXPECT_EQ(mismatch[0],
            "orders.pdb in " + at("a").string() + " cannot be read: no MSF 7.00 signature: not a PDB");
}

TEST_F(SearchPathTest, searches_a_tree_six_folders_deep) {
  write("root/x/orders.pdb", 1);
  write("root/y/orders.pdb", 2);
  write("root/1/2/3/4/5/6/deep.pdb", 3);
  write("root/1/2/3/4/5/6/7/deeper.pdb", 3);
  SearchPath search;
  search.add_tree(at("root"));
  std::vector<std::string> mismatch;
  EXPECT_TRUE(search.find_pdb("Orders.pdb", identity(2), &mismatch));
  EXPECT_TRUE(mismatch.empty()) << "a tree holds many builds; those passed over are no mismatch";
  EXPECT_TRUE(search.find_pdb("deep.pdb", identity(3)));
  EXPECT_FALSE(search.find_pdb("deeper.pdb", identity(3)));
}

TEST_F(SearchPathTest, takes_the_first_folder_that_has_the_build) {
  write("a/orders.pdb", 1);
  write("b/orders.pdb", 2);
  write("c/deep/orders.pdb", 2);
  SearchPath search;
  search.add_folder(at("a"));
  search.add_folder(at("b"));
  search.add_tree(at("c"));
  std::vector<std::string> mismatch;
  EXPECT_TRUE(search.find_pdb("orders.pdb", identity(2), &mismatch));
  EXPECT_EQ(mismatch.size(), 1u);
}

constexpr const char *kId1 = "0403020106050807090A0B0C0D0E0F101", *kId2 = "0403020106050807090A0B0C0D0E0F102";

TEST_F(SearchPathTest, finds_a_sym_file_flat_in_a_breakpad_store_and_in_a_tree) {
  write_sym("flat/Orders.sym", kId1);
  write_sym(std::string("store/orders.pdb/") + kId1 + "/orders.sym", kId1);
  write_sym("tree/x/y/orders.sym", kId1);
  for (const char* folder : {"flat", "store"}) {
    SearchPath search;
    search.add_folder(at(folder));
    const auto sym = search.find_sym("orders.pdb", kId1);
    ASSERT_TRUE(sym) << folder;
    EXPECT_EQ(sym->find_function(0x1000)->name, "main");
    EXPECT_TRUE(search.find_sym("ORDERS.PDB", "0403020106050807090a0b0c0d0e0f101")) << folder;
    EXPECT_FALSE(search.find_sym("orders.pdb", kId2)) << folder;
  }
  SearchPath search;
  search.add_tree(at("tree"));
  EXPECT_TRUE(search.find_sym("orders.pdb", kId1));
}

TEST_F(SearchPathTest, tells_of_sym_files_of_another_build) {
  write_sym("a/orders.sym", kId1);
  folder_.write("b/orders.sym", test::Bytes().text("PUBLIC 0 0 x\n").build());
  SearchPath search;
  search.add_folder(at("a"));
  search.add_folder(at("b"));
  std::vector<std::string> mismatch;
  EXPECT_FALSE(search.find_sym("orders.pdb", kId2, &mismatch));
  ASSERT_EQ(mismatch.size(), 2u);
  EXPECT_EQ(mismatch[0], "orders.sym in " + at("a").string() +
                             " is of another build (0403020106050807090A0B0C0D0E0F10 age 1)");
  EXPECT_EQ(mismatch[1], "orders.sym in " + at("b").string() +
                             " cannot be read: no MODULE line with a debug id and a name: \"PUBLIC 0 0 x\"");
}

TEST_F(SearchPathTest, matches_a_module_without_a_pdb_by_its_code_id) {
  write_sym("a/orders.sym", "000", "45D35F6C2D000");
  write_sym("a/prices.dll.sym", "000", "45D35F6C2E000");
  write_sym("a/plain.sym", "000");
  SearchPath search;
  search.add_folder(at("a"));
  std::vector<std::string> mismatch;
  EXPECT_TRUE(search.find_sym_by_code_id("Orders.exe", "45D35F6C2d000", &mismatch));
  EXPECT_TRUE(search.find_sym_by_code_id("prices.dll", "45D35F6C2e000", &mismatch));
  EXPECT_TRUE(mismatch.empty());
  EXPECT_FALSE(search.find_sym_by_code_id("orders.exe", "45D35F6C2f000", &mismatch));
  EXPECT_FALSE(search.find_sym_by_code_id("plain.exe", "45D35F6C2f000", &mismatch));
  ASSERT_EQ(mismatch.size(), 2u);
  EXPECT_EQ(mismatch[0],
            "orders.sym in " + at("a").string() + " is of another build (code id 45D35F6C2D000)");
  EXPECT_EQ(mismatch[1], "plain.sym in " + at("a").string() + " has no code id to compare");
}

TEST_F(SearchPathTest, does_not_leave_its_folders_and_bears_missing_ones) {
  write("orders.pdb", 1);
  write("a/other.pdb", 1);
  SearchPath search;
  search.add_folder(at("a"));
  search.add_folder(at("missing"));
  search.add_tree(at("missing"));
  EXPECT_FALSE(search.find_pdb("../orders.pdb", identity(1)));
  EXPECT_FALSE(search.find_pdb("", identity(1)));
  EXPECT_FALSE(search.find_pdb("..", identity(1)));
}

}  // namespace
}  // namespace dumplab::symbols
