// SPDX-License-Identifier: MIT
#include "nt/fast_fail.h"

namespace dumplab::nt {

FastFail describe_fast_fail(std::uint64_t code) {
  switch (code) {
#define FAST_FAIL(number, NAME, what) \
  case number:                        \
    return {"FAST_FAIL_" #NAME, what};
#include "nt/fast_fails.def"
#undef FAST_FAIL
    default:
      return {};
  }
}

}  // namespace dumplab::nt
