// SPDX-License-Identifier: MIT
#include "commands/command.h"
#include "report/file_check.h"

namespace dumplab::commands {
namespace {

constexpr int kDamaged = 3;

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace

int check(const Arguments& arguments) {
  using boost::program_options::value;
  Options options(
      "check", "check DUMP [--json]",
      "Says what is wrong with a minidump, by stream, offset and damage, and what was read all the same.\n"
      "Exit code 0: nothing, or nothing that costs anything; 3: damaged but read; 1: not readable.",
      "dumplab check orders.dmp");
  options.add()("dump", value<std::string>(), "")("json", "machine-readable output");
  options.positional("dump", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("dump")) return misuse("check", "a dump is needed");
  const std::string path = options.text("dump");
  std::error_code ignored;
  const auto size = std::filesystem::file_size(path, ignored);
  const auto dump = Dump::open(path);
  if (!dump) {
    if (options.has("json")) print(report::to_json(dump.error(), ignored ? 0 : size));
    return complain(path, dump.error());
  }
  const report::FileCheck check = report::check_file(*dump, size);
  print(options.has("json") ? report::to_json(check) : document::render_text(report::to_document(check)));
  return check.verdict == 'S' || check.verdict == 'E' ? kDamaged : kDone;
}

}  // namespace dumplab::commands
