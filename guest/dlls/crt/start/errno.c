// SPDX-License-Identifier: MIT
#include "errno.h"
#include "thread_data.h"
#include "windows.h"

// Source: MSDN, "_dosmaperr"; errors that are not listed give EINVAL.
static const struct {
  unsigned long error;
  int number;
} errors[] = {
    {1, EINVAL},   {2, ENOENT},    {3, ENOENT},    {4, EMFILE},    {5, EACCES},   {6, EBADF},
    {8, ENOMEM},   {15, ENOENT},   {16, EACCES},   {17, EXDEV},    {18, ENOENT},  {32, EACCES},
    {33, EACCES},  {80, EEXIST},   {87, EINVAL},   {112, ENOSPC},  {123, ENOENT}, {131, EINVAL},
    {145, ENOTEMPTY}, {161, ENOENT}, {183, EEXIST}, {206, ENOENT},
};

int *_errno(void) { return &_getptd()->_terrno; }

void _dosmaperr(unsigned long error) {
  errno = EINVAL;
  for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
    if (errors[i].error == error) errno = errors[i].number;
  }
}
