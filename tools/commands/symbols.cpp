// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <filesystem>

#include "base/files.h"
#include "commands/command.h"
#include "symbols/breakpad_sym.h"

namespace dumplab::commands {

int symbols(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("symbols", "symbols FILE.pdb [options]",
                  "Writes what a PDB knows about functions, lines and frames as a Breakpad symbol file.",
                  "dumplab symbols Orders.pdb -o Orders.sym");
  options.add()("pdb", value<std::string>(), "")("output,o", value<std::string>(),
                                                 "write the symbol file here; default: standard output")(
      "store", value<std::string>(), "write it to NAME.pdb/GUIDAGE/NAME.sym below this folder");
  options.positional("pdb", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("pdb")) return misuse("symbols", "a PDB is needed");
  if (options.has("output") && options.has("store"))
    return misuse("symbols", "--output and --store exclude each other");
  const std::filesystem::path path = options.text("pdb");
  const auto pdb = dumplab::symbols::Pdb::open(path);
  if (!pdb) return complain(path.string(), pdb.error());
  const std::string text = dumplab::symbols::to_breakpad_sym(**pdb, path.filename().string());
  for (const Problem& problem : (*pdb)->problems())
    fmt::print(stderr, "dumplab: {}: left out: {}, at {:#x}\n", path.string(), problem.what, problem.where);

  std::filesystem::path output = options.text("output");
  if (options.has("store")) {
    const std::string id = dumplab::symbols::debug_id((*pdb)->identity());
    output = std::filesystem::path(options.text("store")) / path.filename() / id;
    std::error_code error;
    std::filesystem::create_directories(output, error);
    if (error) return complain(output.string(), error.message());
    output /= path.filename().replace_extension(".sym");
  }
  if (output.empty()) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return kDone;
  }
  const auto written = write_text_file(output, text);
  return written ? kDone : complain(output.string(), written.error());
}

}  // namespace dumplab::commands
