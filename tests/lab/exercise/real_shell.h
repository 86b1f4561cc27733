// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "classroom/making.h"

namespace dumplab::test {

/// Solves an exercise with nothing but its dump files and the sheet's words: the commands are typed into the
/// program `dumplab shell`, and what it prints is read. Fails the test where an answer is not the key, or not
/// the only one.
void expect_solved_in_the_real_shell(const classroom::Made& made);

/// The pattern that the program's `!analyze -v` ranks first on the first dump.
std::string first_verdict(const classroom::Made& made);

}  // namespace dumplab::test
