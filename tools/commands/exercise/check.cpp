// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/files.h"
#include "classroom/checks.h"
#include "classroom/csv.h"
#include "classroom/dump_resolver.h"
#include "commands/dump_symbols.h"
#include "commands/exercise/verbs.h"
#include "dumplab/dump.h"

namespace dumplab::commands {
namespace {

namespace fs = std::filesystem;

/// The dumps of a folder, opened when an answer needs them.
class Dumps {
 public:
  explicit Dumps(fs::path folder) : folder_(std::move(folder)) {}

  Result<const question::Resolver*> resolver(const std::string& name) {
    auto& entry = opened_[name];
    if (entry) return &entry->resolver;
    const std::string path = (folder_ / name).string();
    auto dump = Dump::open(path);
    if (!dump) return fail(dump.error().kind, dump.error().where, path + ": " + dump.error().what);
    const auto search =
        symbols_for(path, {(folder_ / "symbols").string(), (folder_ / "../../symbols").string()});
    entry = std::make_unique<Entry>(shell::Target(*std::move(dump), path, search));
    return &entry->resolver;
  }

 private:
  struct Entry {
    explicit Entry(shell::Target opened) : target(std::move(opened)) {}
    shell::Target target;
    classroom::DumpResolver resolver{target};
  };
  fs::path folder_;
  std::map<std::string, std::unique_ptr<Entry>> opened_;
};

/// "N=VALUE", or a file with columns question and answer.
tl::expected<std::map<std::string, std::string>, int> read_answers(const std::vector<std::string>& words) {
  std::map<std::string, std::string> answers;
  for (const std::string& word : words) {
    if (const auto equals = word.find('='); equals != std::string::npos && equals > 0) {
      answers[word.substr(0, equals)] = word.substr(equals + 1);
      continue;
    }
    const auto csv = classroom::read_csv(word, {"question", "answer"});
    if (!csv) return ExitCode(complain(word, csv.error().what));
    for (const auto& row : csv->rows) answers[row.fields[0]] = row.fields[1];
  }
  return answers;
}

std::string line_of(const classroom::CheckReply& reply) {
  switch (reply.verdict) {
    case classroom::CheckReply::Verdict::kRight:
      return reply.name + ": right";
    case classroom::CheckReply::Verdict::kNotRight:
      return reply.name + ": not right";
    case classroom::CheckReply::Verdict::kFormat:
      return fmt::format("{}: format: {}", reply.name, reply.words);
    default:
      return fmt::format("{}: not checked: no answer to {}", reply.name, reply.words);
  }
}

}  // namespace

int exercise_check(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("exercise check", "exercise check DIR N=VALUE... | ANSWERS.csv",
                  "Says whether answers are right, by the folder's check.json alone: nothing is sent, "
                  "nothing is revealed. A\n"
                  "file has the columns question and answer. Exit code 1 when something is not right.",
                  "dumplab exercise check orders 1=PriceList!RecordSale+0x2d 2=esi");
  options.add()("folder", value<std::string>(), "")("answers", value<std::vector<std::string>>(), "");
  options.positional("folder", 1);
  options.positional("answers", -1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("folder") || !options.has("answers"))
    return misuse("exercise check", "a folder and answers are needed");
  const fs::path folder = options.text("folder");
  const std::string path = (folder / "check.json").string();
  const auto text = read_text_file(path);
  if (!text) return complain(path, text.error());
  const auto file = classroom::check_file_from_json(*text);
  if (!file) return complain(path, file.error());
  const auto answers = read_answers(options.get<std::vector<std::string>>("answers"));
  if (!answers) return answers.error();
  Dumps dumps(folder);
  const auto replies = classroom::check_answers(
      *file, *answers, [&](const std::string& name) { return dumps.resolver(name); });
  if (!replies) return complain("", replies.error());
  if (replies->empty()) return complain(path, "there is no check for these questions");
  bool is_right = true;
  for (const classroom::CheckReply& reply : *replies) {
    fmt::print("{}\n", line_of(reply));
    is_right = is_right && reply.verdict == classroom::CheckReply::Verdict::kRight;
  }
  return is_right ? kDone : kBadInput;
}

}  // namespace dumplab::commands
