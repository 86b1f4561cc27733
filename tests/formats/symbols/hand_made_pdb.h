// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "support/bytes.h"
#include "support/temporary_folder.h"

namespace dumplab::test {

inline constexpr std::uint32_t kBlock = 512;

/// An MSF 7.00 file of these streams: superblock, two free block maps, streams, directory, the directory's
/// block map. With `scattered` the blocks of each stream stand in reverse.
inline std::vector<std::byte> msf_file(const std::vector<std::vector<std::byte>>& streams,
                                       bool scattered = false) {
  const auto blocks_for = [](std::size_t bytes) {
    return static_cast<std::uint32_t>((bytes + kBlock - 1) / kBlock);
  };
  std::uint32_t next = 3;
  Bytes directory;
  directory.u32(streams.size());
  for (const auto& stream : streams) directory.u32(stream.size());
  std::vector<std::vector<std::byte>> blocks;
  for (const auto& stream : streams) {
    const std::uint32_t count = blocks_for(stream.size());
    std::vector<std::vector<std::byte>> parts(count, std::vector<std::byte>(kBlock));
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::size_t from = std::size_t{i} * kBlock,
                        to = std::min<std::size_t>(from + kBlock, stream.size());
      std::copy(stream.begin() + from, stream.begin() + to, parts[i].begin());
      directory.u32(scattered ? next + count - 1 - i : next + i);
    }
    if (scattered) std::ranges::reverse(parts);
    blocks.insert(blocks.end(), parts.begin(), parts.end());
    next += count;
  }
  const std::uint32_t directory_blocks = blocks_for(directory.size());
  Bytes file;
  file.text("Microsoft C/C++ MSF 7.00\r\n\x1a").text("DS").zeros(3);
  file.u32(kBlock)
      .u32(1)
      .u32(next + directory_blocks + 1)
      .u32(directory.size())
      .u32(0)
      .u32(next + directory_blocks);
  file.align(kBlock).zeros(2 * kBlock);
  std::vector<std::byte> out = file.build();
  for (const auto& block : blocks) out.insert(out.end(), block.begin(), block.end());
  Bytes tail;
  tail.append(directory).align(kBlock);
  for (std::uint32_t i = 0; i < directory_blocks; ++i) tail.u32(next + i);
  const auto rest = tail.align(kBlock).build();
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

/// CodeView records and tables, as Microsoft's cvinfo.h has them.
inline Bytes procedure(const std::string& name, std::uint16_t segment, std::uint32_t offset,
                       std::uint32_t size, std::uint16_t kind = 0x1110 /* S_GPROC32 */) {
  Bytes body;
  body.u16(kind).u32(0).u32(0).u32(0).u32(size).u32(0).u32(size).u32(0x1000).u32(offset).u16(segment).u8(0);
  body.text(name).u8(0);
  while ((body.size() + 2) % 4 != 0) body.u8(0xf1);
  return Bytes().u16(body.size()).append(body);
}
inline Bytes inline_site(std::uint32_t inlinee, const std::vector<std::uint8_t>& annotations) {
  Bytes body;
  body.u16(0x114d /* S_INLINESITE */).u32(0).u32(0).u32(inlinee);
  for (const std::uint8_t byte : annotations) body.u8(byte);
  while ((body.size() + 2) % 4 != 0) body.u8(0);
  return Bytes().u16(body.size()).append(body);
}
inline Bytes inline_site_end() { return Bytes().u16(2).u16(0x114e); }
/// A record of a TPI or IPI stream.
inline Bytes type_record(std::uint16_t kind, const Bytes& body) {
  Bytes record;
  record.u16(kind).append(body);
  while ((record.size() + 2) % 4 != 0) record.u8(0xf1);
  return Bytes().u16(record.size()).append(record);
}
/// The stream of `count` records, which begin at index 0x1000.
inline Bytes type_stream(const Bytes& records, std::uint32_t count) {
  return Bytes()
      .u32(20040203)
      .u32(56)
      .u32(0x1000)
      .u32(0x1000 + count)
      .u32(records.size())
      .zeros(36)
      .append(records);
}
inline Bytes public_symbol(const std::string& name, std::uint16_t segment, std::uint32_t offset,
                           std::uint32_t flags = 2 /* function */) {
  Bytes body;
  body.u16(0x110e /* S_PUB32 */).u32(flags).u32(offset).u16(segment).text(name).u8(0);
  while ((body.size() + 2) % 4 != 0) body.u8(0);
  return Bytes().u16(body.size()).append(body);
}
inline Bytes section_header(const std::string& name, std::uint32_t rva, std::uint32_t size) {
  return Bytes()
      .text(name)
      .zeros(8 - name.size())
      .u32(size)
      .u32(rva)
      .u32(size)
      .u32(0x400)
      .zeros(12)
      .u32(0x60000020);
}
inline Bytes frame_row(std::uint32_t rva, std::uint32_t size, std::uint32_t parameters,
                       std::uint32_t program) {
  return Bytes()
      .u32(rva)
      .u32(size)
      .u32(8 /* locals */)
      .u32(parameters)
      .u32(0)
      .u32(program)
      .u16(3 /* prolog */)
      .u16(4 /* saved registers */)
      .u32(4 /* function start */);
}

/// A PDB made by hand: two sections (.text at 0x1000, 0x1000 bytes; .more at 0x2000, 0x800 bytes), one
/// module.
struct HandMadePdb {
  std::uint32_t info_age = 1, dbi_age = 1;
  std::uint8_t guid_first = 0x10;  ///< the GUID's bytes count up from here
  Bytes symbols, publics, c13, frame_data, fpo_data;
  Bytes types, items;                        ///< whole streams
  std::string names = std::string(1, '\0');  ///< contents of /names, each with its NUL
  bool reordered = false;                    ///< has an OMAP stream

