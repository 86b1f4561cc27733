// SPDX-License-Identifier: MIT
#include "snapshot/codeview.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace dumplab::snapshot {
namespace {

/// CV_INFO_PDB70 without its path.
struct Pdb70Header {
  le32 CvSignature;
  std::uint8_t Signature[16];
  le32 Age;
};
static_assert(sizeof(Pdb70Header) == 24);

/// CV_INFO_PDB20 without its path.
struct Pdb20Header {
  le32 CvSignature, Offset, Signature, Age;
};
static_assert(sizeof(Pdb20Header) == 16);

constexpr std::uint32_t kRsds = 0x53445352, kNb10 = 0x3031424e;
/// "BpEL": Breakpad's record of an ELF build id, which follows.
constexpr std::uint32_t kBpel = 0x4270454c;

/// Null where the record is of another kind or cut before its path.
template <typename Header>
const Header* pdb_header(ByteView record, std::uint32_t signature) {
  const auto header = record.at<Header>(0);
  return header && (*header)->CvSignature.value() == signature ? *header : nullptr;
}

using Guid = std::array<std::uint8_t, 16>;

std::string digits(const Guid& g) {
  std::string id = fmt::format("{:02X}{:02X}{:02X}{:02X}{:02X}{:02X}{:02X}{:02X}", g[3], g[2], g[1], g[0],
                               g[5], g[4], g[7], g[6]);
  for (std::size_t i = 8; i < g.size(); ++i) id += fmt::format("{:02X}", g[i]);
  return id;
}

std::string pdb70_id(const Guid& guid, std::uint32_t age) { return digits(guid) + fmt::format("{:X}", age); }
std::string pdb20_id(std::uint32_t signature, std::uint32_t age) {
  return fmt::format("{:08X}{:x}", signature, age);
}

/// The first 16 bytes of a build id, as Breakpad names symbols of ELF modules: as a GUID, and age 0.
/// A record of a PDB stays as bytes where its path is not as it should be: its id is good all the same.
std::string other_debug_id(const CodeViewOther& record) {
  const std::size_t skip = sizeof(le32);
  const ByteView bytes(std::as_bytes(std::span(record)));
  if (const auto* pdb = pdb_header<Pdb70Header>(bytes, kRsds)) {
    Guid guid;
    std::ranges::copy(pdb->Signature, guid.begin());
    return pdb70_id(guid, pdb->Age.value());
  }
  if (const auto* pdb = pdb_header<Pdb20Header>(bytes, kNb10))
    return pdb20_id(pdb->Signature.value(), pdb->Age.value());
  const auto signature = bytes.at<le32>(0);
  if (!signature || (*signature)->value() != kBpel || record.size() == skip) return {};
  Guid id{};
  std::copy_n(record.begin() + skip, std::min(record.size() - skip, id.size()), id.begin());
  return digits(id) + "0";
}

/// The path behind a header; only a record that ends with the path's NUL can be written back unchanged.
std::optional<std::string> path_of(ByteView record, std::uint64_t header) {
  auto path = record.c_string(header, record.size());
  if (!path || header + path->size() + 1 != record.size()) return std::nullopt;
  return *path;
}

template <typename Header>
std::vector<std::byte> with_path(const Header& header, const std::string& path) {
  std::vector<std::byte> out(sizeof header + path.size() + 1);
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + sizeof header, path.c_str(), path.size() + 1);
  return out;
}

}  // namespace

CodeView read_codeview(ByteView record) {
  if (record.empty()) return std::monostate();
  if (const auto* header = pdb_header<Pdb70Header>(record, kRsds))
    if (const auto path = path_of(record, sizeof *header)) {
      CodeViewPdb70 pdb{{}, header->Age.value(), *path};
      std::memcpy(pdb.guid.data(), header->Signature, pdb.guid.size());
      return pdb;
    }
  if (const auto* header = pdb_header<Pdb20Header>(record, kNb10))
    if (const auto path = path_of(record, sizeof *header))
      return CodeViewPdb20{header->Offset.value(), header->Signature.value(), header->Age.value(), *path};
  CodeViewOther other(record.size());
  std::memcpy(other.data(), record.bytes().data(), other.size());
  return other;
}

std::vector<std::byte> bytes_of_codeview(const CodeView& codeview) {
  if (const auto* pdb = std::get_if<CodeViewPdb70>(&codeview)) {
    Pdb70Header header{le32(kRsds), {}, le32(pdb->age)};
    std::memcpy(header.Signature, pdb->guid.data(), pdb->guid.size());
    return with_path(header, pdb->pdb_path);
  }
  if (const auto* pdb = std::get_if<CodeViewPdb20>(&codeview))
    return with_path(Pdb20Header{le32(kNb10), le32(pdb->offset), le32(pdb->signature), le32(pdb->age)},
                     pdb->pdb_path);
  std::vector<std::byte> out;
  if (const auto* other = std::get_if<CodeViewOther>(&codeview)) {
    const auto bytes = std::as_bytes(std::span(*other));
    out.assign(bytes.begin(), bytes.end());
  }
  return out;
}

bool has_terminated_path(ByteView record) {
  std::uint64_t start = 0;
  if (pdb_header<Pdb70Header>(record, kRsds)) start = sizeof(Pdb70Header);
  if (pdb_header<Pdb20Header>(record, kNb10)) start = sizeof(Pdb20Header);
  return start == 0 || record.c_string(start, record.size());
}

std::string debug_id(const CodeView& codeview) {
  if (const auto* pdb = std::get_if<CodeViewPdb70>(&codeview)) return pdb70_id(pdb->guid, pdb->age);
  if (const auto* pdb = std::get_if<CodeViewPdb20>(&codeview)) return pdb20_id(pdb->signature, pdb->age);
  if (const auto* other = std::get_if<CodeViewOther>(&codeview)) return other_debug_id(*other);
  return {};
}

}  // namespace dumplab::snapshot
