// SPDX-License-Identifier: MIT
#pragma once

#include "saved/memory.h"
#include "saved/processes.h"
#include "saved/scheduling.h"

namespace dumplab::saved {

template <>
struct Fields<truth::Kind> {
  static constexpr std::uint32_t kLast = 0
#define LOG(Name, word, fields, text) +1
#include "truth/log_kinds.def"
#undef LOG
                                         - 1;
};

template <>
struct Fields<truth::Record> {
  template <class Archive>
  static void visit(Archive& archive, truth::Record& record) {
    archive(record.time, record.kind, record.process, record.thread, record.fields, record.text);
  }
};

template <>
struct Fields<kernel::Stop::Kind> {
  static constexpr auto kLast = static_cast<std::uint32_t>(kernel::Stop::Kind::kAllExited);
};

template <>
struct Fields<kernel::Stop> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Stop& stop) {
    archive(stop.kind, stop.process, stop.thread);
  }
};

template <>
struct Fields<kernel::Options> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Options& o) {
    archive(o.seed, o.aslr, o.scheduler, o.first_process_id, o.first_thread_id, o.global_flags, o.memory);
  }
};

template <>
struct Fields<kernel::Kernel> {
  /// Everything but what its machine and Options say.
  template <class Archive>
  static void visit(Archive& archive, kernel::Kernel& kernel) {
    visit_processes(archive, kernel);
    visit_objects(archive);
    if constexpr (Archive::kLoads)
      make_segments(archive);
    else
      save_segments(archive, kernel.memory_);
    for (const auto& object : archive.graph.objects()) visit_object(archive, *object);
    for (kernel::Segment* segment : kernel.memory_.segments()) archive(*segment);
    archive(kernel.machine_.memory, kernel.memory_, kernel.random_, kernel.log_, kernel.image_segments_);
    visit_file_segments(archive, kernel);
    archive(kernel.names_, kernel.scheduler_, kernel.turn_.length, kernel.turn_.cpu, kernel.turn_.left,
            kernel.due_, kernel.disk_timing_, kernel.disk_free_at_, kernel.next_id_, kernel.next_thread_id_,
            kernel.faults_since_check_, kernel.pending_, kernel.doomed_);
    if constexpr (Archive::kLoads) check_threads(archive, kernel);
  }

  /// Takes down what is broken, so that the kernel can be destroyed.
  static void forget(kernel::Kernel& kernel) {
    kernel::MemoryManager& memory = kernel.memory_;
    for (kernel::Segment* segment : memory.segments()) {
      Fields<kernel::Segment>::forget(*segment);
      if (auto* charged = dynamic_cast<kernel::PagefileSegment*>(segment))
        Fields<kernel::PagefileSegment>::forget(*charged);
    }
    const std::vector<kernel::AddressSpace*> spaces = memory.spaces();
    for (kernel::AddressSpace* space : spaces) Fields<kernel::AddressSpace>::forget(*space);
  }

 private:
  template <class Archive>
  static void visit_processes(Archive& archive, kernel::Kernel& kernel) {
    std::uint64_t left = archive.count(kernel.processes_.size());
    if constexpr (Archive::kLoads) {
      for (; left > 0; --left) kernel.processes_.push_back(make_process(archive, kernel));
    } else {
      archive.graph.collect(kernel);
      for (const auto& process : kernel.processes_) {
        std::uint32_t first_handle = Fields<kernel::HandleTable>::first_of(process->handles);
        archive(process->id, first_handle);
        archive.count(process->threads.size());
        for (const auto& thread : process->threads) archive(thread->id);
      }
    }
  }
  static std::shared_ptr<kernel::Process> make_process(Loader& archive, kernel::Kernel& kernel) {
    std::uint32_t id = 0, first_handle = 0;
    archive(id, first_handle);
    const auto process = std::make_shared<kernel::Process>(kernel.memory_, id, first_handle);
    archive.graph.add(process);
    for (std::uint64_t left = archive.count(0); left > 0; --left) {
      archive(id);
      process->threads.push_back(std::make_shared<kernel::Thread>(*process, id));
      archive.graph.add(process->threads.back());
    }
    return process;
  }

  /// The kinds of those that are neither processes nor threads.
  template <class Archive>
  static void visit_objects(Archive& archive) {
    const auto& all = archive.graph.objects();
    const auto is_other = [](const auto& object) {
      return kind_of<Archive>(*object) < std::size(kObjectKinds<Archive>);
    };
    std::uint64_t left =
        archive.count(static_cast<std::uint64_t>(std::count_if(all.begin(), all.end(), is_other)));
    if constexpr (Archive::kLoads) {
      for (; left > 0; --left) {
        std::uint8_t kind = 0;
        archive(kind);
        archive.check(kind < std::size(kObjectKinds<Archive>), "an object of no kind");
        archive.graph.add(kObjectKinds<Archive>[kind].make());
      }
    } else {
      for (const auto& object : all) {
        auto kind = static_cast<std::uint8_t>(kind_of<Archive>(*object));
        if (is_other(object)) archive(kind);
      }
    }
  }
  template <class Archive>
  static std::size_t kind_of(const kernel::Object& object) {
    const auto& kinds = kObjectKinds<Archive>;
    return static_cast<std::size_t>(std::find_if(std::begin(kinds), std::end(kinds),
                                                 [&](const auto& row) { return row.type == object.type; }) -
                                    std::begin(kinds));
  }
  template <class Archive>
  static void visit_object(Archive& archive, kernel::Object& object) {
    archive(object);
    if (auto* process = dynamic_cast<kernel::Process*>(&object))
      archive(*process);
    else if (auto* thread = dynamic_cast<kernel::Thread*>(&object))
      archive(*thread);
    else
      kObjectKinds<Archive>[kind_of<Archive>(object)].visit(archive, object);
  }

  /// Those that are still mapped or open.
  template <class Archive>
  static void visit_file_segments(Archive& archive, kernel::Kernel& kernel) {
    std::map<std::string, std::shared_ptr<kernel::FileSegment>> alive;
    for (const auto& [path, segment] : kernel.file_segments_)
      if (auto locked = segment.lock()) alive.emplace(path, std::move(locked));
    archive(alive);
    if constexpr (Archive::kLoads) kernel.file_segments_.insert(alive.begin(), alive.end());
    for (const auto& [path, segment] : alive) archive.check(segment != nullptr, "no mapped file");
  }

  static void check_threads(Loader& archive, const kernel::Kernel& kernel) {
    for (const auto& [path, segment] : kernel.image_segments_) archive.check(segment != nullptr, "no image");
    for (const auto& process : kernel.processes_)
      for (const auto& thread : process->threads) {
        if (!thread->transfer) continue;
        const machine::DiskFile* file = thread->transfer->file->file;
        constexpr std::uint64_t kLongestWrite = 16u << 20;
        archive.check(file && thread->transfer->length <= std::max(kLongestWrite, file->content.size()),
                      "a transfer that cannot be");
      }
    archive.check(kernel.turn_.length <= kernel::Kernel::kTurn && kernel.turn_.left <= kernel.turn_.length &&
                      kernel.turn_.cpu <= kernel.scheduler_.cpus(),
                  "a turn that cannot be");
    archive.check(!kernel.doomed_ || kernel.doomed_->first, "no process is to end");
    for (const auto& segment : archive.graph.segments())
      archive.check(segment.use_count() > 1, "a segment that nobody uses");
  }
};

}  // namespace dumplab::saved
