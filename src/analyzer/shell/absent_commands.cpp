// SPDX-License-Identifier: MIT
#include "shell/absent_commands.h"

#include <fmt/format.h>

namespace dumplab::shell {
namespace {

struct Row {
  std::string_view names;  ///< with a blank on either side of each
  std::string_view why;
};
constexpr Row kRows[] = {
    {" g gc gh gn gu p pa pc pct pt ta t tb tc tct tt wt ", "the process of a dump cannot run"},
    {" ba bc bd be bl bm bp bu sx sxd sxe sxi sxn sxr ", "a dump does not stop at breakpoints or events"},
    {" e ea eb ed eD ef ep eq eu ew eza ezu f m ", "the memory of a dump cannot be written"},
    {" dv ",
     "locals need the types of their places, which are not read; dd @ebp-8 shows the frame, kb arguments"},
    {" ?? ", "C++ expressions are not read; ? takes MASM expressions"},
    {" .detach .kill .restart .attach .create ", "there is no process to do that to"},
    {" .load .loadby .chain .unload .scriptload ", "there are no extensions to load: !commands are built in"},
    {" .symfix .symopt !sym .srcpath .srcfix ", "there is no symbol server; .sympath + FOLDER adds a folder"},
    {" .foreach .if .for .while .printf .block $< $>< ",
     "there is no command language; -o json is for programs"},
    {" !process !thread !irp !pte !pool !object !vm ", "a user dump holds nothing of the kernel"},
    {" !dlls ", "lm lists modules, !peb the loader's list"},
    {" !vadump ", "!address lists the regions"},
};

}  // namespace

std::string why_absent(std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return {};
  for (const Row& row : kRows)
    if (row.names.find(fmt::format(" {} ", word)) != std::string_view::npos)
      return fmt::format("{}: {}", word, row.why);
  return {};
}

}  // namespace dumplab::shell
