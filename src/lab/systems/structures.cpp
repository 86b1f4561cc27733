// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "systems/lab_program.h"
#include "x86/registers.h"

namespace dumplab::systems {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t kFiller = 0xcc;  // of records.c: what no member has
constexpr std::uint64_t kNone = ~std::uint64_t{0};

/// The variables that `all` of records.c points to.
enum Variable : std::uint32_t { kRecord, kPacked, kPoints, kNumber, kFlags, kFirst, kHead };

/// One member: its value's bytes as records.c stores it, and the offset that C's layout gives it by hand.
struct Member {
  const char* name;
  Bytes value;
  std::uint64_t offset;
};

// On x86 with Microsoft's rules a member lies on a multiple of its size, double too; a structure's alignment
// is its widest member's, its size a multiple of that.
const Member kRecordMembers[] = {
    {"Kind", {0x41}, 0},       {"Price", {0, 0, 0, 0, 0, 0, 0xf8, 0x3f}, 8}, {"Count", {0x43, 0x42}, 16},
    {"Place.Tag", {0x44}, 20}, {"Place.X", {0x48, 0x47, 0x46, 0x45}, 24},    {"Place.Y", {0x4a, 0x49}, 28},
    {"Last", {0x4b}, 32}};
const Member kPackedMembers[] = {{"Kind", {0x51}, 0},
                                 {"Price", {0, 0, 0, 0, 0, 0, 0x04, 0x40}, 1},
                                 {"Count", {0x53, 0x52}, 9},
                                 {"Total", {0x57, 0x56, 0x55, 0x54}, 11}};
constexpr std::uint32_t kRecordSize = 40, kPackedSize = 15, kPointSize = 12, kTaskSize = 20;
constexpr std::uint32_t kLinksOffset = 8;  // of TASK: a DWORD, a WORD and two bytes of padding before

std::uint64_t find(const Bytes& memory, const Bytes& value) {
  const auto at = std::search(memory.begin(), memory.end(), value.begin(), value.end());
  return at == memory.end() ? kNone : static_cast<std::uint64_t>(at - memory.begin());
}

Bytes dword(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8),
          static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 24)};
}

void measure_members(Outcome& outcome, const std::string& name, const Bytes& memory,
                     std::span<const Member> members) {
  for (const Member& member : members)
    outcome.count(fmt::format("offset of {}.{}", name, member.name), find(memory, member.value),
                  member.offset);
}

std::uint64_t count_filler(const Bytes& memory) {
  return static_cast<std::uint64_t>(std::count(memory.begin(), memory.end(), kFiller));
}

/// What lies in a record, byte range after byte range.
void list_members(Comparison& table, const Bytes& memory, std::span<const Member> members) {
  std::uint64_t at = 0;
  const auto add = [&](std::uint64_t size, const char* name) {
    const auto begin = memory.begin() + static_cast<std::ptrdiff_t>(at);
    table.rows.push_back(
        {fmt::format("{}", at), hex_text({begin, begin + static_cast<std::ptrdiff_t>(size)}), name});
    at += size;
  };
  for (const Member& member : members) {
    const std::uint64_t offset = find(memory, member.value);
    if (offset == kNone || offset < at) continue;
    if (offset > at) add(offset - at, "padding");
    add(member.value.size(), member.name);
  }
  if (at < memory.size()) add(memory.size() - at, "padding");
}

/// The addresses that a list goes through: from `at`, each the dword at the one before plus `offset`.
std::vector<std::uint64_t> follow(LabProgram& program, std::uint32_t at, std::uint32_t end) {
  std::vector<std::uint64_t> path;
  for (; at != end && path.size() < 16; at = program.word(at).value_or(end)) path.push_back(at);
  return path;
}

document::Figure draw_tasks(LabProgram& program, std::uint32_t head,
                            const std::vector<std::uint64_t>& links) {
  document::Figure figure;
  figure.title = "LIST_ENTRY in the middle: Flink leads to the next one's Links, not to its begin";
  figure.columns = {"links", "container"};
  for (const std::uint64_t link : links) {
    const auto task = static_cast<std::uint32_t>(link) - kLinksOffset;
    figure.boxes.push_back({0,
                            {fmt::format("{:08x}: Flink {:08x}", link,
                                         program.word(static_cast<std::uint32_t>(link)).value_or(0))}});
    figure.boxes.push_back(
        {1, {fmt::format("TASK {:08x}  Id {:08x}", task, program.word(task).value_or(0))}});
    figure.arrows.push_back(
        {figure.boxes.size() - 2, figure.boxes.size() - 1, fmt::format("-{}", kLinksOffset)});
  }
  figure.boxes.push_back({0, {fmt::format("{:08x}: the list's head", head)}});
  return figure;
}

}  // namespace

