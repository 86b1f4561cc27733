// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"
#include "formats/image/guest_files.h"
#include "formats/symbols/hand_made_pdb.h"
#include "symbols/breakpad_sym.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {
namespace {

using test::Bytes;

/// Asks for everything that can be asked; gives the size of what came out.
std::size_t use(const std::filesystem::path& path) {
  const auto pdb = Pdb::open(path);
  if (!pdb) {
    EXPECT_FALSE(pdb.error().what.empty());
    return 0;
  }
  std::size_t size = to_breakpad_sym(**pdb, "damaged.pdb").size();
  for (const GlobalSymbol& global : (*pdb)->find_globals("main")) size += global.name.size();
  for (std::uint32_t rva = 0; rva < 0x4000; rva += 37) {
    if (const auto function = (*pdb)->find_function(rva)) size += function->name.size();
    if (const auto line = (*pdb)->find_line(rva)) size += line->file.size();
    for (const InlinedFunction& inlined : (*pdb)->find_inlined(rva)) size += inlined.name.size();
    (*pdb)->find_frame_data(rva);
  }
  for (const char* name : {"_TEB", "S"})
    if (const auto type = (*pdb)->find_type(name)) size += type->fields.size();
  (*pdb)->find_function(0xffffffff);
  (*pdb)->find_line(0xffffffff);
  return size;
}

/// A file whose bytes can be changed and changed back.
class Patient {
 public:
  explicit Patient(const std::vector<std::byte>& bytes)
      : bytes_(bytes), path_(folder_.write("p.pdb", bytes)) {
    file_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
  }
  ~Patient() { ::close(file_); }
  void put(std::size_t at, std::byte value) {
    if (::pwrite(file_, &value, 1, static_cast<off_t>(at)) != 1) ADD_FAILURE() << "pwrite";
  }
  void use_with_flipped(std::size_t at, int bit) {
    put(at, bytes_[at] ^ std::byte(1 << bit));
    use(path_);
    put(at, bytes_[at]);
  }
  void use_cut_to(std::size_t size) {
    if (::truncate(path_.c_str(), static_cast<off_t>(size)) != 0) ADD_FAILURE() << "truncate";
    use(path_);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  test::TemporaryFolder folder_;
  std::vector<std::byte> bytes_;
  std::filesystem::path path_;
  int file_ = -1;
};

std::vector<std::byte> hand_made() {
  test::HandMadePdb made;
  const std::uint32_t main = made.add_name("main.c"), program = made.add_name("$T0 .raSearch =");
  made.symbols.append(test::procedure("First", 1, 0x10, 0x20)).append(test::procedure("Second", 1, 0x30, 8));
  made.publics.append(test::public_symbol("_First@8", 1, 0x10))
      .append(test::public_symbol("_Third", 1, 0x40));
  made.c13.u32(0xf2).u32(40).u32(0x10).u16(1).u16(0).u32(0x20).u32(0).u32(2).u32(28).u32(0).u32(5).u32(8).u32(
      6);
  made.c13.u32(0xf4).u32(8).u32(main).u8(0).u8(0).align(4);
  made.frame_data.append(test::frame_row(0x1010, 0x20, 8, program));
  Bytes types;
  types.append(test::type_record(0x1205, Bytes().u32(0x22).u8(3).u8(0)))
      .append(test::type_record(0x1503, Bytes().u32(0x20).u32(0x22).u16(4).u8(0)))
      .append(test::type_record(
          0x1203,
          Bytes().u16(0x150d).u16(3).u32(0x1000).u16(0).text("a").u8(0).u16(0x1404).u16(0).u32(0x1003)))
      .append(test::type_record(0x1203, Bytes().u16(0x150d).u16(3).u32(0x1001).u16(4).text("b").u8(0)))
      .append(
          test::type_record(0x1505, Bytes().u16(2).u16(0).u32(0x1002).u32(0).u32(0).u16(8).text("S").u8(0)));
  made.types = test::type_stream(types, 5);
  return made.build();
}

TEST(DamagedPdb, made_by_hand_survives_every_flipped_bit_and_every_cut) {
  const auto bytes = hand_made();
  Patient patient(bytes);
  ASSERT_GT(use(patient.path()), 0u);
  for (std::size_t at = 0; at < bytes.size(); ++at)
    if (bytes[at] != std::byte{0} || at % 4 == 0)
      for (int bit = 0; bit < 8; ++bit) patient.use_with_flipped(at, bit);
  for (std::size_t size = bytes.size(); size > 0; size -= std::min<std::size_t>(size, 13))
    patient.use_cut_to(size);
}

TEST(DamagedPdb, made_by_hand_survives_every_byte_at_its_extremes) {
  const auto bytes = hand_made();
  Patient patient(bytes);
  for (std::size_t at = 0; at + 4 <= bytes.size(); at += 2) {
    for (const std::uint8_t value : {0x00, 0x7f, 0xff}) {
      for (int i = 0; i < 4; ++i) patient.put(at + i, std::byte{value});
      use(patient.path());
      for (int i = 0; i < 4; ++i) patient.put(at + i, bytes[at + i]);
    }
  }
}

TEST(DamagedPdb, of_the_guest_survives_flipped_bits_and_cuts) {
  const auto files = test::guest_files({".pdb"});
  if (files.empty()) GTEST_SKIP() << "no guest files in " << test::guest_path();
  const auto smallest = *std::ranges::min_element(
      files, {}, [](const std::filesystem::path& path) { return std::filesystem::file_size(path); });
  const auto file = MappedFile::open(smallest);
  ASSERT_TRUE(file);
  const auto view = file->view().bytes();
  const std::vector<std::byte> bytes(view.begin(), view.end());
  Patient patient(bytes);
  ASSERT_GT(use(patient.path()), 0u);
  std::size_t turns = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at)
    if (bytes[at] != std::byte{0} && at % 5 == 0) patient.use_with_flipped(at, static_cast<int>(turns++ % 8));
  for (std::size_t size = bytes.size(); size > 0; size -= std::min<std::size_t>(size, 997)) {
    patient.use_cut_to(size);
    ++turns;
  }
  std::printf("%zu damaged files\n", turns);
}

}  // namespace
}  // namespace dumplab::symbols
