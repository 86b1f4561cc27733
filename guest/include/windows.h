// SPDX-License-Identifier: MIT
// The Win32 API, in the headers that the SDK has them in.
#pragma once

#include "excpt.h"
#include "windef.h"
#include "winerror.h"
#include "winnt.h"

#include "consoleapi.h"
#include "debugapi.h"
#include "errhandlingapi.h"
#include "fileapi.h"
#include "handleapi.h"
#include "heapapi.h"
#include "interlockedapi.h"
#include "libloaderapi.h"
#include "memoryapi.h"
#include "processenv.h"
#include "processthreadsapi.h"
#include "profileapi.h"
#include "stringapiset.h"
#include "synchapi.h"
#include "sysinfoapi.h"
#include "timezoneapi.h"
#include "winbase.h"