Result<Outcome> structures(const Settings& settings) {
  DUMPLAB_TRY(const auto program, LabProgram::start(settings, "Records.exe", {"mark_records"}));
  DUMPLAB_TRY(const capture::Capture stop, program->next());
  const std::uint32_t all = program->process().threads.front()->context.gpr[x86::kEax];
  const auto word = [&](std::uint32_t linear) { return program->word(linear).value_or(0); };
  const auto address = [&](Variable variable) { return word(all + 4 * variable); };

  Outcome outcome;
  const std::uint32_t record = address(kRecord), packed = address(kPacked), points = address(kPoints);
  const Bytes record_bytes = program->bytes(record, kRecordSize),
              packed_bytes = program->bytes(packed, kPackedSize);
  measure_members(outcome, "RECORD", record_bytes, kRecordMembers);
  // 1 + 8 + 2 + (1 + 4 + 2) + 1 bytes of values in 40.
  outcome.count("bytes of padding in RECORD", count_filler(record_bytes), 40 - 19,
                range_text(record, kRecordSize));
  measure_members(outcome, "PACKED_RECORD", packed_bytes, kPackedMembers);
  outcome.count("bytes of padding in PACKED_RECORD", count_filler(packed_bytes), 0,
                range_text(packed, kPackedSize));

  const Bytes array = program->bytes(points, 3 * kPointSize);
  std::vector<std::uint64_t> elements;
  for (std::uint8_t i = 0; i < 3; ++i)
    elements.push_back(points + find(array, {static_cast<std::uint8_t>(0x61 + i)}));
  outcome.addresses("elements of POINT_3[3]", elements, {points, points + 12, points + 24},
                    range_text(points, 36));
  outcome.count("sizeof(POINT_3), from element to element", elements[1] - elements[0], kPointSize);
  outcome.count("bytes of padding in each", count_filler(array) / 3, 12 - 7);
  outcome.count("offset of POINT_3.X in element 2", find(array, dword(0x70717202)) - 2 * kPointSize, 4);
  outcome.count("offset of POINT_3.Y in element 2", find(array, {0x82, 0x73}) - 2 * kPointSize, 8);

  const std::uint32_t number = address(kNumber);
  outcome.words("union: Bytes of Word 81828384h", hex_text(program->bytes(number, 4)), "84 83 82 81",
                range_text(number, 4));
  outcome.address("union: Halves[1]", word(number) >> 16, 0x8182);
  // Low 5 in bits 0-2, Middle 13h in bits 3-7, High 1A5h in bits 8-16.
  outcome.address("bit fields Low:3, Middle:5, High:9", word(address(kFlags)), 5 | 0x13 << 3 | 0x1a5 << 8,
                  range_text(address(kFlags), 4));

  // nodes[0], nodes[2] and nodes[1] get 91h, 92h, 93h; each goes before the others. A NODE is 8 bytes.
  const auto nodes = follow(*program, word(address(kFirst)), 0);
  std::vector<std::uint64_t> values;
  for (const std::uint64_t node : nodes) values.push_back(word(static_cast<std::uint32_t>(node) + 4));
  outcome.addresses("linked list: values", values, {0x93, 0x92, 0x91});
  const std::uint64_t lowest = nodes.empty() ? 0 : *std::min_element(nodes.begin(), nodes.end());
  outcome.addresses("linked list: nodes", nodes, {lowest + 8, lowest + 16, lowest}, range_text(lowest, 24));

  const std::uint32_t head = address(kHead);
  const auto links = follow(*program, word(head), head);
  std::vector<std::uint64_t> ids, owners, containers;
  for (const std::uint64_t link : links) {
    const auto task = static_cast<std::uint32_t>(link) - kLinksOffset;
    containers.push_back(task);
    ids.push_back(word(task));
    owners.push_back(word(task + 16));
  }
  const std::uint64_t tasks =
      containers.empty() ? 0 : *std::min_element(containers.begin(), containers.end());
  outcome.addresses("LIST_ENTRY: containers, link address - 8", containers,
                    {tasks, tasks + 2 * kTaskSize, tasks + kTaskSize}, range_text(tasks, 3 * kTaskSize));
  outcome.addresses("LIST_ENTRY: Id of each", ids, {0xa1a2a300, 0xa1a2a301, 0xa1a2a302});
  outcome.addresses("LIST_ENTRY: Owner of each", owners, {0xc1c2c300, 0xc1c2c301, 0xc1c2c302});
  const Bytes first_task = program->bytes(static_cast<std::uint32_t>(tasks), kTaskSize);
  outcome.count("offset of TASK.Links",
                links.empty() ? kNone : links.front() - (tasks + find(first_task, dword(0xa1a2a300))),
                kLinksOffset);
  outcome.count("bytes of padding in TASK", count_filler(first_task), 2);
  outcome.address("Blink of the head is the last link", word(head + 4), links.empty() ? 0 : links.back());
  outcome.comparison.titles = {"offset", "bytes of the RECORD", "member"};
  list_members(outcome.comparison, record_bytes, kRecordMembers);
  outcome.figures.push_back(draw_tasks(*program, head, links));
  outcome.notes.push_back(
      "The program fills its records with CCh, then gives every member a value that no other has: where a "
      "value lies is "
      "its member's offset, and bytes that are CCh still are padding.");
  return outcome;
}

}  // namespace dumplab::systems
