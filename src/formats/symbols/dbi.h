// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_view.h"
#include "symbols/msf.h"

namespace dumplab::symbols {

inline constexpr std::uint32_t kDbiStream = 3;

/// One object file and its stream: a signature, then symbol records, then old and new line information.
struct DbiModule {
  std::string name;
  std::uint16_t stream = kNoStream;
  std::uint32_t symbols_size = 0;  ///< with the signature
  std::uint32_t c11_size = 0, c13_size = 0;
};

/// The DBI stream: modules and the numbers of the streams that belong to them.
struct Dbi {
  std::uint32_t age = 0;
  std::uint16_t global_names = kNoStream, symbol_records = kNoStream, section_headers = kNoStream,
                frame_data = kNoStream, fpo_data = kNoStream;
  bool reordered = false;  ///< code was moved after linking (OMAP): addresses here are not those of the image
  std::vector<DbiModule> modules;
};

Result<Dbi> read_dbi(ByteView stream);

/// Places that the PDB gives as segment:offset.
class SectionMap {
 public:
  static Result<SectionMap> read(ByteView section_header_stream);
  /// Empty when the segment is no section of the image (absolute symbols) or ends before `offset`.
  std::optional<std::uint32_t> rva(std::uint16_t segment, std::uint32_t offset) const;
  /// RVA of the first byte of the section that holds `rva`; empty outside all sections.
  std::optional<std::uint32_t> section_start(std::uint32_t rva) const;

 private:
  struct Range {
    std::uint32_t rva = 0, size = 0;
  };
  std::vector<Range> sections_;
};

}  // namespace dumplab::symbols
