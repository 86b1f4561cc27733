// SPDX-License-Identifier: MIT
#include "new"
#include "stdlib.h"

const std::nothrow_t std::nothrow{};

void *operator new(size_t size, const std::nothrow_t &) noexcept { return malloc(size); }

void *operator new[](size_t size, const std::nothrow_t &) noexcept { return malloc(size); }

void *operator new(size_t size) {
  void *block = malloc(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void *operator new[](size_t size) { return operator new(size); }
