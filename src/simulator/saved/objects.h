// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/section.h"
#include "kernel/thread.h"
#include "saved/references.h"

namespace dumplab::saved {

template <>
struct Fields<kernel::Object> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Object& object) {
    archive(object.name, object.waiters);
    for (const kernel::Thread* thread : object.waiters) archive.check(thread, "nobody waits");
  }
};

template <>
struct Fields<kernel::Directory> {
  template <class Archive>
  static void visit(Archive&, kernel::Directory&) {}
};

template <>
struct Fields<kernel::UserApc> {
  template <class Archive>
  static void visit(Archive& archive, kernel::UserApc& apc) {
    archive(apc.routine, apc.context, apc.argument1, apc.argument2);
  }
};

template <>
struct Fields<kernel::Timer> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Timer& t) {
    archive(t.auto_reset, t.signalled, t.armed, t.due, t.due_number, t.period, t.apc_thread, t.apc);
  }
};

template <>
struct Fields<kernel::Event> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Event& event) {
    archive(event.auto_reset, event.signalled);
  }
};

template <>
struct Fields<kernel::Semaphore> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Semaphore& semaphore) {
    archive(semaphore.count, semaphore.limit);
  }
};

template <>
struct Fields<kernel::Mutant> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Mutant& mutant) {
    archive(mutant.owner, mutant.recursion, mutant.abandoned);
  }
};

template <>
struct Fields<kernel::File> {
  template <class Archive>
  static void visit(Archive& archive, kernel::File& file) {
    visit_file(archive, file.file);
    archive(file.position, file.folder, file.pattern, file.last);
  }
};

template <>
struct Fields<kernel::Section> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Section& section) {
    archive(section.segment, section.size, section.protect);
    archive.check(section.segment && section.size <= section.segment->size(), "a section without its pages");
  }
};

/// One row of objects.def.
template <class Archive>
struct ObjectKind {
  std::string_view type;
  std::shared_ptr<kernel::Object> (*make)();
  void (*visit)(Archive&, kernel::Object&);
};

template <class Archive>
inline constexpr ObjectKind<Archive> kObjectKinds[] = {
#define OBJECT(Class, ...)                                                                                   \
  {#Class, []() -> std::shared_ptr<kernel::Object> { return std::make_shared<kernel::Class>(__VA_ARGS__); }, \
   [](Archive& archive, kernel::Object& object) { archive(static_cast<kernel::Class&>(object)); }},
#include "saved/objects.def"
#undef OBJECT
};

}  // namespace dumplab::saved
