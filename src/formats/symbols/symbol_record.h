// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include "base/byte_view.h"
#include "base/try.h"

/// CodeView symbol records, one behind the other. Source: Microsoft's cvinfo.h (microsoft-pdb).
namespace dumplab::symbols {

struct RecordHeader {
  le16 reclen;  ///< bytes behind this field
  le16 rectyp;
};

/// PROCSYM32 behind the header; its name follows.
struct ProcSym32 {
  le32 pParent, pEnd, pNext, len, DbgStart, DbgEnd, typind, off;
  le16 seg;
  std::uint8_t flags;
};
static_assert(sizeof(ProcSym32) == 35);

inline constexpr std::uint64_t kLongestRecord = 65536;

/// S_GPROC32, S_LPROC32 and their _ID and _DPC forms.
bool is_procedure(std::uint16_t kind);

/// One record of symbols or of types.
struct Record {
  std::uint16_t kind = 0;
  ByteView body;           ///< behind the kind
  std::uint64_t size = 0;  ///< bytes, header and all
};

/// The record at `at`; `what` names it in errors.
inline Result<Record> read_record(ByteView records, std::uint64_t at, const char* what = "symbol") {
  DUMPLAB_TRY(const auto* header, records.at<RecordHeader>(at));
  const std::uint64_t length = header->reclen.value();
  if (length < sizeof header->rectyp)
    return fail(ErrorKind::kMalformed, records.origin() + at,
                fmt::format("a {} record of {} bytes", what, length));
  DUMPLAB_TRY(const ByteView body, records.slice(at + sizeof *header, length - sizeof header->rectyp));
  return Record{header->rectyp.value(), body, sizeof header->reclen + length};
}

/// Calls take(kind, view of the record behind its header) for each record.
template <typename Take>
Result<void> for_each_record(ByteView records, const Take& take) {
  for (std::uint64_t at = 0; at < records.size();) {
    DUMPLAB_TRY(const Record record, read_record(records, at));
    DUMPLAB_TRY_VOID(take(record.kind, record.body));
    at += record.size;
  }
  return {};
}

}  // namespace dumplab::symbols
