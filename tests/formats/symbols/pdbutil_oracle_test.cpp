// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <charconv>
#include <cstring>

#include "base/files.h"
#include "formats/symbols/pdbutil.h"
#include "formats/symbols/type_listing.h"
#include "image/map_file.h"
#include "image/pe_image.h"
#include "support/bytes.h"
#include "symbols/breakpad_sym.h"
#include "symbols/pdb.h"
#include "symbols/sym_file.h"

namespace dumplab::symbols {
namespace {

/// Every PDB of the guest folder, read here and by llvm-pdbutil-14.
class PdbutilOracle : public testing::Test {
 protected:
  struct Pair {
    std::filesystem::path path;
    std::unique_ptr<Pdb> ours;
    std::unique_ptr<test::Pdbutil> theirs;
  };
  static const std::vector<Pair>& pairs() {
    static const std::vector<Pair> all = [] {
      std::vector<Pair> result;
      for (const auto& path : test::guest_files({".pdb"})) {
        auto pdb = Pdb::open(path);
        EXPECT_TRUE(pdb) << path << ": " << pdb.error().what;
        if (pdb) result.push_back({path, std::move(*pdb), std::make_unique<test::Pdbutil>(path)});
        EXPECT_TRUE(result.back().theirs->ran) << path;
      }
      return result;
    }();
    return all;
  }
  void SetUp() override { DUMPLAB_NEED_GUEST_AND("llvm-pdbutil-14", test::guest_files({".pdb"})); }
  /// Shown by `ctest -V` and in the XML report.
  void counted(const char* what, std::size_t count) {
    EXPECT_GT(count, 0u);
    RecordProperty(what, static_cast<int>(count));
    std::printf("%zu PDBs, %zu %s\n", pairs().size(), count, what);
  }
};

TEST_F(PdbutilOracle, agrees_on_functions) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    std::set<test::Pdbutil::Function> ours;
    for (const Function& f : pair.ours->functions()) ours.insert({f.rva, f.size, f.name});
    EXPECT_EQ(ours, pair.theirs->functions) << pair.path;
    EXPECT_EQ(ours.size(), pair.ours->functions().size()) << pair.path << ": one of them twice";
    for (const auto& f : pair.theirs->functions) {
      EXPECT_EQ(pair.ours->find_function(f.rva)->rva, f.rva);
      EXPECT_EQ(pair.ours->find_function(f.rva + f.size - 1)->name, f.name) << pair.path;
    }
    count += ours.size();
  }
  counted("functions", count);
}

TEST_F(PdbutilOracle, agrees_on_publics) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    std::set<test::Pdbutil::Public> ours;
    for (const PublicSymbol& p : pair.ours->publics()) ours.insert({p.rva, p.decorated_name, p.is_function});
    EXPECT_EQ(ours, pair.theirs->publics) << pair.path;
    EXPECT_EQ(ours.size(), pair.ours->publics().size()) << pair.path << ": one of them twice";
    count += ours.size();
  }
  counted("publics", count);
}

TEST_F(PdbutilOracle, finds_every_global_by_its_name) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    for (const auto& [name, theirs] : pair.theirs->globals) {
      std::multiset<test::Pdbutil::Global> ours, wanted;
      for (const GlobalSymbol& symbol : pair.ours->find_globals(name)) {
        const char prefix = symbol.is_static ? 'L' : 'G';
        switch (symbol.kind) {
          case GlobalSymbol::Kind::kFunction:
            ours.insert({symbol.is_static ? "LPROCREF" : "PROCREF", 0});
            EXPECT_TRUE(pair.theirs->functions.contains({symbol.rva, symbol.size, name}))
                << pair.path << ' ' << name;
            break;
          case GlobalSymbol::Kind::kData:
            ours.insert({prefix + std::string("DATA32"), symbol.rva});
            break;
          case GlobalSymbol::Kind::kThreadData:
            ours.insert({prefix + std::string("THREAD32"), symbol.rva});
            break;
          case GlobalSymbol::Kind::kTypeName:
            ours.insert({"UDT", 0});
            break;
        }
      }
      for (const auto& global : theirs)
        if (global.kind != "CONSTANT") wanted.insert(global);
      EXPECT_EQ(ours, wanted) << pair.path << ' ' << name;
      count += wanted.size();
    }
    EXPECT_TRUE(pair.ours->find_globals("no such name").empty());
  }
  counted("globals", count);
}

