// SPDX-License-Identifier: MIT
// Every command, with arguments good and bad, on every dump there is: it ends, says something, and sends no
// control character to a terminal. DUMPLAB_STRESS=full takes all malformed dumps, else one of several.
#include <cstdlib>

#include "corpus/hostile_corpus.h"
#include "minidump/writer.h"
#include "shell/loop.h"
#include "support/corpus.h"
#include "support/script.h"

namespace dumplab::shell {
namespace {

namespace fs = std::filesystem;

/// Each `%` stands for a command's name.
constexpr std::string_view kForms[] = {"%",
                                       "% -1",
                                       "% esp",
                                       "% 0",
                                       "% 7ffde000",
                                       "% ffffffff",
                                       "% @$ip L10",
                                       "% 0 L?2000",
                                       "% nothing!of_this",
                                       "% (((",
                                       "% ffffffff`fffffffe L4",
                                       "%% \"",
                                       "% 0n12345678901234567890",
                                       "% -v -a -s -f 1",
                                       "% *",
                                       "% poi(esp) 3 4"};
/// A hundred thousand lines each: for one dump.
constexpr std::string_view kHuge[] = {"db 0 L?ffffffff", "dps esp L?ffffffff", "u 0 L?ffffffff",
                                      "s -b 0 L?ffffffff 0"};
/// What commands with a syntax of their own take.
constexpr std::string_view kMore[] = {
    "~*k",
    "~*e ~*e r eip",
    "~*e ~*e ~*e r",
    "~0s",
    "~99s",
    "~#k",
    "~.",
    "kv",
    "kf 5",
    "kPL",
    "kt",
    "k = esp esp eip",
    "k = 0 0 0 ffff",
    "k = ffffffff ffffffff ffffffff",
    ".frame /c 1",
    ".frame /r ffff",
    "lmv",
    "lm1m",
    "lmsm *3*",
    "lma eip",
    "lm m",
    "s -a 0 L?ffffffff \"a\"",
    "s -su 0 L?ffffffff",
    "s -[l8]sa 0 L?ffffffff",
    "s -[l",
    "s -d 0 ffffffff 0",
    "s -q 0 L?1 1",
    "!address -summary",
    "!address -f:Stack,MEM_COMMIT -o:csv",
    "!address -o:1 -f:nothing",
    "!address -f:TEB -c:\".echo %1 %9 %\"",
    "!address -c:.reload",
    "dt",
    "dt *",
    "dt _TEB -r9 @$teb",
    "dt ntdll!_PEB @$peb",
    "dt _LIST_ENTRY Flink",
    "dl esp 20 ffff",
    "dlb esp ffffffff 1",
    "!heap -s",
    "!heap -a 1",
    "!heap -h 0",
    "!heap -x",
    "!cs -l -o",
    "!cs esp",
    "!locks -v",
    "!handle 0 f Event",
    "!gle -all",
    "!runaway 7",
    "!findstack ntdll 2",
    "!uniqstack -v",
    "!dh -a ntdll",
    "!dh -s 0",
    "x *!*",
    "x ?!",
    ".formats -1",
    "? 1/0",
    "? poi(poi(poi(esp)))",
    "? ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1",
    "r $t0=5; ? @$t0",
    "r eip=1",
    "r $t99=1",
    "r eax,ebx,@$teb",
    "d",
    "dw",
    "d L4",
    "u",
    "u",
    "ub eip",
    "uf eip",
    "u eip L400",
    ".exr -1",
    ".ecxr",
    ".cxr esp",
    ".cxr",
    ".kframes 0",
    ".kframes 3; k",
    "n 10; ? 10; n 16",
    "!envvar PATH",
    "$$ nothing",
    "* nothing",
    ";;;",
    "zzz",
    "!",
    ".",
    "\x01"};

/// Text that a terminal obeys: C0 but the line's end, DEL, C1.
bool is_harmless(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n') || c == 0x7f) return false;
    // 0x80 to 0x9f only inside a character of UTF-8 that is no C1.
    if (c >= 0x80 && c < 0xa0) {
      const auto before = static_cast<unsigned char>(i ? text[i - 1] : 0);
      if (before < 0x80 || before == 0xc2) return false;
    }
  }
  return true;
}

struct Counts {
  std::size_t files = 0, commands = 0;
};

void run_line(Session& session, const std::string& line, const std::string& file, Counts& counts) {
  for (const Output& output : session.execute(line)) {
    ++counts.commands;
    const std::string text = render(output, OutputFormat::kText);
    ASSERT_TRUE(is_harmless(text)) << file << ": " << line << "\n" << text;
    // `r $t0=5` and `q` are silent, here and there.
    const bool may_be_silent = line.starts_with("r ") || line.starts_with("q") || line.starts_with("s ") ||
                               line.starts_with("!address -") || line.starts_with("~*e") ||
                               line.starts_with(".echo");
    ASSERT_TRUE(!text.empty() || may_be_silent) << file << ": " << line;
    if (!output.document) {
      ASSERT_FALSE(output.document.error().what.empty()) << file << ": " << line;
    }
    const std::string json = render(output, OutputFormat::kJson);
    const auto parsed = test::Json::parse(json, nullptr, false);
    ASSERT_TRUE(parsed.is_object()) << file << ": " << line << "\n" << json;
    ASSERT_TRUE(parsed.contains("error") || parsed.contains("blocks")) << file << ": " << line;
    ASSERT_EQ(json.find('\n'), json.size() - 1) << "one line each";
  }
}

/// Some lines only for `share` > 1: a different part for each file.
void run_everything(Dump dump, const symbols::SearchPath& search, const std::string& file, std::size_t share,
                    Counts& counts) {
  Session session(Target(std::move(dump), file, search));
  ASSERT_TRUE(is_harmless(render(session.opening(), OutputFormat::kText))) << file;
  std::size_t number = counts.files++;
  const auto run = [&](const std::string& line) {
    if (number++ % share == 0) run_line(session, line, file, counts);
  };
  for (const Command& command : session.commands())
    for (std::string_view names = command.names; !names.empty();) {
      const std::size_t end = std::min(names.find(' '), names.size());
      const std::string name(names.substr(0, end));
      for (const std::string_view form : kForms) {
        std::string line;
        for (const char c : form) line += c == '%' ? name : std::string(1, c);
        run(line);
      }
      names.remove_prefix(std::min(names.size(), end + 1));
    }
  for (const std::string_view line : kMore) run(std::string(line));
  if (file == "null-pointer.dmp")
    for (const std::string_view line : kHuge) run_line(session, std::string(line), file, counts);
  session.complete("");
  session.complete("u ntdll!Nt");
}

void run_file(const fs::path& path, const symbols::SearchPath& search, std::size_t share, Counts& counts) {
  auto dump = Dump::open(path);
  if (dump) run_everything(std::move(*dump), search, path.filename().string(), share, counts);
}

bool is_full() {
  const char* stress = std::getenv("DUMPLAB_STRESS");
  return stress && std::string_view(stress) == "full";
}

TEST(EveryCommand, answers_on_our_own_dumps) {
  Counts counts;
  for (const char* name : {"null-pointer", "divide-by-zero", "deadlock", "ten-waiters"})
    run_file(fs::path(DUMPLAB_GOLDEN_DUMPS) / (std::string(name) + ".dmp"), test::guest_symbols(),
             is_full() ? 1 : 3, counts);
  EXPECT_EQ(counts.files, 4u);
  EXPECT_GT(counts.commands, 1500u);
}

TEST(EveryCommand, answers_on_a_dump_with_all_memory) {
  Counts counts;
  run_everything(std::move(*Dump::from_bytes(minidump::to_bytes(test::captured("heap-corruption").snapshot))),
                 test::guest_symbols(), "heap-corruption", 1, counts);
  EXPECT_GT(counts.commands, 1000u);
}

class EveryCommandOfCorpus : public testing::TestWithParam<const char*> {};

TEST_P(EveryCommandOfCorpus, answers) {
  Counts counts;
  for (const fs::path& path : test::corpus_dumps(GetParam()))
    run_file(path, test::corpus_symbols(), is_full() ? 1 : 5, counts);
  if (counts.files == 0) GTEST_SKIP() << "the corpus has no " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Folders, EveryCommandOfCorpus, testing::Values("public", "wine/dumps", "hostile"));

TEST(EveryCommand, answers_on_malformed_dumps) {
  const auto guest = scenario::GuestSet::find();
  ASSERT_TRUE(guest) << guest.error().what;
  const auto good = corpus::good_state(*guest);
  ASSERT_TRUE(good) << good.error().what;
  const std::size_t share = is_full() ? 1 : 23;
  Counts counts;
  std::size_t number = 0;
  const auto files = corpus::hostile_files(*good);
  for (const corpus::HostileFile& file : files) {
    if (number++ % 5 != 0 && !is_full()) continue;
    auto dump = Dump::from_bytes(file.bytes());
    if (dump) run_everything(std::move(*dump), {}, file.name, share, counts);
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(counts.files, 20u);
}

}  // namespace
}  // namespace dumplab::shell
