// SPDX-License-Identifier: MIT
#pragma once

#include "windef.h"
#include "winnt.h"
#include "winbase.h"
