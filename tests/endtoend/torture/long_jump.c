// SPDX-License-Identifier: MIT
// longjmp out of __try: blocks of other frames, of the frame itself, out of handlers, and what works after it.
#include <setjmp.h>

#include "torture.h"

static jmp_buf place;
static char trail[64];
static int length;

static void Note(char letter) { trail[length++] = letter; }

static void Show(const char *what) {
  trail[length] = '\0';
  printf("%s: %s\n", what, trail);
  length = 0;
}

static NOINLINE void Jump(int value) { longjmp(place, value); }

static NOINLINE void Raise(DWORD code) { RaiseException(code, 0, 0, NULL); }

static NOINLINE void Deep(int depth) {
  __try {
    if (depth == 0) Jump(depth);
    Deep(depth - 1);
  } __finally {
    Note((char)('0' + depth));
    if (AbnormalTermination()) Note('a');
  }
}

static NOINLINE void OutOfOtherFrames(void) {
  if (setjmp(place) == 0) {
    Deep(3);
    Note('!');
  } else {
    Note('j');
  }
}

// The jump stays in this function: it leaves two of its __try blocks.
static NOINLINE void OutOfOwnBlocks(void) {
  volatile int value = 0;
  __try {
    value = setjmp(place);
    if (value == 0) {
      __try {
        __try {
          Jump(7);
          Note('!');
        } __finally {
          Note('1');
        }
      } __finally {
        Note('2');
      }
    }
    Note((char)('0' + value));
    Raise(0xe0000011);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Note('h');
  }
}

static NOINLINE void OutOfAHandler(void) {
  if (setjmp(place) == 0) {
    __try {
      Raise(0xe0000012);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
      Note('h');
      Jump(1);
    }
  } else {
    Note('j');
  }
}

static NOINLINE void OutOfAFinally(void) {
  if (setjmp(place) == 0) {
    __try {
      __try {
        Raise(0xe0000013);
      } __finally {
        Note('f');
        Jump(1);
      }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
      Note('!');
    }
  } else {
    Note('j');
  }
}

static NOINLINE void ValueZero(void) {
  int value = setjmp(place);
  if (value == 0) Jump(0);
  Note((char)('0' + value));
}

static NOINLINE void ManyTimes(void) {
  volatile int count = 0;
  setjmp(place);
  if (++count < 9) Deep(1);
  Note((char)('0' + count));
}

int main(void) {
  OutOfOtherFrames();
  Show("other frames");
  OutOfOwnBlocks();
  Show("own blocks");
  OutOfAHandler();
  Show("handler");
  OutOfAFinally();
  Show("__finally");
  ValueZero();
  Show("value 0");
  ManyTimes();
  Show("many times");
  __try {
    Raise(0xe0000014);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Note('h');
  }
  Show("afterwards");
  return 0;
}
