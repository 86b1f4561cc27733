// SPDX-License-Identifier: MIT
#include "symbols/sym_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/try.h"
#include "symbols/nearest.h"
#include "symbols/sym_fields.h"
#include "symbols/sym_index.h"
#include "symbols/undecorate.h"

namespace dumplab::symbols {
namespace {

/// A broken first line is shown no longer than this.
constexpr std::size_t kShown = 60;

bool holds(std::uint32_t rva, std::uint32_t first, std::uint32_t size) {
  return rva >= first && rva - first < size;
}

class MappedSym final : public SymFile {
 public:
  explicit MappedSym(MappedFile file) : file_(std::move(file)) {}
  explicit MappedSym(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  Result<void> read_head();

  std::optional<Function> find_function(std::uint32_t rva) const override;
  std::optional<SourceLine> find_line(std::uint32_t rva) const override;
  std::vector<InlinedFunction> find_inlined(std::uint32_t rva) const override;
  std::optional<FrameData> find_frame_data(std::uint32_t rva) const override;
  std::optional<FrameRules> find_frame_rules(std::uint32_t rva) const override;
  std::vector<SymbolName> names() const override;
  const char* kind() const override { return "sym"; }

  const SymModule& module() const override { return module_; }
  const std::string& code_id() const override { return code_id_; }
  std::vector<Function> functions() const override;
  std::vector<SymLine> lines() const override;
  std::string file_name(std::uint32_t number) const override { return name_of(index().files, number); }
  const std::vector<Problem>& problems() const override { return problems_; }

 private:
  /// A FUNC row and where its body begins.
  struct Found {
    Function function;
    std::uint64_t body = 0;
  };
  /// The body's rows that hold an address.
  struct Inside {
    std::optional<SymLine> line;
    std::vector<SymInline> inlined;  // innermost first
  };

  const SymIndex& index() const;
  std::uint64_t next_line(std::uint64_t offset) const;
  template <typename Row>
  std::optional<Row> read(std::optional<Row> (*read_row)(std::string_view), std::uint64_t offset) const;
  std::string name_of(const std::vector<SymIndex::Number>& rows, std::uint32_t number) const;
  std::optional<Found> function_at(std::uint32_t rva) const;
  template <typename TakeLine, typename TakeInline>
  void for_each_in_body(std::uint64_t body, const TakeLine& take_line, const TakeInline& take_inline) const;
  Inside inside(const Found& found, std::uint32_t rva) const;
  std::optional<FrameData> frame_of(const std::vector<SymIndex::Extent>& rows,
                                    std::optional<SmallestRanges>& ranges, std::uint32_t rva) const;
  void note(std::uint64_t offset, std::string what) const;

  MappedFile file_;
  std::vector<std::byte> bytes_;  // instead of a file
  std::string_view text_;
  SymModule module_;
  std::string code_id_;
  std::uint64_t first_ = 0;  // behind the MODULE line

  mutable std::optional<SymIndex> index_;
  mutable std::optional<SmallestRanges> programs_, fpo_rows_, rules_;
  mutable std::vector<Problem> problems_;
};

/// Index of the smallest of the extents that holds `rva`; `ranges` is made at first use.
std::optional<std::size_t> smallest(const std::vector<SymIndex::Extent>& extents,
                                    std::optional<SmallestRanges>& ranges, std::uint32_t rva) {
  if (!ranges) {
    std::vector<SmallestRanges::Range> all;
    all.reserve(extents.size());
    for (const SymIndex::Extent& extent : extents) all.push_back(extent.range);
    ranges.emplace(std::move(all));
  }
  return ranges->find(rva);
}

void MappedSym::note(std::uint64_t offset, std::string what) const {
  if (problems_.size() == kMaximumProblems) return;
  Problem problem{offset, std::move(what)};
  if (std::ranges::find(problems_, problem) == problems_.end()) problems_.push_back(std::move(problem));
}

Result<void> MappedSym::read_head() {
  const ByteView view = bytes_.empty() ? file_.view() : ByteView(bytes_);
  DUMPLAB_TRY(const auto characters, view.array<char>(0, view.size()));
  text_ = std::string_view(characters.data(), characters.size());
  const std::string_view line = sym_line_at(text_.substr(0, 4096), 0);
  auto module = read_sym_module(line);
  if (!module)
    return fail(ErrorKind::kMalformed, 0,
                fmt::format("no MODULE line with a debug id and a name: \"{}\"", line.substr(0, kShown)));
  module_ = std::move(*module);
  first_ = next_line(0);
  for (std::uint64_t at = first_; at < text_.size(); at = next_line(at)) {
    const std::string_view info = sym_line_at(text_, at);
    if (!info.starts_with("INFO ")) break;
    SymFields fields(info);
    fields.word();
    if (fields.take("CODE_ID")) code_id_ = fields.word();
  }
  return {};
}

const SymIndex& MappedSym::index() const {
  if (index_) return *index_;
  index_ = index_sym(text_, first_);
  for (const SymIndex::Broken& broken : index_->broken) note(broken.offset, broken.what);
  return *index_;
}

std::uint64_t MappedSym::next_line(std::uint64_t offset) const {
  const std::size_t end = text_.find('\n', offset);
  return end == std::string_view::npos ? text_.size() : end + 1;
}

template <typename Row>
std::optional<Row> MappedSym::read(std::optional<Row> (*read_row)(std::string_view),
                                   std::uint64_t offset) const {
  const std::string_view line = sym_line_at(text_, offset);
  auto row = read_row(line);
  if (!row) note(offset, fmt::format("a broken line: \"{}\"", line.substr(0, kShown)));
  return row;
}

std::string MappedSym::name_of(const std::vector<SymIndex::Number>& rows, std::uint32_t number) const {
  const auto at = std::ranges::lower_bound(rows, number, {}, &SymIndex::Number::number);
  if (at == rows.end() || at->number != number) return {};
  const auto row = read(read_sym_name, at->offset);
  return row ? row->name : std::string();
}

std::optional<MappedSym::Found> MappedSym::function_at(std::uint32_t rva) const {
  const auto& functions = index().functions;
  for (auto at = nearest(functions, rva); at != functions.end() && at->rva <= rva; ++at)
    if (auto function = read(read_sym_function, at->offset);
        function && holds(rva, function->rva, function->size))
      return Found{std::move(*function), next_line(at->offset)};
  return std::nullopt;
}

std::optional<Function> MappedSym::find_function(std::uint32_t rva) const {
  if (auto found = function_at(rva)) return std::move(found->function);
  const auto& publics = index().publics;
  auto at = nearest(publics, rva);
  if (at == publics.end()) return std::nullopt;
  // A function between the name and the address ended before the address: the name does not reach over it.
  const auto& functions = index().functions;
  if (const auto before = nearest(functions, rva); before != functions.end() && before->rva >= at->rva)
    return std::nullopt;
  // Of NtX and ZwX at one address NtX stands, otherwise the first.
  std::optional<Function> best;
  for (; at != publics.end() && at->rva <= rva; ++at) {
    auto symbol = read(read_sym_public, at->offset);
    if (symbol && (!best || (best->name.starts_with("Zw") && symbol->name.starts_with("Nt"))))
      best = std::move(symbol);
  }
  if (best) best->name = undecorate_cpp_name(best->name);
  return best;
}

std::vector<SymbolName> MappedSym::names() const {
  std::vector<SymbolName> all;
  for (Function& f : functions()) all.push_back({std::move(f.name), f.rva, f.size, true});
  for (const SymIndex::Place& place : index().publics)
    if (const auto f = read(read_sym_public, place.offset))
      all.push_back({undecorate_cpp_name(f->name), f->rva, 0, true});
  return all;
}

template <typename TakeLine, typename TakeInline>
void MappedSym::for_each_in_body(std::uint64_t body, const TakeLine& take_line,
                                 const TakeInline& take_inline) const {
  for (std::uint64_t at = body; at < text_.size(); at = next_line(at)) {
    const std::string_view line = sym_line_at(text_, at);
    if (!is_sym_body_line(line)) return;
    if (line.front() == 'I') {
      if (auto row = read(read_sym_inline, at)) take_inline(std::move(*row));
    } else if (const auto row = read(read_sym_line, at)) {
      take_line(*row);
    }
  }
}

MappedSym::Inside MappedSym::inside(const Found& found, std::uint32_t rva) const {
  Inside result;
  for_each_in_body(
      found.body,
      [&](const SymLine& line) {
        if (holds(rva, line.rva, line.size)) result.line = line;
      },
      [&](SymInline row) {
        const bool is_here =
            std::ranges::any_of(row.ranges, [&](const auto& r) { return holds(rva, r.first, r.second); });
        if (is_here) result.inlined.push_back(std::move(row));
      });
  std::ranges::stable_sort(result.inlined, std::greater<>(), &SymInline::depth);
  return result;
}

std::optional<SourceLine> MappedSym::find_line(std::uint32_t rva) const {
  const auto found = function_at(rva);
  if (!found) return std::nullopt;
  const Inside here = inside(*found, rva);
  if (!here.inlined.empty()) {
    const SymInline& outermost = here.inlined.back();
    return SourceLine{file_name(outermost.call_file), outermost.call_line};
  }
  if (!here.line) return std::nullopt;
  return SourceLine{file_name(here.line->file), here.line->line};
}

std::vector<InlinedFunction> MappedSym::find_inlined(std::uint32_t rva) const {
  const auto found = function_at(rva);
  if (!found) return {};
  const Inside here = inside(*found, rva);
  std::optional<SourceLine> line;
  if (here.line) line = SourceLine{file_name(here.line->file), here.line->line};
  std::vector<InlinedFunction> result;
  for (const SymInline& row : here.inlined) {
    const SourceLine call{file_name(row.call_file), row.call_line};
    result.push_back({name_of(index().origins, row.origin), line, call});
    line = call;
  }
  return result;
}

std::optional<FrameData> MappedSym::frame_of(const std::vector<SymIndex::Extent>& rows,
                                             std::optional<SmallestRanges>& ranges, std::uint32_t rva) const {
  const auto row = smallest(rows, ranges, rva);
  return row ? read(read_sym_frame, rows[*row].offset) : std::nullopt;
}

std::optional<FrameData> MappedSym::find_frame_data(std::uint32_t rva) const {
  if (auto row = frame_of(index().programs, programs_, rva)) return row;
  return frame_of(index().fpo_rows, fpo_rows_, rva);
}

std::optional<FrameRules> MappedSym::find_frame_rules(std::uint32_t rva) const {
  const auto& rows = index().rules;
  const auto row = smallest(rows, rules_, rva);
  if (!row) return std::nullopt;
  const auto init = read(read_sym_rules, rows[*row].offset);
  if (!init) return std::nullopt;
  FrameRules result{init->rva, init->size, {}};
  const auto apply = [&](const SymRules& later) {
    for (const auto& [name, expression] : later.rules) result.rules[name] = expression;
  };
  apply(*init);
  for (std::uint64_t at = next_line(rows[*row].offset); at < text_.size(); at = next_line(at)) {
    const std::string_view line = sym_line_at(text_, at);
    if (!line.starts_with("STACK CFI ") || line.starts_with("STACK CFI INIT ")) break;
    const auto later = read(read_sym_rules, at);
    if (!later) continue;
    if (later->rva > rva) break;
    apply(*later);
  }
  return result;
}

std::vector<Function> MappedSym::functions() const {
  std::vector<Function> result;
  for (const SymIndex::Place& place : index().functions)
    if (auto function = read(read_sym_function, place.offset)) result.push_back(std::move(*function));
  return result;
}

std::vector<SymLine> MappedSym::lines() const {
  std::vector<SymLine> result;
  for (const SymIndex::Place& place : index().functions)
    for_each_in_body(
        next_line(place.offset), [&](const SymLine& line) { result.push_back(line); },
        [](const SymInline&) {});
  return result;
}

template <typename Source>
Result<std::unique_ptr<SymFile>> read_sym(Source source) {
  auto sym = std::make_unique<MappedSym>(std::move(source));
  DUMPLAB_TRY_VOID(sym->read_head());
  return sym;
}

}  // namespace

Result<std::unique_ptr<SymFile>> SymFile::open(const std::filesystem::path& path) {
  DUMPLAB_TRY(MappedFile file, MappedFile::open(path));
  return read_sym(std::move(file));
}

Result<std::unique_ptr<SymFile>> SymFile::from_bytes(std::vector<std::byte> file) {
  return read_sym(std::move(file));
}

}  // namespace dumplab::symbols
