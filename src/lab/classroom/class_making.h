// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "classroom/roster.h"
#include "classroom/ticket.h"
#include "scenario/guest_set.h"

namespace dumplab::classroom {

/// An exam: what all tickets of a class have in common.
struct Exam {
  Secret secret;
  std::string lab, term;

  Ticket ticket(const std::string& student, const question::ExerciseName& exercise) const {
    return {secret, {Use::kExam, lab, term, student, exercise.name(), 0}};
  }
};

struct ClassPlan {
  Exam exam;
  std::vector<std::string> students;  ///< ids
  std::vector<const question::ExerciseName*> exercises;
  std::filesystem::path folder;  ///< <student>/<card>/ for each, and symbols/ for all
  unsigned jobs = 1;             ///< threads
};

/// How hard the instances of one exercise are.
struct ClassReport {
  struct Exercise {
    unsigned made = 0, kept = 0;     ///< written now, there already
    unsigned attempts = 0;           ///< seeds tried for those made
    unsigned without_check = 0;      ///< of those made: too easy to guess
    std::vector<std::size_t> steps;  ///< commands that the solution takes, of those made
  };
  std::map<std::string, Exercise> exercises;  ///< by card
};

/// `done` of `all` instances are there; called from one thread at a time.
using OnProgress = std::function<void(std::size_t done, std::size_t all)>;

/// Makes what is not there yet; every instance appears when it is complete. Fails, and leaves what it has
/// made, when an instance that is there already is not this exam's, or one cannot be made.
Result<ClassReport> make_class(const ClassPlan& plan, const scenario::GuestSet& guest,
                               const OnProgress& on_progress);

/// Rebuilds the instances that lie in the plan's folder: "id/card/file: differs", or is missing; empty: all
/// the same.
Result<std::vector<std::string>> verify_class(const ClassPlan& plan, const scenario::GuestSet& guest,
                                              const OnProgress& on_progress);

/// Runs work(i) for i below `count` on `jobs` threads. The error is that of the lowest i that failed.
Result<void> run_parallel(std::size_t count, unsigned jobs,
                          const std::function<Result<void>(std::size_t)>& work);

}  // namespace dumplab::classroom
