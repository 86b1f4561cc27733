// SPDX-License-Identifier: MIT
struct Failure {
  int code;
};

extern "C" __attribute__((noinline)) void Throwing() { throw Failure{3}; }

int main() {
  Throwing();
  return 0;
}
