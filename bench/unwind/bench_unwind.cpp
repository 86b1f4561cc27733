// SPDX-License-Identifier: MIT
// bench-unwind: precision and recall of stack frames against truth, ours and other readers' on the same
// dumps.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "corpus.h"
#include "differences.h"
#include "peers.h"
#include "samples.h"
#include "symbol_store.h"
#include "table.h"

namespace dumplab::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUsage =
    "usage: bench-unwind [--quick] [--markdown] [--verbose] [--only ours] [--rows WORD,...] [--program "
    "NAME]\n"
    "                    [--ticks N] [--keep FOLDER]\n";

struct Choice {
  bool quick = false, markdown = false, verbose = false, only_ours = false;
  std::vector<std::string> rows;  ///< the beginnings of words; empty: all
  std::string program;
  std::size_t ticks = 8;
  fs::path keep;

  bool wants(std::string_view word) const {
    return rows.empty() ||
           std::any_of(rows.begin(), rows.end(), [&](const auto& r) { return word.starts_with(r); });
  }
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

std::optional<Choice> parse(int argc, char** argv) {
  Choice choice;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const auto value = [&]() -> std::string { return i + 1 < argc ? argv[++i] : ""; };
    if (word == "--quick")
      choice.quick = true;
    else if (word == "--markdown")
      choice.markdown = true;
    else if (word == "--verbose")
      choice.verbose = true;
    else if (word == "--only")
      choice.only_ours = value() == "ours";
    else if (word == "--rows")
      choice.rows = split(value());
    else if (word == "--program")
      choice.program = value();
    else if (word == "--ticks")
      choice.ticks = std::strtoul(value().c_str(), nullptr, 10);
    else if (word == "--keep")
      choice.keep = value();
    else
      return std::nullopt;
  }
  if (choice.quick) choice.ticks = 2;
  return choice;
}

/// A folder that goes with its owner, unless it was asked for.
class Folder {
 public:
  explicit Folder(const fs::path& kept) : path_(kept), kept_(!kept.empty()) {
    if (!kept_) {
      std::string name = (fs::temp_directory_path() / "bench-unwind-XXXXXX").string();
      path_ = mkdtemp(name.data());
    }
    fs::create_directories(path_);
  }
  ~Folder() {
    if (!kept_) fs::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }
  bool is_kept() const { return kept_; }

 private:
  fs::path path_;
  bool kept_;
};

/// Dumps that are read with the same materials, and the line that each counts in.
struct Batch {
  std::vector<Sample> samples;
  std::vector<Line*> lines;
  Materials materials;
};

class Bench {
 public:
  explicit Bench(const Choice& choice) : choice_(choice), folder_(choice.keep) {
    readers_ = {"ours"};
    if (choice_.only_ours) return;
    for (Peer& peer : peers_storage_) {
      readers_.push_back(peer.name);
      peers_.push_back(&peer);
    }
  }

  int run() {
    const auto guest = scenario::GuestSet::find();
    if (!guest) return fmt::print(stderr, "bench-unwind: {}\n", guest.error().what), 1;
    system_ = guest->folder / "system";
    add_to_store(store(), system_);
    copy_module_files(system_, files_of(system_));
    for (const Row& row : kRows)
      if (choice_.wants(row.word))
        rows_.emplace_back(&row, Line{row.word, row.title, row.precision, row.recall, empty_scores()});
    if (!rows_.empty())
      for (const Program& program : find_programs()) measure(*guest, program);
    std::vector<Line> lines;
    for (const auto& [row, line] : rows_)
      if (line.scores.front()->dumps != 0) lines.push_back(line);
    for (const Sum& sum : kSums) {
      Line line{sum.word, sum.title, sum.precision, sum.recall, empty_scores()};
      for (const auto& [row, part] : rows_) {
        if (!std::string_view(row->word).starts_with(sum.rows)) continue;
        for (std::size_t i = 0; i < part.scores.size(); ++i)
          if (part.scores[i]) *line.scores[i] += *part.scores[i];
      }
      if (line.scores.front()->dumps != 0) lines.push_back(line);
    }
    measure_corpus(lines);
    if (lines.empty()) return fmt::print(stderr, "bench-unwind: no stacks were compared\n"), 1;
    print_table(lines, readers_, choice_.markdown);
    return check_targets(lines, readers_) ? 0 : 1;
  }

 private:
  fs::path store() const { return folder_.path() / "store"; }

  /// A folder with the module files of `folder` and nothing else.
  fs::path files_of(const fs::path& folder) const {
    return folder_.path() / "files" / folder.parent_path().filename() / folder.filename();
  }

  std::vector<std::optional<Score>> empty_scores() const {
    std::vector<std::optional<Score>> scores{Score()};
    for (const Peer* peer : peers_)
      scores.push_back(peer->program.empty() ? std::nullopt : std::optional(Score()));
    return scores;
  }

