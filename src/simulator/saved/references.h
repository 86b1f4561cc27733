// SPDX-License-Identifier: MIT
#pragma once

#include "saved/archive.h"

namespace dumplab::saved {

/// The thing that a number of the graph means, as a T; damage when it is another kind of thing.
template <class T, class Archive>
std::shared_ptr<T> find_thing(Archive& archive, std::uint32_t number) {
  std::shared_ptr<T> thing;
  if constexpr (std::derived_from<T, kernel::Object>)
    thing = std::dynamic_pointer_cast<T>(archive.graph.object(number));
  else
    thing = std::dynamic_pointer_cast<T>(archive.graph.segment(number));
  archive.check(number == 0 || thing, "a reference to nothing of its kind");
  return thing;
}

template <class T>
concept Numbered = std::derived_from<T, kernel::Object> || std::derived_from<T, kernel::Segment>;

template <Numbered T>
struct Fields<std::shared_ptr<T>> {
  template <class Archive>
  static void visit(Archive& archive, std::shared_ptr<T>& thing) {
    std::uint32_t number = Archive::kLoads ? 0 : archive.graph.number_of(thing.get());
    archive(number);
    if constexpr (Archive::kLoads) thing = find_thing<T>(archive, number);
  }
};

template <Numbered T>
struct Fields<T*> {
  template <class Archive>
  static void visit(Archive& archive, T*& thing) {
    std::uint32_t number = Archive::kLoads ? 0 : archive.graph.number_of(thing);
    archive(number);
    if constexpr (Archive::kLoads) thing = find_thing<T>(archive, number).get();
  }
};

template <>
struct Fields<kernel::AddressSpace*> {
  template <class Archive>
  static void visit(Archive& archive, kernel::AddressSpace*& space) {
    std::uint32_t number = Archive::kLoads ? 0 : archive.graph.number_of(space);
    archive(number);
    if constexpr (Archive::kLoads) {
      const auto process = find_thing<kernel::Process>(archive, number);
      space = process ? &process->space : nullptr;
    }
  }
};

/// A file of the disk, by its path; "" for null.
template <class Archive>
void visit_file(Archive& archive, machine::DiskFile*& file) {
  std::string path = file ? file->path : "";
  archive(path);
  if constexpr (Archive::kLoads) {
    file = path.empty() ? nullptr : archive.graph.disk->find(path);
    archive.check(path.empty() || file, "a file that is not on the disk");
  }
}

}  // namespace dumplab::saved
