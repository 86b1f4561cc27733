// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_view.h"

/// DWARF call frame information: .eh_frame and .debug_frame. Addresses are linear ones of the image where it
/// wants to be loaded. Source: DWARF 4, 6.4; Linux Standard Base, "Exception Frames".
namespace dumplab::image {

struct CallFrameSection {
  enum class Kind { kEhFrame, kDebugFrame };
  ByteView bytes;
  std::uint64_t address = 0;  ///< of its first byte
  Kind kind = Kind::kEhFrame;
  unsigned word_size = 4;       ///< bytes
  std::uint64_t data_base = 0;  ///< what DW_EH_PE_datarel counts from
};

/// What a Common Information Entry says for its functions.
struct CommonInformation {
  std::uint8_t version = 1;
  std::string augmentation;  ///< "zR", ...
  std::uint64_t code_alignment = 1;
  std::int64_t data_alignment = 1;
  unsigned return_register = 0;
  std::uint8_t address_encoding = 0;  ///< DW_EH_PE_*
  bool is_signal_frame = false;
  ByteView instructions;
};

/// A Frame Description Entry: how to unwind from [begin, begin + size).
struct FrameDescription {
  std::uint64_t begin = 0, size = 0;
  std::uint64_t offset = 0;  ///< of the entry in its section
  std::size_t common = 0;    ///< index into CallFrameInfo::common()
  ByteView instructions;
};

struct RegisterRule {
  enum class Kind { kUndefined, kSameValue, kOffset, kValueOffset, kRegister, kExpression, kValueExpression };
  Kind kind = Kind::kSameValue;
  std::int64_t offset = 0;  ///< bytes from the CFA; of kRegister: its number
  ByteView expression;
};

/// The canonical frame address: a register and an offset, or an expression that is not empty.
struct CfaRule {
  unsigned reg = 0;
  std::int64_t offset = 0;
  ByteView expression;
};

/// Registers have DWARF's numbers.
struct CallFrameRow {
  std::uint64_t address = 0;  ///< the first instruction that it holds for
  CfaRule cfa;
  std::map<unsigned, RegisterRule> registers;  ///< without a rule: kSameValue
  unsigned return_register = 0;
  bool is_signal_frame = false;
};

/// The entries of a section, sorted by address. Borrows its bytes.
class CallFrameInfo {
 public:
  /// Entries that make no sense are left out and told in problems().
  static CallFrameInfo parse(const CallFrameSection& section);

  const std::vector<CommonInformation>& common() const { return common_; }
  const std::vector<FrameDescription>& descriptions() const { return descriptions_; }
  const std::vector<Problem>& problems() const { return problems_; }

  const FrameDescription* find(std::uint64_t address) const;
  /// The row that holds at `address`; empty where no entry does. Errors: kTruncated, kMalformed,
  /// kUnsupported, of the instructions, with their place.
  Result<std::optional<CallFrameRow>> row_at(std::uint64_t address) const;

 private:
  CallFrameSection section_;
  std::vector<CommonInformation> common_;
  std::vector<FrameDescription> descriptions_;
  std::vector<Problem> problems_;
};

}  // namespace dumplab::image
