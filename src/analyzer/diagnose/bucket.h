// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "diagnose/facts.h"
#include "diagnose/finding.h"

namespace dumplab::diagnose {

/// The words by which WinDbg's !analyze files a failure.
struct Bucket {
  std::string problem_class;            ///< DEFAULT_BUCKET_ID, PRIMARY_PROBLEM_CLASS
  std::uint32_t code = 0;               ///< of the exception; cfffffff of a hang
  std::optional<std::uint32_t> thread;  ///< whose stack it is
  std::optional<std::size_t> frame;     ///< FOLLOWUP_IP: the frame to blame in that thread's stack
  std::string module, symbol;           ///< of that frame: "Orders.exe", "Total"; empty: not known
  std::uint64_t symbol_offset = 0;      ///< bytes from the symbol, or from the module's base
  std::string failure_bucket_id;        ///< "NULL_POINTER_READ_c0000005_Orders.exe!Total"
  std::string failure_id_hash;          ///< a GUID made of that text
};

/// Of the first finding; a finding without a problem class is filed as NO_FAULT.
Bucket make_bucket(const Facts& facts, const Finding& finding);

/// "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}" of two FNV-1a hashes of 64 bits, the second over the text and a
/// zero byte in front: the same text gives the same hash everywhere. It is not the hash that WinDbg computes.
std::string failure_hash(std::string_view text);

}  // namespace dumplab::diagnose
