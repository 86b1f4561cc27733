// SPDX-License-Identifier: MIT
#include "saved/graph.h"

#include "saved/scheduling.h"

namespace dumplab::saved {
namespace {

template <class T>
std::uint32_t find(const std::map<const T*, std::uint32_t>& numbers, const T* thing) {
  const auto found = numbers.find(thing);
  return found == numbers.end() ? 0 : found->second;
}

template <class T>
std::shared_ptr<T> at(const std::vector<std::shared_ptr<T>>& things, std::uint32_t number) {
  return number == 0 || number > things.size() ? nullptr : things[number - 1];
}

}  // namespace

void Graph::collect(kernel::Kernel& kernel) {
  for (const auto& process : kernel.processes()) {
    add(process);
    for (const auto& thread : process->threads) add(thread);
  }
  for (const auto& [path, directory] : Fields<kernel::ObjectNames>::directories_of(kernel.names()))
    add(directory);
  for (const auto& process : kernel.processes()) {
    for (const auto& [handle, entry] : process->handles.entries()) add(entry.object);
    for (const auto& thread : process->threads) {
      if (thread->transfer) add(thread->transfer->file);
      for (const auto& object : thread->wait.objects) add(object);
      for (const auto& mutant : thread->mutants) add(mutant);
    }
  }
  for (const kernel::Segment* segment : kernel.memory().segments())
    segment_numbers_.emplace(segment, static_cast<std::uint32_t>(segment_numbers_.size() + 1));
}

void Graph::add(std::shared_ptr<kernel::Object> object) {
  const auto number = static_cast<std::uint32_t>(objects_.size() + 1);
  if (!object_numbers_.emplace(object.get(), number).second) return;
  if (const auto* process = dynamic_cast<const kernel::Process*>(object.get()))
    space_numbers_.emplace(&process->space, number);
  objects_.push_back(std::move(object));
}

void Graph::add(std::shared_ptr<kernel::Segment> segment) {
  segment_numbers_.emplace(segment.get(), static_cast<std::uint32_t>(segments_.size() + 1));
  segments_.push_back(std::move(segment));
}

std::uint32_t Graph::number_of(const kernel::Object* object) const { return find(object_numbers_, object); }
std::uint32_t Graph::number_of(const kernel::Segment* segment) const {
  return find(segment_numbers_, segment);
}
std::uint32_t Graph::number_of(const kernel::AddressSpace* space) const {
  return find(space_numbers_, space);
}

std::shared_ptr<kernel::Object> Graph::object(std::uint32_t number) const { return at(objects_, number); }
std::shared_ptr<kernel::Segment> Graph::segment(std::uint32_t number) const { return at(segments_, number); }

}  // namespace dumplab::saved
