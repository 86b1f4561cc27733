// SPDX-License-Identifier: MIT
#include "nt/status.h"

namespace dumplab::nt {

std::string_view describe_status(std::uint32_t code) {
  switch (code) {
#define STATUS(number, Name, text) \
  case number:                     \
    return text;
#include "nt/statuses.def"
#undef STATUS
    default:
      return {};
  }
}

}  // namespace dumplab::nt
