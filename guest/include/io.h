// SPDX-License-Identifier: MIT
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER
int _isatty(int descriptor);
int _access(const char *name, int mode);
_CRT_END_C_HEADER
