// SPDX-License-Identifier: MIT
#include "signal.h"
#include "errno.h"
#include "stdlib.h"

static __p_sig_fn_t handlers[NSIG];

static int IsKnown(int number) {
  switch (number) {
    case SIGINT: case SIGILL: case SIGFPE: case SIGSEGV: case SIGTERM: case SIGBREAK: case SIGABRT:
      return 1;
  }
  errno = EINVAL;
  return 0;
}

__p_sig_fn_t signal(int signal_number, __p_sig_fn_t handler) {
  if (!IsKnown(signal_number)) return SIG_ERR;
  __p_sig_fn_t previous = handlers[signal_number];
  handlers[signal_number] = handler;
  return previous;
}

// The default action ends the process with code 3. A handler is used once.
int raise(int signal_number) {
  if (!IsKnown(signal_number)) return -1;
  __p_sig_fn_t handler = handlers[signal_number];
  if (handler == SIG_IGN) return 0;
  if (handler == SIG_DFL) _exit(3);
  handlers[signal_number] = SIG_DFL;
  handler(signal_number);
  return 0;
}
