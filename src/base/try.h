// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/result.h"

#define DUMPLAB_CONCAT_(a, b) a##b
#define DUMPLAB_CONCAT(a, b) DUMPLAB_CONCAT_(a, b)
#define DUMPLAB_TRY_(declaration, expression, name)                            \
  auto name = (expression);                                                    \
  if (!name) return tl::unexpected<::dumplab::Error>(std::move(name).error()); \
  declaration = *std::move(name)

/// DUMPLAB_TRY(auto x, f()): declares x from the value of f(), or returns f()'s error.
#define DUMPLAB_TRY(declaration, expression) \
  DUMPLAB_TRY_(declaration, expression, DUMPLAB_CONCAT(result_, __LINE__))

/// DUMPLAB_TRY_VOID(f()): returns f()'s error, if any, where there is no value.
#define DUMPLAB_TRY_VOID(expression)                                             \
  do {                                                                           \
    if (auto result_of_try = (expression); !result_of_try)                       \
      return tl::unexpected<::dumplab::Error>(std::move(result_of_try).error()); \
  } while (false)