TEST_F(PdbutilOracle, agrees_on_lines) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    std::vector<test::Pdbutil::Line> ours;
    for (const LineRange& l : pair.ours->lines())
      ours.push_back({l.rva, l.size, l.line, pair.ours->files()[l.file]});
    std::ranges::sort(ours);
    EXPECT_EQ(ours, pair.theirs->lines) << pair.path;
    for (const auto& line : pair.theirs->lines) {
      const auto found = pair.ours->find_line(line.rva + line.size - 1);
      ASSERT_TRUE(found) << pair.path << ' ' << std::hex << line.rva;
      EXPECT_EQ(found->line, line.line) << pair.path << ' ' << std::hex << line.rva;
      EXPECT_EQ(found->file, line.file);
    }
    EXPECT_TRUE(pair.ours->problems().empty()) << pair.path;
    count += ours.size();
  }
  counted("lines", count);
}

TEST_F(PdbutilOracle, agrees_on_frame_data) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    std::vector<test::Pdbutil::Frame> ours;
    for (const FrameData& f : pair.ours->frame_data())
      ours.push_back({f.rva, f.code_size, f.locals_size, f.params_size, f.stack_max, f.prolog_size,
                      f.saved_registers_size, f.flags, f.program});
    EXPECT_EQ(ours, pair.theirs->frames) << pair.path;
    EXPECT_TRUE(pair.ours->problems().empty()) << pair.path;
    count += ours.size();
  }
  counted("frame_rows", count);
}

TEST_F(PdbutilOracle, agrees_on_the_layout_of_types) {
  std::size_t types = 0, fields = 0, names = 0;
  for (const Pair& pair : pairs()) {
    const test::TypeListing theirs(pair.path);
    ASSERT_TRUE(theirs.ran) << pair.path;
    std::set<std::string> seen;
    for (const auto& [index, record] : theirs.records) {
      const bool is_enumeration = record.kind == "LF_ENUM";
      if (!is_enumeration && record.kind != "LF_STRUCTURE" && record.kind != "LF_CLASS" &&
          record.kind != "LF_UNION")
        continue;
      if (record.fields == 0 || !seen.insert(record.name).second) continue;
      const auto ours = pair.ours->find_type(record.name);
      ASSERT_TRUE(ours) << pair.path << ": " << record.name << ": " << ours.error().what;
      ++types;
      const test::TypeListing::Record list = theirs.whole_list(record.fields);
      if (!is_enumeration) {
        EXPECT_EQ(ours->size, record.size) << record.name;
      }
      ASSERT_EQ(ours->values.size(), list.values.size()) << record.name;
      for (std::size_t i = 0; i < list.values.size(); ++i) {
        EXPECT_EQ(ours->values[i].name, list.values[i].first);
        EXPECT_EQ(ours->values[i].value, list.values[i].second);
      }
      ASSERT_EQ(ours->fields.size(), list.members.size()) << record.name;
      for (std::size_t i = 0; i < list.members.size(); ++i) {
        const TypeField& field = ours->fields[i];
        EXPECT_EQ(field.name, list.members[i].name) << record.name;
        EXPECT_EQ(field.offset, list.members[i].offset) << record.name << "." << field.name;
        ++fields;
        // Parameters of functions are spelled in their listing only.
        const std::string name = theirs.name_of(list.members[i].type);
        if (name.empty() || name.find('(') != std::string::npos) continue;
        EXPECT_EQ(field.type, name) << record.name << "." << field.name;
        ++names;
      }
    }
  }
  counted("types", types);
  counted("fields", fields);
  counted("names of types", names);
}

TEST_F(PdbutilOracle, agrees_with_the_image_on_guid_and_age) {
  std::size_t count = 0;
  for (const Pair& pair : pairs())
    for (const char* extension : {".exe", ".dll"}) {
      auto image_path = pair.path;
      const auto file = MappedFile::open(image_path.replace_extension(extension));
      if (!file) continue;
      const auto image = image::PeImage::parse(file->view(), image::PeImage::Layout::kFile);
      ASSERT_TRUE(image && image->codeview_record()) << image_path;
      const auto record = image->codeview_record()->bytes();
      PdbIdentity recorded;
      std::memcpy(recorded.guid.data(), record.data() + 4, recorded.guid.size());
      std::memcpy(&recorded.age, record.data() + 20, sizeof recorded.age);
      EXPECT_EQ(recorded, pair.ours->identity()) << image_path;
      std::string guid = pair.theirs->guid;
      std::erase(guid, '-');
      EXPECT_EQ(debug_id(pair.ours->identity()).substr(0, 32), guid);
      ++count;
    }
  counted("images", count);
}

