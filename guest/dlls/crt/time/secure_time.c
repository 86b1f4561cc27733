// SPDX-License-Identifier: MIT
// Calendar times into the caller's own structure. Source: MSDN, "localtime_s" and its kin.
#include "errno.h"
#include "time.h"

static errno_t Copy(struct tm *to, const struct tm *from) {
  if (from == 0) return EINVAL;
  *to = *from;
  return 0;
}

errno_t localtime_s(struct tm *result, const time_t *time) { return Copy(result, localtime(time)); }

errno_t gmtime_s(struct tm *result, const time_t *time) { return Copy(result, gmtime(time)); }
