// SPDX-License-Identifier: MIT
#include "symbols/pdb.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/files.h"
#include "base/try.h"
#include "image/map_file.h"
#include "symbols/dbi.h"
#include "symbols/frame_data.h"
#include "symbols/global_symbols.h"
#include "symbols/info_stream.h"
#include "symbols/inline_sites.h"
#include "symbols/line_info.h"
#include "symbols/msf.h"
#include "symbols/names_table.h"
#include "symbols/nearest.h"
#include "symbols/smallest_ranges.h"
#include "symbols/symbol_record.h"
#include "symbols/symbol_records.h"
#include "symbols/type_records.h"
#include "symbols/undecorate.h"

namespace dumplab::symbols {
namespace {

constexpr std::uint32_t kModuleSignature = 4;  // C13: symbols and lines since Visual C++ 7

/// Of several names for one address the first in this order stands: NtX rather than ZwX, else by name.
bool before(const Function& a, const Function& b) {
  return std::tuple(a.rva, a.name.starts_with("Zw"), std::string_view(a.name), a.size) <
         std::tuple(b.rva, b.name.starts_with("Zw"), std::string_view(b.name), b.size);
}

bool same(const Function& a, const Function& b) { return !before(a, b) && !before(b, a); }

/// The entry that holds `rva` among those that begin nearest below or at it, or end().
template <typename Entries>
auto holder(const Entries& entries, std::uint32_t rva) {
  auto at = nearest(entries, rva);
  for (const auto start = at; at != entries.end() && at->rva == start->rva; ++at)
    if (rva - at->rva < at->size) return at;
  return entries.end();
}

/// The smallest row that holds `rva`, or null; `ranges` is made of the rows at first use.
const FrameData* smallest(const std::vector<FrameData>& rows, std::optional<SmallestRanges>& ranges,
                          std::uint32_t rva) {
  if (!ranges) {
    std::vector<SmallestRanges::Range> all;
    all.reserve(rows.size());
    for (const FrameData& row : rows) all.push_back({row.rva, row.code_size});
    ranges.emplace(std::move(all));
  }
  const auto index = ranges->find(rva);
  return index ? &rows[*index] : nullptr;
}

class PdbFile final : public Pdb {
 public:
  explicit PdbFile(MappedFile file) : file_(std::move(file)) {}
  explicit PdbFile(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  Result<void> read();
  /// The first part of read().
  Result<void> read_heads();

  std::optional<Function> find_function(std::uint32_t rva) const override;
  std::optional<SourceLine> find_line(std::uint32_t rva) const override;
  std::vector<InlinedFunction> find_inlined(std::uint32_t rva) const override;
  std::optional<FrameData> find_frame_data(std::uint32_t rva) const override;
  std::vector<SymbolName> names() const override;
  const char* kind() const override { return "pdb"; }

  const PdbIdentity& identity() const override { return identity_; }
  const std::vector<Function>& functions() const override;
  const std::vector<PublicSymbol>& publics() const override { return public_symbols().all; }
  std::vector<GlobalSymbol> find_globals(std::string_view name) const override;
  const std::vector<LineRange>& lines() const override { return line_info().ranges; }
  const std::vector<std::string>& files() const override { return line_info().files; }
  const std::vector<FrameData>& frame_data() const override;
  const std::vector<FrameData>& fpo_rows() const override;
  Result<TypeLayout> find_type(std::string_view name) const override;
  const std::vector<Problem>& problems() const override { return problems_; }

 private:
  /// Publics, and the functions among them by RVA, one name each.
  struct Publics {
    std::vector<PublicSymbol> all;
    std::vector<Function> functions;
  };
  const Publics& public_symbols() const;
  Result<void> read_publics_stream(Publics& publics) const;
  Result<void> read_module(const DbiModule& module, std::vector<Function>& functions) const;
  Result<void> read_global_names() const;
  Result<std::optional<GlobalSymbol>> global_at(std::uint32_t offset,
                                                std::optional<std::string_view> name) const;
  Result<bool> place_function(const GlobalRecord& record, GlobalSymbol& symbol) const;
  Result<void> read_lines(const DbiModule& module, LineTable& table) const;
  Result<void> read_inline_sites(const DbiModule& module, InlineSites& sites) const;
  const InlineSites& inline_sites() const;
  Result<std::string> inlined_name(std::uint32_t inlinee) const;
  Result<void> read_types() const;
  Result<void> read_items() const;
  Result<void> read_frame_data_stream(std::vector<FrameData>& rows) const;
  Result<void> read_fpo_data_stream(std::vector<FrameData>& rows) const;
  const Lines& line_info() const;
  const NamesTable& file_names() const;
  void note(const Result<void>& result) const;

  ByteView view() const { return bytes_.empty() ? file_.view() : ByteView(bytes_); }

  MappedFile file_;
  std::vector<std::byte> bytes_;  // instead of a file
  Msf msf_;
  PdbIdentity identity_;
  std::optional<std::uint32_t> names_stream_;
  Dbi dbi_;
  SectionMap sections_;

  mutable std::optional<std::vector<Function>> functions_;
  mutable std::optional<Publics> publics_;
  mutable MsfStream global_bytes_, record_bytes_;
  mutable std::optional<GlobalNames> global_names_;
  mutable std::vector<Problem> problems_;
  mutable std::optional<Lines> lines_;
  mutable std::optional<std::vector<FrameData>> frame_data_, fpo_rows_;
  mutable std::optional<SmallestRanges> frame_data_ranges_, fpo_ranges_;
  mutable std::optional<InlineSites> inline_sites_;
  mutable MsfStream type_bytes_, item_bytes_;
  mutable std::optional<TypeRecords> types_, items_;
  mutable Result<void> types_read_;  // why types_ is empty
  mutable MsfStream names_bytes_;
  mutable std::optional<NamesTable> names_;
};

void PdbFile::note(const Result<void>& result) const {
  if (result) return;
  Problem problem{result.error().where, result.error().what};
  if (std::ranges::find(problems_, problem) == problems_.end()) problems_.push_back(std::move(problem));
}

Result<void> PdbFile::read_heads() {
  DUMPLAB_TRY(msf_, Msf::parse(view()));
  DUMPLAB_TRY(const MsfStream info_stream, msf_.stream(kInfoStream));
  DUMPLAB_TRY(const PdbInfo info, info_stream.locate(read_info_stream(info_stream.bytes()), "PDB"));
  DUMPLAB_TRY(const MsfStream dbi_stream, msf_.stream(kDbiStream));
  DUMPLAB_TRY(dbi_, dbi_stream.locate(read_dbi(dbi_stream.bytes()), "DBI"));
  if (dbi_.reordered) return fail(ErrorKind::kUnsupported, 0, "code reordered after linking (OMAP)");
  identity_ = info.identity;
  if (dbi_.age != 0) identity_.age = dbi_.age;
  if (const auto names = info.named_streams.find("/names"); names != info.named_streams.end())
    names_stream_ = names->second;
  return {};
}

Result<void> PdbFile::read() {
  DUMPLAB_TRY_VOID(read_heads());
  if (dbi_.section_headers == kNoStream)
    return fail(ErrorKind::kUnsupported, 0, "no section headers in the PDB");
  DUMPLAB_TRY(const MsfStream headers, msf_.stream(dbi_.section_headers));
  DUMPLAB_TRY(sections_, headers.locate(SectionMap::read(headers.bytes()), "section header"));

  std::vector<bool> seen(msf_.stream_count());
  for (DbiModule& module : dbi_.modules) {
    if (module.stream == kNoStream) continue;
    // A stream of two modules would be read twice; in valid files there is none.
    if (module.stream < seen.size() && seen[module.stream]) {
      note(fail(ErrorKind::kMalformed, 0, fmt::format("stream {} belongs to two modules", module.stream)));
      module.stream = kNoStream;
      continue;
    }
    if (module.stream < seen.size()) seen[module.stream] = true;
  }
  return {};
}

const std::vector<Function>& PdbFile::functions() const {
  if (functions_) return *functions_;
  std::vector<Function> all;
  for (const DbiModule& module : dbi_.modules)
    if (module.stream != kNoStream) note(read_module(module, all));
  std::sort(all.begin(), all.end(), before);
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return functions_.emplace(std::move(all));
}

Result<void> PdbFile::read_module(const DbiModule& module, std::vector<Function>& functions) const {
  DUMPLAB_TRY(const MsfStream stream, msf_.stream(module.stream));
  const auto located = [&](auto result) { return stream.locate(std::move(result), "module"); };
  if (module.symbols_size < sizeof(le32)) return {};
  DUMPLAB_TRY(const ByteView all, located(stream.bytes().slice(0, module.symbols_size)));
  DUMPLAB_TRY(const auto* signature, located(all.at<le32>(0)));
  if (signature->value() != kModuleSignature)
    return located(Result<void>(fail(ErrorKind::kUnsupported, 0, "symbols older than Visual C++ 7")));
  DUMPLAB_TRY(const ByteView records, all.from(sizeof *signature));
  return located(read_procedures(records, sections_, functions));
}

const PdbFile::Publics& PdbFile::public_symbols() const {
  if (publics_) return *publics_;
  Publics publics;
  note(read_publics_stream(publics));
  return publics_.emplace(std::move(publics));
}

Result<void> PdbFile::read_publics_stream(Publics& publics) const {
  if (dbi_.symbol_records == kNoStream) return {};
  DUMPLAB_TRY(const MsfStream stream, msf_.stream(dbi_.symbol_records));
  auto& all = publics.all;
  const auto result = stream.locate(read_publics(stream.bytes(), sections_, all), "symbol record");
  const auto key = [](const PublicSymbol& p) { return std::tie(p.rva, p.decorated_name, p.is_function); };
  std::sort(all.begin(), all.end(),
            [&](const PublicSymbol& a, const PublicSymbol& b) { return key(a) < key(b); });
  all.erase(std::unique(all.begin(), all.end(),
                        [&](const PublicSymbol& a, const PublicSymbol& b) { return key(a) == key(b); }),
            all.end());
  auto& functions = publics.functions;
  for (const PublicSymbol& symbol : all)
    if (symbol.is_function && !symbol.decorated_name.starts_with('$'))
      functions.push_back({image::undecorate_c_name(symbol.decorated_name), symbol.rva, 0});
  std::sort(functions.begin(), functions.end(), before);
  const auto same_place = [](const Function& a, const Function& b) { return a.rva == b.rva; };
  functions.erase(std::unique(functions.begin(), functions.end(), same_place), functions.end());
  return result;
}

Result<void> PdbFile::read_global_names() const {
  if (global_names_) return {};
  global_names_.emplace();
  if (dbi_.global_names == kNoStream || dbi_.symbol_records == kNoStream) return {};
  DUMPLAB_TRY(record_bytes_, msf_.stream(dbi_.symbol_records));
  DUMPLAB_TRY(global_bytes_, msf_.stream(dbi_.global_names));
  DUMPLAB_TRY(*global_names_, global_bytes_.locate(GlobalNames::read(global_bytes_.bytes()), "global names"));
  return {};
}

/// Where a function's own record says that it is; false for a record that is of none.
Result<bool> PdbFile::place_function(const GlobalRecord& record, GlobalSymbol& symbol) const {
  if (record.module == 0 || record.module > dbi_.modules.size()) return false;
  const DbiModule& module = dbi_.modules[record.module - 1];
  if (module.stream == kNoStream || record.offset >= module.symbols_size) return false;
  DUMPLAB_TRY(const MsfStream stream, msf_.stream(module.stream));
  const auto located = [&](auto result) { return stream.locate(std::move(result), "module"); };
  DUMPLAB_TRY(const Record own, located(read_record(stream.bytes(), record.offset)));
  if (!is_procedure(own.kind)) return false;
  DUMPLAB_TRY(const auto* procedure, located(own.body.at<ProcSym32>(0)));
  const auto rva = sections_.rva(procedure->seg.value(), procedure->off.value());
  if (!rva) return false;
  symbol.rva = *rva;
  symbol.size = procedure->len.value();
  symbol.type = procedure->typind.value();
  return true;
}

/// The global that a record leads to; with `name` only one that is called so.
Result<std::optional<GlobalSymbol>> PdbFile::global_at(std::uint32_t offset,
                                                       std::optional<std::string_view> name) const {
  DUMPLAB_TRY(auto record, record_bytes_.locate(read_global(record_bytes_.bytes(), offset), "symbol record"));
  if (!record || (name && record->symbol.name != *name)) return std::nullopt;
  GlobalSymbol& symbol = record->symbol;
  if (symbol.kind == GlobalSymbol::Kind::kFunction) {
    DUMPLAB_TRY(const bool is_placed, place_function(*record, symbol));
    if (!is_placed) return std::nullopt;
  } else if (symbol.kind == GlobalSymbol::Kind::kThreadData) {
    symbol.rva = record->offset;
  } else if (symbol.kind == GlobalSymbol::Kind::kData) {
    const auto rva = sections_.rva(record->segment, record->offset);
    if (!rva) return std::nullopt;
    symbol.rva = *rva;
  }
  return std::optional(std::move(symbol));
}

std::vector<GlobalSymbol> PdbFile::find_globals(std::string_view name) const {
  note(read_global_names());
  std::vector<GlobalSymbol> found;
  for (const std::uint32_t offset : global_names_->find(name)) {
    auto symbol = global_at(offset, name);
    if (!symbol)
      note(tl::unexpected(symbol.error()));
    else if (*symbol)
      found.push_back(std::move(**symbol));
  }
  return found;
}

std::vector<SymbolName> PdbFile::names() const {
  std::vector<SymbolName> all;
  for (const Function& f : functions()) all.push_back({f.name, f.rva, f.size, true});
  for (const PublicSymbol& symbol : publics())
    if (!symbol.decorated_name.starts_with('$'))
      all.push_back({undecorate_cpp_name(image::undecorate_c_name(symbol.decorated_name)), symbol.rva, 0,
                     symbol.is_function});
  note(read_global_names());
  for (const std::uint32_t offset : global_names_->all()) {
    auto symbol = global_at(offset, std::nullopt);
    if (symbol && *symbol && (*symbol)->kind == GlobalSymbol::Kind::kData)
      all.push_back({undecorate_cpp_name((*symbol)->name), (*symbol)->rva, 0, false});
  }
  return all;
}

const NamesTable& PdbFile::file_names() const {
  if (names_) return *names_;
  names_.emplace();
  if (!names_stream_) return *names_;
  auto stream = msf_.stream(*names_stream_);
  if (!stream) {
    note(tl::unexpected(stream.error()));
    return *names_;
  }
  names_bytes_ = std::move(*stream);
  auto table = names_bytes_.locate(NamesTable::read(names_bytes_.bytes()), "/names");
  if (table)
    *names_ = *table;
  else
    note(tl::unexpected(table.error()));
  return *names_;
}

Result<void> PdbFile::read_lines(const DbiModule& module, LineTable& table) const {
  DUMPLAB_TRY(const MsfStream stream, msf_.stream(module.stream));
  const std::uint64_t at = std::uint64_t{module.symbols_size} + module.c11_size;
  DUMPLAB_TRY(const ByteView c13, stream.locate(stream.bytes().slice(at, module.c13_size), "module"));
  return stream.locate(table.add_module(c13), "module");
}

const Lines& PdbFile::line_info() const {
  if (lines_) return *lines_;
  LineTable table(sections_, file_names());
  for (const DbiModule& module : dbi_.modules)
    if (module.stream != kNoStream && module.c13_size != 0) note(read_lines(module, table));
  return lines_.emplace(table.take());
}

Result<void> PdbFile::read_inline_sites(const DbiModule& module, InlineSites& sites) const {
  DUMPLAB_TRY(const MsfStream stream, msf_.stream(module.stream));
  if (module.symbols_size < sizeof(le32)) return {};
  const std::uint64_t at = std::uint64_t{module.symbols_size} + module.c11_size;
  const auto located = [&](auto result) { return stream.locate(std::move(result), "module"); };
  DUMPLAB_TRY(const ByteView records,
              located(stream.bytes().slice(sizeof(le32), module.symbols_size - sizeof(le32))));
  DUMPLAB_TRY(const ByteView c13, located(stream.bytes().slice(at, module.c13_size)));
  return located(sites.add_module(records, c13));
}

const InlineSites& PdbFile::inline_sites() const {
  if (inline_sites_) return *inline_sites_;
  inline_sites_.emplace(sections_);
  for (const DbiModule& module : dbi_.modules)
    if (module.stream != kNoStream) note(read_inline_sites(module, *inline_sites_));
  inline_sites_->sort();
  return *inline_sites_;
}

Result<void> PdbFile::read_types() const {
  if (types_) return types_read_;
  types_.emplace();
  const auto read = [&]() -> Result<void> {
    DUMPLAB_TRY(type_bytes_, msf_.stream(kTypeStream));
    DUMPLAB_TRY(*types_, type_bytes_.locate(TypeRecords::read(type_bytes_.bytes()), "type"));
    return {};
  };
  return types_read_ = read();
}

Result<TypeLayout> PdbFile::find_type(std::string_view name) const {
  DUMPLAB_TRY_VOID(read_types());
  return type_bytes_.locate(find_type_layout(*types_, name), "type");
}

Result<void> PdbFile::read_items() const {
  if (items_) return {};
  items_.emplace();
  const Result<void> types = read_types();
  DUMPLAB_TRY(item_bytes_, msf_.stream(kItemStream));
  DUMPLAB_TRY(*items_, item_bytes_.locate(TypeRecords::read(item_bytes_.bytes()), "item"));
  return types;
}

Result<std::string> PdbFile::inlined_name(std::uint32_t inlinee) const {
  note(read_items());
  return item_bytes_.locate(items_->function_name(inlinee, *types_), "item");
}

std::vector<InlinedFunction> PdbFile::find_inlined(std::uint32_t rva) const {
  const auto procedure = holder(functions(), rva);
  if (procedure == functions().end()) return {};
  std::vector<InlinedFunction> result;
  for (const InlineHit& hit : inline_sites().find(rva, procedure->name)) {
    InlinedFunction& inlined = result.emplace_back();
    if (auto name = inlined_name(hit.inlinee))
      inlined.name = std::move(*name);
    else
      note(tl::unexpected(name.error()));
    if (hit.line != 0 && hit.file_name)
      if (auto file = file_names().at(*hit.file_name)) inlined.line = SourceLine{std::move(*file), hit.line};
  }
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i].call = i + 1 < result.size() ? result[i + 1].line : find_line(rva);
  return result;
}

Result<void> PdbFile::read_frame_data_stream(std::vector<FrameData>& rows) const {
  if (dbi_.frame_data == kNoStream) return {};
  DUMPLAB_TRY(const MsfStream stream, msf_.stream(dbi_.frame_data));
  return stream.locate(symbols::read_frame_data(stream.bytes(), file_names(), rows), "frame data");
}

const std::vector<FrameData>& PdbFile::frame_data() const {
  if (frame_data_) return *frame_data_;
  std::vector<FrameData> rows;
  note(read_frame_data_stream(rows));
  return frame_data_.emplace(std::move(rows));
}

Result<void> PdbFile::read_fpo_data_stream(std::vector<FrameData>& rows) const {
  if (dbi_.fpo_data == kNoStream) return {};
  DUMPLAB_TRY(const MsfStream stream, msf_.stream(dbi_.fpo_data));
  return stream.locate(read_fpo_data(stream.bytes(), rows), "FPO data");
}

const std::vector<FrameData>& PdbFile::fpo_rows() const {
  if (fpo_rows_) return *fpo_rows_;
  std::vector<FrameData> rows;
  note(read_fpo_data_stream(rows));
  return fpo_rows_.emplace(std::move(rows));
}

std::optional<FrameData> PdbFile::find_frame_data(std::uint32_t rva) const {
  if (const auto row = smallest(frame_data(), frame_data_ranges_, rva)) return *row;
  if (const auto row = smallest(fpo_rows(), fpo_ranges_, rva)) return *row;
  return std::nullopt;
}

std::optional<Function> PdbFile::find_function(std::uint32_t rva) const {
  if (const auto function = holder(functions(), rva); function != functions().end()) return *function;
  const auto symbol = nearest(public_symbols().functions, rva);
  if (symbol == public_symbols().functions.end()) return std::nullopt;
  const auto section = sections_.section_start(rva);
  if (!section || symbol->rva < *section) return std::nullopt;
  // A procedure between the name and the address ended before the address: the name does not reach over it.
  const auto procedure = nearest(functions(), rva);
  if (procedure != functions().end() && procedure->rva >= symbol->rva) return std::nullopt;
  return Function{undecorate_cpp_name(symbol->name), symbol->rva, 0};
}

std::optional<SourceLine> PdbFile::find_line(std::uint32_t rva) const {
  const auto line = holder(lines(), rva);
  if (line == lines().end()) return std::nullopt;
  return SourceLine{files()[line->file], line->line};
}

}  // namespace

std::string debug_id(const PdbIdentity& identity) {
  const auto& g = identity.guid;
  std::string id = fmt::format("{:02X}{:02X}{:02X}{:02X}{:02X}{:02X}{:02X}{:02X}", g[3], g[2], g[1], g[0],
                               g[5], g[4], g[7], g[6]);
  for (std::size_t i = 8; i < g.size(); ++i) id += fmt::format("{:02X}", g[i]);
  return id + fmt::format("{:X}", identity.age);
}

namespace {

template <typename Source>
Result<std::unique_ptr<Pdb>> read_pdb(Source source) {
  auto pdb = std::make_unique<PdbFile>(std::move(source));
  DUMPLAB_TRY_VOID(pdb->read());
  return pdb;
}

}  // namespace

Result<std::unique_ptr<Pdb>> Pdb::open(const std::filesystem::path& path) {
  DUMPLAB_TRY(MappedFile file, MappedFile::open(path));
  return read_pdb(std::move(file));
}

Result<PdbIdentity> Pdb::identity_of(const std::filesystem::path& path) {
  DUMPLAB_TRY(MappedFile file, MappedFile::open(path));
  PdbFile pdb(std::move(file));
  DUMPLAB_TRY_VOID(pdb.read_heads());
  return pdb.identity();
}

Result<std::unique_ptr<Pdb>> Pdb::from_bytes(std::vector<std::byte> file) {
  return read_pdb(std::move(file));
}

}  // namespace dumplab::symbols
