// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/result.h"

#define DUMPLAB_CONCAT_(a, b) a##b
#define DUMPLAB_CONCAT(a, b) DUMPLAB_CONCAT_(a, b)
#define DUMPLAB_TRY_(declaration, expression, name)                           \
  auto name = (expression);                                                   \
  if (!name) return tl::unexpected<::dumplab::Error>(std::move(name).error()); \
  declaration = *std::move(name)

/// DUMPLAB_TRY(auto x, f()): declares x from the value of f(), or returns f()'s error.
#define DUMPLAB_TRY(declaration, expression) \
  DUMPLAB_TRY_(declaration, expression, DUMPLAB_CONCAT(result_, __LINE__))
