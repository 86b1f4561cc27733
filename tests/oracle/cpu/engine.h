// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>

#include "oracle/cpu/case.h"

namespace dumplab::oracle {

/// Something that executes cases.
class Engine {
 public:
  virtual ~Engine() = default;
  /// Runs `cases` (at most ORACLE_BATCH); `results` has as many elements.  False: the engine is gone.
  virtual bool run(std::span<const OracleCase> cases, std::span<OracleResult> results) = 0;
  /// Whether what it makes of the case can be believed.
  virtual bool is_witness(const OracleCase& test) const = 0;
};

/// The simulated processor.  A result of an instruction that it lacks has `vector` kUnimplemented.
inline constexpr std::uint32_t kUnimplemented = 0x100;
/// INT n: this plus n.
inline constexpr std::uint32_t kSoftwareInterrupt = 0x200;
/// The engine itself crashed on the case: nothing to compare with.
inline constexpr std::uint32_t kHostDied = 0x300;
std::unique_ptr<Engine> make_ours();

/// The host's processor through the 32-bit program `helper`; nothing when it does not run here.
std::unique_ptr<Engine> make_silicon(const std::string& helper);

/// Unicorn, which is believed only where both it and ours run to the end: it stops faults differently, and
/// its segments have no base.  Nothing when it was not there at build time.
std::unique_ptr<Engine> make_unicorn();

}  // namespace dumplab::oracle
