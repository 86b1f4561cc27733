// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dumplab::shell {

/// Why a command of WinDbg is not there, and what does its work: "g: the process of a dump cannot run".
/// Empty for a word that is none of WinDbg's.
std::string why_absent(std::string_view word);

}  // namespace dumplab::shell
