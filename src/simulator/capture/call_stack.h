// SPDX-License-Identifier: MIT
#pragma once

#include "capture/capture.h"

namespace dumplab::capture {

/// A thread's true frames, from the shadow call stack.
truth::Thread true_thread(const kernel::Thread& thread, bool has_exception, const MapFiles& maps);

}  // namespace dumplab::capture
