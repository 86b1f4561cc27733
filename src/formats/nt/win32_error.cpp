// SPDX-License-Identifier: MIT
#include "nt/win32_error.h"

namespace dumplab::nt {

std::string_view describe_win32_error(std::uint32_t code) {
  switch (code) {
#define WIN32_ERROR(number, NAME, text) \
  case number:                          \
    return text;
#include "nt/win32_errors.def"
#undef WIN32_ERROR
    default:
      return {};
  }
}

}  // namespace dumplab::nt
