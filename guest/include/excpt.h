// SPDX-License-Identifier: MIT
// Intrinsics of filters (the first two) and of __finally blocks.
#pragma once

#define GetExceptionCode() ((DWORD)_exception_code())
#define GetExceptionInformation() ((PEXCEPTION_POINTERS)_exception_info())
#define AbnormalTermination() _abnormal_termination()
