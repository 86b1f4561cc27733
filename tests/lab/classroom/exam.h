// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "classroom/class_making.h"
#include "classroom/making.h"

namespace dumplab::test {

/// An exam with a secret that is no secret.
inline classroom::Exam make_exam(std::string_view secret = "0123456789abcdef") {
  return {*classroom::Secret::from_bytes(std::as_bytes(std::span(secret))), "L1", "2026w"};
}

inline scenario::GuestSet guest_set() {
  const auto guest = scenario::GuestSet::find();
  if (!guest) throw std::runtime_error(guest.error().what);
  return *guest;
}

/// The instance of a student, from the beginning.
inline classroom::Made make_for(const classroom::Exam& exam, const std::string& student,
                                std::string_view card) {
  const auto* exercise = question::find_exercise(card);
  auto made = classroom::make(*exercise, exam.ticket(student, *exercise).seed(), guest_set());
  if (!made) throw std::runtime_error(made.error().what);
  return std::move(*made);
}

/// The keys of an instance, by question.
inline std::map<std::string, std::string> keys_of(const classroom::Made& made) {
  std::map<std::string, std::string> keys;
  for (const exercise::Question& question : made.paper.questions) keys[question.name] = question.key;
  return keys;
}

}  // namespace dumplab::test
