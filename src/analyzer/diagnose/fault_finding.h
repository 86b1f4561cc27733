// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "diagnose/facts.h"
#include "diagnose/finding.h"

/// What the findings about an exception have in common.
namespace dumplab::diagnose {

/// A finding about the fault, which must be there: its thread, the exception, the faulting instruction and
/// its memory operand as evidence, commands that show them.
Finding begin_fault_finding(const Facts& facts, std::string summary);

/// Where the fault is: "Orders!Total+0x12".
std::string fault_place(const Facts& facts);

/// The frame that called a bad address, as evidence with the CALL's text; false without one.
bool add_caller(const Facts& facts, Finding& finding);

/// What is at an address: "free", "reserved", "committed, PAGE_READONLY, image:A.dll:.text"; empty where
/// nothing is known.
std::string region_text(const Facts& facts, std::uint64_t address);

/// "reads", ... of the fault: "write to 0x10 through eax = 0".
std::string access_text(const Fault& fault);

/// The characters that a pointer made of text consists of, in memory order: "ABCD"; empty for others.
std::string pointer_text(std::uint64_t value);

}  // namespace dumplab::diagnose
