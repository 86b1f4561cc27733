// SPDX-License-Identifier: MIT
// The debug record that every critical section has in the list RtlCriticalSectionList.
#pragma once

#include "rtlp.h"

NTSTATUS RtlpAttachDebugInfo(PRTL_CRITICAL_SECTION CriticalSection);
void RtlpDetachDebugInfo(PRTL_CRITICAL_SECTION CriticalSection);