/// The procedure whose bytes `rva` is one of.
std::optional<test::Pdbutil::Function> procedure_around(const test::Pdbutil& pdb, std::uint32_t rva) {
  for (const auto& function : pdb.functions)
    if (rva - function.rva < function.size) return function;
  return {};
}

TEST_F(PdbutilOracle, finds_the_functions_that_the_map_files_name) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    auto map_path = pair.path, image_path = pair.path;
    const auto text = read_text_file(map_path.replace_extension(".map"));
    auto file = MappedFile::open(image_path.replace_extension(".dll"));
    if (!file) file = MappedFile::open(image_path.replace_extension(".exe"));
    if (!text || !file) continue;
    const auto image = image::PeImage::parse(file->view(), image::PeImage::Layout::kFile);
    const auto map = image::parse_map_file(*text, static_cast<std::uint32_t>(image->image_base()));
    ASSERT_TRUE(map) << map_path;
    for (const image::MapSymbol& symbol : map->functions) {
      const auto function = pair.ours->find_function(symbol.rva);
      // The compiler's own pieces, cleanup of a procedure's locals and handlers, have a public and no procedure.
      if (symbol.name.starts_with("?dtor$") || symbol.name.starts_with("__ehhandler$")) {
        const auto around = procedure_around(*pair.theirs, symbol.rva);
        EXPECT_EQ(function ? function->name : "", around ? around->name : "") << symbol.name;
        EXPECT_TRUE(!around || around->rva < symbol.rva) << symbol.name;
        continue;
      }
      if (!function) {
        ADD_FAILURE() << map_path << ": " << symbol.name;
        continue;
      }
      EXPECT_EQ(function->rva, symbol.rva) << map_path;
      // Where the source gives a symbol name of its own (`__asm__("__aulldiv")`), the procedure has the name
      // of the source, map and public that of the symbol.
      if (function->name != symbol.name) {
        EXPECT_TRUE(std::ranges::any_of(pair.theirs->publics,
                                        [&](const test::Pdbutil::Public& p) {
                                          return p.rva == symbol.rva &&
                                                 image::undecorate_c_name(p.name) == symbol.name;
                                        }))
            << map_path << ": " << function->name << " is " << symbol.name;
      }
      ++count;
    }
  }
  counted("map_symbols", count);
}

/// "FUNC 10 20 8 name" -> its words before the name, and the name.
std::vector<std::string> words(const std::string& line, std::size_t count) {
  std::vector<std::string> result;
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const std::size_t space = line.find(' ', at);
    result.push_back(line.substr(at, space - at));
    at = space + 1;
  }
  result.push_back(line.substr(at));
  return result;
}
std::uint32_t hex(const std::string& word) {
  return static_cast<std::uint32_t>(std::stoul(word, nullptr, 16));
}

TEST_F(PdbutilOracle, stands_behind_the_breakpad_symbol_file) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    std::istringstream text(to_breakpad_sym(*pair.ours, pair.path.filename().string()));
    std::set<test::Pdbutil::Function> functions;
    std::set<std::uint32_t> publics;
    std::vector<std::string> files;
    std::vector<test::Pdbutil::Line> lines;
    std::size_t frames = 0;
    std::uint32_t end_of_last = 0;
    std::string line;
    std::getline(text, line);
    EXPECT_TRUE(line.starts_with("MODULE windows x86 ")) << line;
    EXPECT_TRUE(line.ends_with(std::to_string(pair.theirs->age) + ' ' + pair.path.filename().string()))
        << line;
    while (std::getline(text, line)) {
      if (line.starts_with("FILE ")) {
        files.push_back(words(line, 3)[2]);
      } else if (line.starts_with("FUNC ")) {
        const auto w = words(line, 5);
        EXPECT_GE(hex(w[1]), end_of_last) << pair.path << ": overlap at " << line;
        end_of_last = hex(w[1]) + hex(w[2]);
        functions.insert({hex(w[1]), hex(w[2]), w[4]});
      } else if (line.starts_with("PUBLIC ")) {
        const auto w = words(line, 4);
        EXPECT_TRUE(publics.insert(hex(w[1])).second) << line;
        const bool known = std::ranges::any_of(pair.theirs->publics, [&](const test::Pdbutil::Public& p) {
          return p.rva == hex(w[1]) && p.is_function && image::undecorate_c_name(p.name) == w[3];
        });
        EXPECT_TRUE(known) << pair.path << ": " << line;
      } else if (line.starts_with("STACK WIN 4 ")) {
        ++frames;
      } else {
        const auto w = words(line, 4);
        lines.push_back(
            {hex(w[0]), hex(w[1]), static_cast<std::uint32_t>(std::stoul(w[2])), files.at(std::stoul(w[3]))});
      }
    }
    EXPECT_EQ(functions, pair.theirs->functions) << pair.path;
    EXPECT_EQ(lines, pair.theirs->lines) << pair.path;
    EXPECT_EQ(frames, pair.theirs->frames.size()) << pair.path;
    for (const auto& symbol : pair.theirs->publics) {
      const bool is_procedure =
          std::ranges::any_of(functions, [&](const auto& f) { return f.rva == symbol.rva; });
      EXPECT_EQ(publics.contains(symbol.rva), symbol.is_function && !is_procedure)
          << pair.path << ' ' << symbol.name;
    }
    count += functions.size() + publics.size();
  }
  counted("functions_and_publics", count);
}

