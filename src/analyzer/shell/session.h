// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "shell/command.h"
#include "shell/expression.h"
#include "shell/scope.h"
#include "shell/target.h"

namespace dumplab::shell {

/// What one command said.
struct Output {
  std::string command;                  ///< as it was typed; empty: the opening
  Result<document::Document> document;  ///< or the line that says why not
};

/// A debugger's session on one dump: WinDbg's commands, and others that are added. Commands build documents;
/// nothing is printed here. Not thread safe.
class Session : private Names {
 public:
  explicit Session(Target target);

  /// What is shown when a dump is opened: file, system, times, the event and its thread's registers.
  Output opening();
  /// Runs a line: commands with `;` between them.
  std::vector<Output> execute(std::string_view line);
  /// `q` was given.
  bool is_over() const { return is_over_; }
  /// "0:001> "
  std::string prompt() const;
  /// How the last word of `line` may go on: commands, modules, symbols. Whole words, ascending.
  std::vector<std::string> complete(std::string_view line) const;

  void add_command(Command command);
  const std::vector<Command>& commands() const { return commands_; }
  /// The command that a line begins with, and its parts; empty for what is none.
  std::optional<std::pair<const Command*, Invocation>> find_command(std::string_view line) const;

  // For commands.
  Target& target() { return target_; }
  const Target& target() const { return target_; }
  const Snapshot& snapshot() const { return target_.snapshot(); }
  const Scope& scope() const { return scope_; }
  /// The thread's place in the list; null in a dump without threads.
  const Thread* thread() const;
  void select_thread(std::size_t number);
  void select_context(Scope::Source source, Context context);
  void select_frame(std::size_t frame) { scope_.frame = frame; }
  std::optional<std::size_t> thread_number(std::uint32_t id) const;
  /// The stack of the scope's registers.
  unwind::CallStack call_stack(std::size_t limit) const;

  const Names& names() const { return *this; }
  /// Of a whole text; cut to the address space.
  Result<std::uint64_t> evaluate_address(std::string_view text) const;

  void end() { is_over_ = true; }
  void set_radix(unsigned radix) { radix_ = radix; }
  unsigned radix() const override { return radix_; }
  std::array<std::uint64_t, 20>& variables() { return variables_; }
  const std::array<std::uint64_t, 20>& variables() const { return variables_; }

  /// Where commands that are repeated without an address go on.
  struct Cursor {
    std::optional<std::uint64_t> data, code;
    std::string display = "db";  ///< what `d` stands for
  };
  Cursor cursor;
  std::size_t most_frames = 256;  ///< .kframes
  bool shows_lines = true;        ///< .lines

 private:
  std::optional<std::uint64_t> find_register(std::string_view name) const override;
  Result<std::uint64_t> find_pseudo_register(std::string_view name) const override;
  std::optional<std::uint64_t> find_symbol(std::string_view name) const override;
  std::optional<std::uint64_t> read_number(std::uint64_t address, unsigned size) const override {
    return target_.read_number(address, size);
  }
  unsigned pointer_size() const override { return target_.pointer_size(); }

  Output run(std::string_view text);

  Target target_;
  std::vector<Command> commands_;
  Scope scope_;
  unsigned radix_ = 16;
  std::array<std::uint64_t, 20> variables_{};
  int depth_ = 0;
  bool is_over_ = false;
};

}  // namespace dumplab::shell
