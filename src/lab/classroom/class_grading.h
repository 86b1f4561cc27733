// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "classroom/class_making.h"
#include "classroom/grading.h"

namespace dumplab::classroom {

/// A wrong answer that is another student's right one. Reported, never deducted.
struct Copy {
  std::string student, card, question, answer, other;
  auto operator<=>(const Copy&) const = default;
};

struct ClassGrades {
  std::map<std::string, std::map<std::string, std::vector<Grade>>> students;  ///< id -> card -> grades
  std::vector<Copy> copies;  ///< ordered by student, card, question
};

/// Grades a class: plan.students and plan.exercises say who is to have answered what; what is missing counts
/// nothing. Keys are made again; nothing but the secret is needed.
Result<ClassGrades> grade_class(const ClassPlan& plan, const ClassAnswers& answers,
                                const scenario::GuestSet& guest, const OnProgress& on_progress);

/// A new folder with grades.csv (id, points of each question and exercise, total), copies.csv,
/// feedback/<id>.md.
Result<void> write_grades(const ClassGrades& grades, const std::filesystem::path& folder);

}  // namespace dumplab::classroom
