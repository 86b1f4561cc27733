// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "kernel/kernel.h"
#include "kernel/segment.h"

namespace dumplab::saved {

/// Numbers for the things of a kernel that point to each other: in the archive a pointer is a number, 0 for
/// none. Loading, the things are made first, empty, and filled afterwards.
class Graph {
 public:
  /// Saving: finds every object of the kernel: processes, each before its threads, then what their handles,
  /// waits and mutants refer to.
  void collect(kernel::Kernel& kernel);

  void add(std::shared_ptr<kernel::Object> object);
  std::uint32_t number_of(const kernel::Object* object) const;
  /// Null for 0 and for numbers that were not given.
  std::shared_ptr<kernel::Object> object(std::uint32_t number) const;
  const std::vector<std::shared_ptr<kernel::Object>>& objects() const { return objects_; }

  void add(std::shared_ptr<kernel::Segment> segment);
  std::uint32_t number_of(const kernel::Segment* segment) const;
  std::shared_ptr<kernel::Segment> segment(std::uint32_t number) const;
  const std::vector<std::shared_ptr<kernel::Segment>>& segments() const { return segments_; }

  /// The process that has the space; 0 for null.
  std::uint32_t number_of(const kernel::AddressSpace* space) const;

  machine::Disk* disk = nullptr;
  kernel::MemoryManager* memory = nullptr;

 private:
  std::vector<std::shared_ptr<kernel::Object>> objects_;
  std::map<const kernel::Object*, std::uint32_t> object_numbers_;  // for look-ups only: host addresses
  std::vector<std::shared_ptr<kernel::Segment>> segments_;
  std::map<const kernel::Segment*, std::uint32_t> segment_numbers_;
  std::map<const kernel::AddressSpace*, std::uint32_t> space_numbers_;
};

}  // namespace dumplab::saved
