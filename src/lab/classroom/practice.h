// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "classroom/making.h"
#include "classroom/opened_dump.h"
#include "classroom/progress.h"

namespace dumplab::classroom {

/// An exercise that is practised in a session of the shell; every change is kept in the folder's
/// progress.json.
class Practice {
 public:
  /// `dumps`: the exercise's, opened. Both live as long as the session has the commands.
  Practice(Made made, OpenedDumps dumps, Progress progress, std::filesystem::path file);
  Practice(const Practice&) = delete;
  Practice& operator=(const Practice&) = delete;

  /// Adds !question, !answer, !hint, !give-up and, of several dumps, !dump to `session`.
  void add_commands(shell::Session& session);
  /// What is shown at the beginning, and whenever all is asked for.
  document::Document overview() const;

  shell::Session& session() { return dumps_.front()->session(); }
  /// Points so far, and what there is to win.
  std::pair<unsigned, unsigned> points() const;

 private:
  using Said = Result<document::Document>;
  Said show_question(const std::string& arguments);
  Said answer(const std::string& arguments);
  Said hint(const std::string& arguments);
  Said give_up(const std::string& arguments);

  /// By name; of an empty name the first one that is open.
  Result<std::size_t> find_question(std::string_view name) const;
  Result<void> save() const;
  std::string state_of(std::size_t question) const;
  unsigned points_of(std::size_t question) const;

  Made made_;
  OpenedDumps dumps_;
  Progress progress_;
  std::filesystem::path file_;
};

}  // namespace dumplab::classroom
