// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "formats/image/guest_files.h"
#include "formats/symbols/hand_made_pdb.h"
#include "image/map_file.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {
namespace {

/// One place as llvm-symbolizer-14 prints it: the function, then "FILE:LINE:COLUMN".
struct Place {
  std::string function, file;
  std::uint32_t line = 0;
  bool operator==(const Place&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Place& place) {
  return out << place.function << " [" << place.file << " @ " << place.line << "]";
}

/// What it says of each address, innermost function first.
std::vector<std::vector<Place>> symbolize(const std::filesystem::path& image,
                                          const std::set<std::uint32_t>& addresses) {
  const test::TemporaryFolder folder;
  std::string text;
  for (const std::uint32_t rva : addresses) text += fmt::format("{:#x}\n", rva);
  const auto input = folder.write("addresses", test::Bytes().text(text).build());
  const auto output =
      test::lines_of(fmt::format("cd '{}' && llvm-symbolizer-14 --obj='{}' --relative-address --inlines <",
                                 image.parent_path().string(), image.filename().string()),
                     input);
  std::vector<std::vector<Place>> result(1);
  EXPECT_TRUE(output);
  if (!output) return {};
  for (std::size_t i = 0; i < output->size(); ++i) {
    if ((*output)[i].empty()) {
      result.emplace_back();
      continue;
    }
    Place place{(*output)[i], "", 0};
    if (++i == output->size()) break;
    const std::string& at = (*output)[i];
    const std::size_t column = at.rfind(':'), line = at.rfind(':', column - 1);
    place.file = at.substr(0, line);
    place.line = static_cast<std::uint32_t>(std::stoul(at.substr(line + 1)));
    result.back().push_back(std::move(place));
  }
  while (!result.empty() && result.back().empty()) result.pop_back();
  return result;
}

std::vector<Place> ours(const Pdb& pdb, std::uint32_t rva) {
  const auto place = [](std::string name, const std::optional<SourceLine>& line) {
    return line ? Place{std::move(name), line->file, line->line} : Place{std::move(name), "??", 0};
  };
  std::vector<Place> result;
  for (const InlinedFunction& inlined : pdb.find_inlined(rva))
    result.push_back(place(inlined.name, inlined.line));
  const auto function = pdb.find_function(rva);
  result.push_back(place(function ? function->name : "??", pdb.find_line(rva)));
  return result;
}

/// What can be compared: names without an underscore in front, since llvm-symbolizer-14 takes some for
/// decorated ones, and without parameters, which it takes from a C++ function's decorated name; no line for inlined functions that are at the same place in `before`, which is what
/// holds one byte before: inside a piece of code llvm-symbolizer-14 gives the line of the next piece.
std::vector<Place> beginning(std::vector<Place> places, const std::vector<Place>& mine,
                             const std::vector<Place>& before) {
  for (Place& place : places) {
    place.function = image::undecorate_c_name(place.function);
    place.function.resize(std::min(place.function.find('('), place.function.size()));
  }
  for (std::size_t depth = 2; depth <= places.size(); ++depth)
    if (depth <= mine.size() && depth <= before.size() &&
        mine[mine.size() - depth] == before[before.size() - depth])
      places[places.size() - depth].line = 0;
  return places;
}

/// Every byte of these lines where another place begins, and the last byte before.
std::set<std::uint32_t> borders(const Pdb& pdb) {
  std::set<std::uint32_t> result;
  for (const LineRange& line : pdb.lines()) {
    std::vector<Place> last;
    for (std::uint32_t rva = line.rva; rva - line.rva < line.size; ++rva) {
      auto here = ours(pdb, rva);
      if (here == last) continue;
      if (rva != line.rva) result.insert(rva - 1);
      result.insert(rva);
      last = std::move(here);
    }
    if (line.size > 1) result.insert(line.rva + 1);
    result.insert(line.rva + line.size - 1);
  }
  return result;
}

TEST(SymbolizerOracle, agrees_on_inlined_functions_and_lines) {
  const auto files = test::guest_files({".pdb"});
  DUMPLAB_NEED_GUEST_AND("llvm-symbolizer-14", files);
  std::size_t count = 0, inlined = 0;
  for (const auto& path : files) {
    const auto pdb = Pdb::open(path);
    ASSERT_TRUE(pdb) << path;
    std::filesystem::path image;
    for (const char* ending : {".exe", ".dll"})
      if (auto candidate = path; std::filesystem::exists(candidate.replace_extension(ending)))
        image = candidate;
    ASSERT_FALSE(image.empty()) << path;
    const auto addresses = borders(**pdb);
    const auto theirs = symbolize(image, addresses);
    ASSERT_EQ(theirs.size(), addresses.size()) << image;
    std::size_t i = 0;
    for (const std::uint32_t rva : addresses) {
      const auto mine = ours(**pdb, rva), before = ours(**pdb, rva - 1);
      auto expected = theirs[i];
      // Of two lines for one byte it gives the first at that byte and the second, which has code, behind it.
      if (addresses.contains(rva + 1) && expected.back().function == theirs[i + 1].back().function &&
          mine.back() == theirs[i + 1].back())
        expected.back().line = mine.back().line;
      EXPECT_EQ(beginning(mine, mine, before), beginning(expected, mine, before))
          << image << ' ' << std::hex << rva;
      for (const InlinedFunction& function : (*pdb)->find_inlined(rva)) EXPECT_TRUE(function.call) << image;
      inlined += mine.size() - 1;
      ++i;
    }
    EXPECT_TRUE((*pdb)->problems().empty()) << path;
    count += addresses.size();
  }
  EXPECT_GT(count, 0u);
  EXPECT_GT(inlined, 0u);
  RecordProperty("addresses", static_cast<int>(count));
  std::printf("%zu addresses, %zu inlined functions at them\n", count, inlined);
}

}  // namespace
}  // namespace dumplab::symbols
