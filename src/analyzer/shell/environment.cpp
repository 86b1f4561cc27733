// SPDX-License-Identifier: MIT
#include "shell/environment.h"

namespace dumplab::shell {

std::vector<std::string> read_environment(const Target& target) {
  std::vector<std::string> variables;
  const AddressRange block = target.process().environment;
  std::uint64_t start = block.base.value;
  for (std::uint64_t at = start; at + 2 <= block.base.value + block.size; at += 2) {
    const auto c = target.read_number(at, 2);
    if (!c) break;
    if (*c != 0) continue;
    if (at == start) break;  // the empty string behind the last
    variables.push_back(structures::read_text(target.memory(), {{start}, at - start}, 0xffff));
    start = at + 2;
  }
  return variables;
}

}  // namespace dumplab::shell
