// SPDX-License-Identifier: MIT
#include "regions/owner.h"

#include "base/text.h"

namespace dumplab::regions {
namespace {

enum class Id { kNone, kThread, kHandle };

struct Row {
  OwnerKind kind;
  std::string_view word;
  Id id;
  std::string_view usage;
};

/// By kind.
constexpr Row kRows[] = {{OwnerKind::kUnknown, "unknown", Id::kNone, "<unknown>"},
                         {OwnerKind::kFree, "free", Id::kNone, "Free"},
                         {OwnerKind::kImage, "image", Id::kNone, "Image"},
                         {OwnerKind::kStack, "stack", Id::kThread, "Stack"},
                         {OwnerKind::kStackGuard, "stack-guard", Id::kThread, "Stack"},
                         {OwnerKind::kStackReserve, "stack-reserve", Id::kThread, "Stack"},
                         {OwnerKind::kBelowStack, "unknown", Id::kNone, "Stack"},
                         {OwnerKind::kTeb, "teb", Id::kThread, "TEB"},
                         {OwnerKind::kPeb, "peb", Id::kNone, "PEB"},
                         {OwnerKind::kParams, "params", Id::kNone, "Other"},
                         {OwnerKind::kEnvironment, "environment", Id::kNone, "Other"},
                         {OwnerKind::kHeap, "heap", Id::kHandle, "Heap"},
                         {OwnerKind::kSharedData, "shared-data", Id::kNone, "Other"},
                         {OwnerKind::kMapped, "mapped", Id::kNone, "MappedFile"},
                         {OwnerKind::kPrivate, "private", Id::kNone, "<unknown>"},
                         {OwnerKind::kKernel, "kernel", Id::kNone, "Other"}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return std::size(kRows) == static_cast<std::size_t>(OwnerKind::kKernel) + 1;
}
static_assert(is_in_order());

const Row& row_of(OwnerKind kind) { return kRows[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string describe(const Owner& owner) {
  const Row& row = row_of(owner.kind);
  switch (row.id) {
    case Id::kThread:
      return fmt::format("{}:{}", row.word, owner.id);
    case Id::kHandle:
      return fmt::format("{}:{}", row.word, hex(owner.id));
    case Id::kNone:
      break;
  }
  return std::string(row.word);
}

std::string_view usage_of(OwnerKind kind) { return row_of(kind).usage; }

}  // namespace dumplab::regions
