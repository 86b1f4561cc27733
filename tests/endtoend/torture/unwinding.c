// SPDX-License-Identifier: MIT
// __finally blocks: order over many frames, AbnormalTermination, exceptions on the way.
#include "torture.h"

static char trail[256];
static int length;

static void Note(char letter) { trail[length++] = letter; }

static void Show(const char *what) {
  trail[length] = '\0';
  printf("%s: %s\n", what, trail);
  length = 0;
}

static NOINLINE void Raise(DWORD code) { RaiseException(code, 0, 0, NULL); }

static int filter_depth;
static NOINLINE void Descend(int depth) {
  __try {
    if (depth == 0) Raise(0xe0000001);
    Descend(depth - 1);
  } __finally {
    Note((char)('A' + depth % 26));
    if (AbnormalTermination() == 0) Note('!');
  }
}

static NOINLINE void NormalLeave(void) {
  __try {
    Note('b');
  } __finally {
    Note(AbnormalTermination() ? 'X' : 'f');
  }
  Note('e');
}

static NOINLINE void RaiseInFinally(void) {
  __try {
    __try {
      __try {
        Raise(0xe0000002);
      } __finally {
        Note('1');
        Raise(0xe0000003);
        Note('!');
      }
    } __finally {
      Note('2');
    }
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Note(GetExceptionCode() == 0xe0000003 ? '3' : '?');
  }
}

static int FilterThatRaises(DWORD code) {
  filter_depth++;
  Note('f');
  __try {
    Raise(0xe0000005);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Note('i');
  }
  return code == 0xe0000004 ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH;
}

static NOINLINE void RaiseInFilter(void) {
  __try {
    Raise(0xe0000004);
  } __except (FilterThatRaises(GetExceptionCode())) {
    Note('h');
  }
}

static NOINLINE void RaiseInHandler(void) {
  __try {
    __try {
      Raise(0xe0000006);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
      Note('1');
      Raise(0xe0000007);
      Note('!');
    }
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Note(GetExceptionCode() == 0xe0000007 ? '2' : '?');
  }
}

static NOINLINE void Collide(int depth) {
  __try {
    __try {
      if (depth == 0) Raise(0xe0000008);
      Collide(depth - 1);
    } __finally {
      Note((char)('a' + depth));
      if (depth == 2) Raise(0xe0000009);
    }
  } __except (GetExceptionCode() == 0xe0000009 && depth == 3 ? 1 : 0) {
    Note('H');
  }
}

int main(void) {
  NormalLeave();
  Show("no exception");
  __try {
    Descend(49);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    Note('.');
  }
  Show("50 frames");
  RaiseInFinally();
  Show("in __finally");
  RaiseInFilter();
  Show("in a filter");
  RaiseInHandler();
  Show("in a handler");
  __try {
    Collide(5);
  } __except (GetExceptionCode() == 0xe0000008 ? 1 : 0) {
    Note('O');
  }
  Show("collided unwind");
  return filter_depth - 1;
}
