// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cpu/block_cache.h"
#include "cpu/processor.h"
#include "deck/code_window.h"
#include "deck/file_services.h"
#include "deck/pager.h"
#include "deck/program.h"
#include "machine/page_walk.h"

namespace dumplab::deck {

/// How linear addresses become physical ones.
enum class Addressing {
  kPhysical,  ///< they are the same
  kWindow,    ///< code through a window of four pages, data physical
  kPaged,     ///< page tables
};

struct Configuration {
  std::uint64_t memory = 1u << 20, disk_size = 100u << 20;  ///< bytes
  std::uint32_t os_frames = 16;                             ///< at the top: the operating system's own
  Addressing addressing = Addressing::kPhysical;
  bool disk_cache = false;
  LoadRule load_rule = LoadRule::kNext;  ///< kWindow
  PagerSettings paging;                  ///< kPaged
};

/// A file as it is put on the disk.
struct DeckFile {
  std::string path;
  std::vector<std::byte> bytes;
};

/// The deck's machine with its small operating system and one program.
class System {
 public:
  /// The disk has `files`, the first of which is the program. kMalformed, kUnsupported, kIo.
  static Result<std::unique_ptr<System>> create(const Configuration& configuration,
                                                const std::vector<DeckFile>& files);

  /// Runs until the program ends. kMalformed with EIP when it cannot go on, or on_load said stop.
  Result<void> run();

  /// After a load into the code window; false stops run().
  std::function<bool(const CodeWindow::Load&)> on_load;
  /// After a tell(what, value).
  std::function<void(std::uint32_t what, std::uint32_t value)> on_tell;
  /// From now on the calls of the program's memset are counted.
  void count_memset();

  std::uint32_t result() const { return result_; }  ///< what the program ended with
  std::uint64_t memset_calls() const { return memset_calls_; }
  std::uint64_t instructions() const { return processor_.retired(); }
  const std::map<std::uint32_t, std::uint32_t>& told() const { return told_; }
  /// Linear addresses that files were read to.
  std::uint32_t lowest_buffer() const { return lowest_buffer_; }
  std::uint32_t highest_buffer() const { return highest_buffer_; }  ///< the byte behind

  FileServices& files() { return services_; }
  Pager* pager() { return pager_.get(); }
  const CodeWindow* window() const { return window_.get(); }
  machine::PhysicalMemory& memory() { return memory_; }
  machine::Disk& disk() { return disk_; }
  machine::Clock& clock() { return clock_; }
  std::uint32_t cr3() const { return walk_.cr3; }

 private:
  /// What the processor asks: whichever addressing is on.
  struct Route final : cpu::PageTranslator {
    std::optional<cpu::Fault> translate(std::uint32_t linear, cpu::Access access,
                                        cpu::PageView& page) override {
      return to->translate(linear, access, page);
    }
    std::unique_ptr<cpu::PageTranslator> physical;
    cpu::PageTranslator* to = nullptr;
  };
  explicit System(const Configuration& configuration);

  Result<void> load(const std::vector<DeckFile>& files);
  /// False: the program ended.
  bool serve();
  std::uint32_t read_file(std::uint32_t handle, std::uint32_t buffer, std::uint32_t size);
  std::span<std::byte> reach(std::uint32_t linear, cpu::Access access);
  std::string read_text(std::uint32_t linear);
  Result<void> handle_fault(const cpu::Fault& fault);
  tl::unexpected<Error> stuck(std::uint32_t linear) const;

  Configuration configuration_;
  machine::PhysicalMemory memory_;
  machine::Disk disk_;
  machine::Clock clock_{0};
  FileServices services_;
  cpu::BlockCache blocks_;
  machine::PageWalk walk_;
  Route route_;
  std::unique_ptr<CodeWindow> window_;
  std::unique_ptr<Pager> pager_;
  cpu::Processor processor_;
  Program program_;
  std::map<std::uint32_t, std::uint32_t> told_;
  std::uint32_t result_ = 0, lowest_buffer_ = 0xffffffff, highest_buffer_ = 0;
  std::uint64_t memset_calls_ = 0;
};

}  // namespace dumplab::deck
