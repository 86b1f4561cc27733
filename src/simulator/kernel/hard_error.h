// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "nt/status.h"

namespace dumplab::kernel {

struct SystemCall;

/// What NtRaiseHardError was told last.
struct HardError {
  nt::Status status = nt::Status::kSuccess;
  std::string text;  ///< empty for a status without words of ours
};

/// The words of a failed start, with the names that the loader hands over.
/// Source: the parameters of these statuses' message texts in [MS-ERREF].
HardError read_hard_error(SystemCall& call);

}  // namespace dumplab::kernel