  void measure(const scenario::GuestSet& guest, const Program& program) {
    const Frames32 frames = program.has_frame_pointers() ? Frames32::kEbp : Frames32::kFpo;
    const bool trashes = program.name == "garbage";
    const auto concerns = [&](const Row& row) { return row.frames == frames && (row.trashed || !trashes); };
    const bool wanted =
        std::any_of(rows_.begin(), rows_.end(), [&](const auto& r) { return concerns(*r.first); });
    if (!wanted || (!choice_.program.empty() && program.name != choice_.program)) return;
    if (choice_.quick && program.build.starts_with("O1")) return;
    const auto captures = take_captures(guest, program, trashes ? 0 : choice_.ticks);
    if (stored_.insert(program.folder).second) {
      add_to_store(store(), program.folder);
      copy_module_files(program.folder, files_of(program.folder));
    }
    for (const bool trashed : {false, true}) {
      std::vector<std::pair<Sample, Keeps>> samples;
      for (std::size_t i = 0; i < captures.size(); ++i)
        for (const Keeps keeps : {Keeps::kFull, Keeps::kMini}) {
          if (i != 0 && (i % 2 == 0) != (keeps == Keeps::kFull)) continue;  // ticks: one of the two each
          const std::string name =
              fmt::format("{}{}-{}-{}-{}{}", program.name, program.arguments, program.build, i,
                          keeps == Keeps::kFull ? "full" : "mini", trashed ? "-trashed" : "");
          const auto counts = [&](const auto& r) {
            return concerns(*r.first) && r.first->trashed == trashed &&
                   (r.first->keeps == Keeps::kAny || r.first->keeps == keeps);
          };
          if (std::none_of(rows_.begin(), rows_.end(), counts)) continue;
          samples.emplace_back(write_sample(captures[i], keeps, trashed && !trashes, name, folder_.path()),
                               keeps);
        }
      for (const Given given : {Given::kSymbols, Given::kModuleFiles, Given::kNothing}) {
        Batch batch;
        if (given == Given::kSymbols) batch.materials = {{program.folder, system_}, store()};
        if (given == Given::kModuleFiles)
          batch.materials = {{files_of(program.folder), files_of(system_)}, {}};
        for (auto& [row, line] : rows_) {
          if (!concerns(*row) || row->trashed != trashed || row->given != given) continue;
          for (const auto& [sample, keeps] : samples)
            if (row->keeps == Keeps::kAny || row->keeps == keeps) {
              batch.samples.push_back(sample);
              batch.lines.push_back(&line);
            }
        }
        read(batch, score_all);
      }
      if (!folder_.is_kept())
        for (const auto& [sample, keeps] : samples) fs::remove(sample.dump);
    }
  }

  void measure_corpus(std::vector<Line>& lines) {
    if (choice_.quick || !choice_.program.empty() ||
        !(choice_.wants("wine-ebp") || choice_.wants("wine-fpo")))
      return;
    const auto corpus = find_corpus();
    if (!corpus)
      return fmt::print("skipped: the rows of real dumps: no corpus (DUMPLAB_CORPUS names the folder)\n");
    for (const CorpusRow& row : read_corpus(*corpus, folder_.path())) {
      if (!choice_.wants(row.word)) continue;
      Line line{row.word, row.title, row.word == "wine-fpo-mini" ? .98 : 1,
                row.word == "wine-fpo-mini" ? .90 : 1, empty_scores()};
      Batch batch{row.samples, std::vector<Line*>(row.samples.size(), &line), row.materials};
      read(batch, score_inner);
      lines.push_back(std::move(line));
    }
  }

  void read(const Batch& batch, Score (*score)(const Stacks&, const Stacks&)) {
    if (batch.samples.empty()) return;
    // Others read in processes of their own while ours does.
    std::vector<std::function<std::vector<Stacks>()>> waiting;
    for (const Peer* peer : peers_)
      waiting.push_back(peer->program.empty() ? nullptr
                                              : peer->start(batch.samples, batch.materials, folder_.path()));
    for (std::size_t i = 0; i < batch.samples.size(); ++i) {
      const Sample& sample = batch.samples[i];
      const OurReading ours = read_ours(sample, batch.materials);
      *batch.lines[i]->scores[0] += score(sample.truth, ours.stacks);
      if (choice_.verbose) print_differences(batch.lines[i]->word, sample, ours);
    }
    for (std::size_t p = 0; p < peers_.size(); ++p) {
      if (!waiting[p]) continue;
      const std::vector<Stacks> all = waiting[p]();
      for (std::size_t i = 0; i < all.size(); ++i)
        *batch.lines[i]->scores[p + 1] += score(batch.samples[i].truth, all[i]);
    }
  }

  const Choice& choice_;
  Folder folder_;
  std::vector<Peer> peers_storage_{make_stackwalk(), make_lldb()};
  std::vector<const Peer*> peers_;
  std::vector<std::string> readers_;
  std::vector<std::pair<const Row*, Line>> rows_;
  std::set<fs::path> stored_;
  fs::path system_;
};

}  // namespace
}  // namespace dumplab::bench

int main(int argc, char** argv) {
  const auto choice = dumplab::bench::parse(argc, argv);
  if (!choice) return fmt::print(stderr, "{}", dumplab::bench::kUsage), 2;
  return dumplab::bench::Bench(*choice).run();
}
