// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "oracle/cpu/case.h"
#include "oracle/cpu/encodings.h"
#include "oracle/cpu/random.h"

namespace dumplab::oracle {

/// Makes random cases of one family: every row and every encoding equally often, operands mostly at the
/// edges.
class Generator {
 public:
  /// `rows` must outlive the generator.  `family`: a family of mnemonics.def, or kPairs.
  Generator(const std::vector<RowEncodings>& rows, const std::string& family, std::uint64_t seed);

  /// Family of two instructions: one that writes flags, one that reads them.
  static constexpr const char* kPairs = "compare_branch";

  bool empty() const { return rows_.empty(); }
  void next(OracleCase& test);

 private:
  bool try_case(OracleCase& test);
  bool append(OracleCase& test, const std::vector<const RowEncodings*>& rows);
  bool keep_illegal_lock(OracleCase& test, const RowEncodings& row, unsigned offset, std::size_t size);
  void put_encoding(OracleCase& test, const Encoding& encoding);
  void put_modrm(OracleCase& test, const Encoding& encoding);
  void put_immediate(OracleCase& test);
  void fill_state(OracleCase& test);
  void fill_pattern(OracleCase& test);
  void fill_float(OracleCase& test);
  void aim(OracleCase& test, const x86::Instruction& instruction, unsigned offset);
  void aim_branch(OracleCase& test, const x86::Instruction& instruction, unsigned offset);
  std::uint32_t edge_value();
  std::uint32_t data_address();
  std::uint32_t stack_address();
  std::uint32_t landing_address();

  std::vector<const RowEncodings*> rows_;
  std::vector<const RowEncodings*> readers_;  // second instructions of kPairs
  std::string family_;
  Random random_;
};

}  // namespace dumplab::oracle
