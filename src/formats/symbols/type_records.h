// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/byte_view.h"
#include "symbols/symbol_record.h"

namespace dumplab::symbols {

inline constexpr std::uint32_t kTypeStream = 2, kItemStream = 4;

/// A number as type records store it: itself below LF_NUMERIC, else its leaf and what follows.
struct TypeNumber {
  std::uint64_t value = 0;  ///< negative ones as two's complement
  std::uint64_t size = 0;   ///< bytes it takes
};
/// kUnsupported for numbers that are no integers of up to 64 bits.
Result<TypeNumber> read_type_number(ByteView bytes, std::uint64_t at);
/// Bytes from `at` to the next NUL, in place. kTruncated without one.
Result<std::string_view> text_at(ByteView bytes, std::uint64_t at);

/// What the records of classes, structures, unions and enumerations have in common. Borrows the stream.
struct NamedType {
  bool is_enumeration = false;
  bool is_forward_reference = false;  ///< the definition is another record of the same name
  std::uint32_t fields = 0;           ///< LF_FIELDLIST, or 0
  std::uint32_t underlying = 0;       ///< of an enumeration
  std::uint64_t size = 0;             ///< bytes; 0 for an enumeration
  std::string_view name;
  std::string_view unique_name;  ///< decorated; empty when the compiler gave none
};

/// The records of the TPI or IPI stream, found by their index. Borrows the stream's bytes. Not thread safe.
/// Source: llvm.org/docs/PDB/TpiStream.html, Microsoft's cvinfo.h (lfClass and the others).
class TypeRecords {
 public:
  TypeRecords() = default;
  static Result<TypeRecords> read(ByteView stream);

  /// kMalformed without such a record.
  Result<Record> record(std::uint32_t index) const;
  /// Indices of the records: from first() to before end(). Lower ones are simple types.
  std::uint32_t first() const { return first_; }
  std::uint32_t end() const { return first_ + static_cast<std::uint32_t>(offsets_.size()); }

  /// A class, structure, union or enumeration, or nothing for another record.
  Result<std::optional<NamedType>> named_type(std::uint32_t index) const;
  /// Its name. kMalformed for another record.
  Result<std::string> type_name(std::uint32_t index) const;
  /// The first record that defines, not only declares, a type of this name. The names are gathered at first
  /// use; records without a readable name are left out.
  std::optional<std::uint32_t> find_definition(std::string_view name) const;
  /// Of a forward reference: by its unique name if it has one, since names of local types repeat.
  std::optional<std::uint32_t> find_definition(const NamedType& declared) const;
  /// Of a function among the items, with its class or namespace: "Square::area".
  Result<std::string> function_name(std::uint32_t index, const TypeRecords& types) const;

 private:
  struct Definitions {
    std::unordered_map<std::string_view, std::uint32_t> by_name, by_unique_name;
  };
  const Definitions& definitions() const;

  ByteView stream_;
  std::uint32_t first_ = 0;
  std::vector<std::uint32_t> offsets_;
  mutable std::optional<Definitions> definitions_;
};

}  // namespace dumplab::symbols