TEST_F(PdbutilOracle, stands_behind_what_is_read_from_the_breakpad_symbol_file) {
  std::size_t count = 0;
  for (const Pair& pair : pairs()) {
    const std::string text = to_breakpad_sym(*pair.ours, pair.path.filename().string());
    const auto sym = SymFile::from_bytes(test::Bytes().text(text).build());
    ASSERT_TRUE(sym) << pair.path;
    EXPECT_EQ((*sym)->module().debug_id, debug_id(pair.ours->identity()));
    std::set<test::Pdbutil::Function> functions;
    for (const Function& f : (*sym)->functions()) functions.insert({f.rva, f.size, f.name});
    EXPECT_EQ(functions, pair.theirs->functions) << pair.path;
    std::vector<test::Pdbutil::Line> lines;
    for (const SymLine& l : (*sym)->lines())
      lines.push_back({l.rva, l.size, l.line, (*sym)->file_name(l.file)});
    std::ranges::sort(lines);
    EXPECT_EQ(lines, pair.theirs->lines) << pair.path;
    for (const auto& line : pair.theirs->lines) {
      EXPECT_EQ((*sym)->find_line(line.rva), (SourceLine{line.file, line.line})) << pair.path;
      const auto function = (*sym)->find_function(line.rva);
      ASSERT_TRUE(function) << pair.path << ' ' << std::hex << line.rva;
      EXPECT_EQ(function->name, pair.ours->find_function(line.rva)->name);
    }
    for (const auto& symbol : pair.theirs->publics) {
      if (!symbol.is_function) continue;
      const auto ours = (*sym)->find_function(symbol.rva), from_pdb = pair.ours->find_function(symbol.rva);
      ASSERT_TRUE(ours && from_pdb) << pair.path << ' ' << symbol.name;
      EXPECT_EQ(ours->name, from_pdb->name) << pair.path;
      EXPECT_EQ(ours->rva, symbol.rva) << pair.path;
    }
    for (const auto& frame : pair.theirs->frames) {
      // One row for each instruction of a prologue, each to the end of the function: the last one stands.
      const test::Pdbutil::Frame* last = nullptr;
      for (const auto& other : pair.theirs->frames)
        if (frame.rva >= other.rva && frame.rva - other.rva < other.code) last = &other;
      for (const SymbolTable* table :
           {static_cast<const SymbolTable*>(sym->get()), static_cast<const SymbolTable*>(pair.ours.get())}) {
        const auto row = table->find_frame_data(frame.rva);
        ASSERT_TRUE(row) << pair.path;
        EXPECT_EQ(row->rva, last->rva) << pair.path << ' ' << table->kind();
        EXPECT_EQ(row->program, last->program) << pair.path << ' ' << table->kind();
        EXPECT_EQ(row->params_size, last->parameters) << pair.path << ' ' << table->kind();
      }
    }
    EXPECT_TRUE((*sym)->problems().empty()) << pair.path;
    count += functions.size() + lines.size();
  }
  counted("functions_and_lines_of_sym_files", count);
}

}  // namespace
}  // namespace dumplab::symbols
