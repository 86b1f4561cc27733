// SPDX-License-Identifier: MIT
// What a throw expression calls. Source: MSDN, "Exceptions: what is 0xE06D7363".
#include "windows.h"

#define CXX_EXCEPTION 0xe06d7363
#define CXX_MAGIC 0x19930520

void WINAPI _CxxThrowException(void *object, const void *throw_info) {
  ULONG_PTR parameters[3] = {CXX_MAGIC, (ULONG_PTR)object, (ULONG_PTR)throw_info};
  RaiseException(CXX_EXCEPTION, EXCEPTION_NONCONTINUABLE, 3, parameters);
}
