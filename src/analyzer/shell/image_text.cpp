// SPDX-License-Identifier: MIT
#include "shell/image_text.h"

#include <fmt/format.h>

#include "image/pe_headers.h"

namespace dumplab::shell {

std::string guid_text(const std::array<std::uint8_t, 16>& g) {
  std::string text = fmt::format("{{{:02X}{:02X}{:02X}{:02X}-{:02X}{:02X}-{:02X}{:02X}-{:02X}{:02X}-", g[3],
                                 g[2], g[1], g[0], g[5], g[4], g[7], g[6], g[8], g[9]);
  for (std::size_t i = 10; i < g.size(); ++i) text += fmt::format("{:02X}", g[i]);
  return text + "}";
}

const char* machine_word(std::uint16_t machine) {
  return machine == image::kMachineI386 ? "I386" : machine == image::kMachineAmd64 ? "X64" : "unknown";
}

}  // namespace dumplab::shell