  /// Offset in /names.
  std::uint32_t add_name(const std::string& name) {
    const auto at = static_cast<std::uint32_t>(names.size());
    names += name;
    names += '\0';
    return at;
  }

  std::vector<std::vector<std::byte>> streams() const {
    Bytes info;
    info.u32(20000404).u32(0x12345678).u32(info_age);
    for (int i = 0; i < 16; ++i) info.u8(guid_first + i);
    info.u32(7).text("/names").u8(0);
    info.u32(1).u32(4).u32(1).u32(1u << 2).u32(0).u32(0 /* "/names" */).u32(8 /* stream */);

    Bytes module;
    const std::size_t symbols_size = 4 + symbols.size();
    module.u32(0).zeros(28).u16(0).u16(9 /* stream */).u32(symbols_size).u32(0).u32(c13.size()).u16(1).u16(0);
    module.u32(0).u32(0).u32(0).text("main.obj").u8(0).text("main.obj").u8(0).align(4);
    Bytes dbi;
    dbi.u32(0xffffffff)
        .u32(19990903)
        .u32(dbi_age)
        .u16(0xffff)
        .u16(0)
        .u16(0xffff)
        .u16(0)
        .u16(6 /* symbols */)
        .u16(0);
    dbi.u32(module.size()).zeros(16).u32(0).u32(22 /* debug header */).u32(0).u16(0).u16(0x14c).u32(0);
    dbi.append(module);
    for (const std::uint16_t slot :
         {fpo_data.size() ? 10 : 0xffff, 0xffff, 0xffff, 0xffff, reordered ? 5 : 0xffff, 5, 0xffff, 0xffff,
          0xffff, frame_data.size() ? 7 : 0xffff, 0xffff})
      dbi.u16(slot);
    Bytes headers;
    headers.append(section_header(".text", 0x1000, 0x1000)).append(section_header(".more", 0x2000, 0x800));
    Bytes table;
    table.u32(0xeffeeffe).u32(1).u32(names.size()).text(names).align(4).u32(0).u32(0);
    Bytes stream;
    stream.u32(4).append(symbols).append(c13);
    return {{},
            info.build(),
            types.build(),
            dbi.build(),
            items.build(),
            headers.build(),
            publics.build(),
            frame_data.build(),
            table.build(),
            stream.build(),
            fpo_data.build()};
  }
  std::vector<std::byte> build(bool scattered = false) const { return msf_file(streams(), scattered); }
};

}  // namespace dumplab::test
