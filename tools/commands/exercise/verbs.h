// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <tl/expected.hpp>

#include "classroom/class_making.h"
#include "classroom/making.h"
#include "classroom/ticket.h"
#include "commands/command.h"
#include "scenario/guest_set.h"

namespace dumplab::commands {

// `dumplab exercise VERB`, one file each; the table is in exercise.cpp.
int exercise_list(const Arguments& arguments);
int exercise_new(const Arguments& arguments);
int exercise_practice(const Arguments& arguments);
int exercise_check(const Arguments& arguments);
int exercise_class(const Arguments& arguments);
int exercise_grade(const Arguments& arguments);
int exercise_walkthrough(const Arguments& arguments);
int exercise_verify(const Arguments& arguments);

/// Exit codes of failures, whose line is printed.
using ExitCode = tl::unexpected<int>;

/// --secret, --term and --lab.
void add_exam_options(Options& options);
/// Whether any of them was given.
bool has_exam_options(const Options& options);
tl::expected<classroom::Exam, int> read_exam(const Options& options, std::string_view command);

/// --seed, and --student with the exam's options.
void add_ticket_options(Options& options);
/// The ticket of one instance: an exam's of a student, or that of a seed.
tl::expected<classroom::Ticket, int> read_ticket(const Options& options,
                                                 const question::ExerciseName& exercise,
                                                 std::string_view command);

/// The exercise that option "name" names.
tl::expected<const question::ExerciseName*, int> read_exercise(const Options& options,
                                                               std::string_view command);
tl::expected<scenario::GuestSet, int> find_guest();

/// On a terminal a line that is written over.
void show_done(std::size_t done, std::size_t all);
/// --jobs; as many as there are processors without it.
unsigned read_jobs(const Options& options);

}  // namespace dumplab::commands
