// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"
#include "dumplab/snapshot.h"

/// What is true of a dump, or what a parser says of it, in the same words: what a parser is tested by.
namespace dumplab::truth {

/// Parts that a parser does not tell are empty.
struct Facts {
  struct Thread {
    std::optional<std::uint32_t> thread_id;            ///< without one the place in the dump's list counts
    std::optional<std::uint64_t> eip, esp;             ///< RIP and RSP on AMD64
    std::optional<std::vector<std::uint64_t>> frames;  ///< EIP and return addresses, innermost first
    friend bool operator==(const Thread&, const Thread&) = default;
  };
  struct Module {
    std::string name;  ///< file name
    std::uint64_t base = 0, size = 0;
    friend bool operator==(const Module&, const Module&) = default;
  };
  struct Exception {
    std::uint32_t thread_id = 0, code = 0;
    std::uint64_t address = 0;
    friend bool operator==(const Exception&, const Exception&) = default;
  };
  /// A page of 4 KiB of which bytes are there.
  struct Page {
    std::uint64_t base = 0;  ///< of the page
    std::uint64_t size = 0;  ///< how many bytes are there
    std::string sha256;      ///< of its 4,096 bytes, zeros where none is there
    friend bool operator==(const Page&, const Page&) = default;
  };

  std::string verdict;  ///< "R", "S", "E", "W", "A"; empty: not told
  std::optional<std::vector<Thread>> threads;
  std::optional<std::vector<Module>> modules;
  bool tells_exception = false;
  std::optional<Exception> exception;
  std::optional<std::vector<Page>> memory;
};

/// Threads (without frames), modules, exception and memory of a state.
Facts facts_of(const Snapshot& snapshot);

/// Modules and memory by base; threads stay in the dump's order.
void sort(Facts& facts);

/// The text of a facts file (docs/corpus.md), and back. kMalformed for other text.
std::string to_json(const Facts& facts);
Result<Facts> read_facts(std::string_view text);

/// In hexadecimal.
std::string sha256(std::span<const std::byte> bytes);

/// The last part of a path, with / or \.
std::string file_name(std::string_view path);

}  // namespace dumplab::truth
