// SPDX-License-Identifier: MIT
// What happens after a call that a checked function refuses. Source: MSDN, "Parameter Validation".
#include "crtdefs.h"
#include "stdlib.h"
#include "windows.h"

#define STATUS_INVALID_CRUNTIME_PARAMETER 0xc0000417

static _invalid_parameter_handler handler;

_invalid_parameter_handler _set_invalid_parameter_handler(_invalid_parameter_handler new_handler) {
  _invalid_parameter_handler old = handler;
  handler = new_handler;
  return old;
}

// Without a handler the program ends here.
void _invalid_parameter(const wchar_t *expression, const wchar_t *function, const wchar_t *file,
                        unsigned int line, uintptr_t reserved) {
  if (handler != NULL) {
    handler(expression, function, file, line, reserved);
    return;
  }
  RaiseException(STATUS_INVALID_CRUNTIME_PARAMETER, EXCEPTION_NONCONTINUABLE, 0, NULL);
}
