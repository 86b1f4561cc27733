// SPDX-License-Identifier: MIT
#include "classroom/class_making.h"

#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "base/try.h"
#include "classroom/instance_files.h"

namespace dumplab::classroom {
namespace {

namespace fs = std::filesystem;

/// As seen from an instance's folder.
constexpr const char* kSymbols = "../../symbols";

struct Place {
  const std::string* student;
  const question::ExerciseName* exercise;
};

/// The instances in the roster's order.
std::vector<Place> places_of(const ClassPlan& plan) {
  std::vector<Place> places;
  for (const std::string& student : plan.students)
    for (const question::ExerciseName* exercise : plan.exercises) places.push_back({&student, exercise});
  return places;
}

struct Built {
  Made made;
  InstanceFiles files;
};

Result<Built> build(const ClassPlan& plan, const Place& place, const scenario::GuestSet& guest) {
  const Ticket ticket = plan.exam.ticket(*place.student, *place.exercise);
  auto made = make(*place.exercise, ticket.seed(), guest);
  if (!made) return fail(made.error().kind, 0, fmt::format("{}: {}", *place.student, made.error().what));
  DUMPLAB_TRY(auto files, make_files(*made, ticket, guest.sha256, kSymbols));
  return Built{std::move(*made), std::move(files)};
}

fs::path folder_of(const ClassPlan& plan, const Place& place) {
  return plan.folder / *place.student / std::string(place.exercise->card);
}

/// The first instance that is there tells whether the folder is this exam's.
Result<void> require_same_exam(const ClassPlan& plan, const std::vector<Place>& places,
                               const scenario::GuestSet& guest) {
  for (const Place& place : places) {
    if (!fs::exists(folder_of(plan, place))) continue;
    DUMPLAB_TRY(const Built built, build(plan, place, guest));
    DUMPLAB_TRY(const auto different, find_differences(built.files.files, folder_of(plan, place)));
    if (!different.empty())
      return fail(ErrorKind::kMalformed, 0,
                  fmt::format("{} is of another exam, secret or version: {} differs",
                              folder_of(plan, place).string(), different.front()));
    return {};
  }
  return {};
}

}  // namespace

Result<void> run_parallel(std::size_t count, unsigned jobs,
                          const std::function<Result<void>(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<std::pair<std::size_t, Error>> failed;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      auto result = work(i);
      if (result) continue;
      const std::lock_guard lock(mutex);
      if (!failed || i < failed->first) failed.emplace(i, std::move(result.error()));
      next = count;
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(run);
  run();
  for (std::thread& thread : threads) thread.join();
  if (failed) return tl::unexpected<Error>(std::move(failed->second));
  return {};
}

Result<ClassReport> make_class(const ClassPlan& plan, const scenario::GuestSet& guest,
                               const OnProgress& on_progress) {
  const std::vector<Place> places = places_of(plan);
  DUMPLAB_TRY_VOID(require_same_exam(plan, places, guest));
  ClassReport report;
  std::mutex mutex;
  std::size_t done = 0;
  const auto work = [&](std::size_t i) -> Result<void> {
    const Place& place = places[i];
    const std::string card(place.exercise->card);
    if (fs::exists(folder_of(plan, place))) {
      const std::lock_guard lock(mutex);
      ++report.exercises[card].kept;
      on_progress(++done, places.size());
      return {};
    }
    DUMPLAB_TRY(const Built built, build(plan, place, guest));
    DUMPLAB_TRY_VOID(write_folder(built.files.files, folder_of(plan, place)));
    const std::lock_guard lock(mutex);
    DUMPLAB_TRY_VOID(add_to_store(built.made, plan.folder / "symbols"));
    ClassReport::Exercise& exercise = report.exercises[card];
    ++exercise.made;
    exercise.attempts += built.made.attempts;
    exercise.without_check += built.files.has_check ? 0 : 1;
    std::size_t steps = 0;
    for (const Solved& solved : built.made.solved) steps += solved.steps.size();
    exercise.steps.push_back(steps);
    on_progress(++done, places.size());
    return {};
  };
  DUMPLAB_TRY_VOID(run_parallel(places.size(), plan.jobs, work));
  return report;
}

Result<std::vector<std::string>> verify_class(const ClassPlan& plan, const scenario::GuestSet& guest,
                                              const OnProgress& on_progress) {
  const std::vector<Place> places = places_of(plan);
  std::vector<std::vector<std::string>> different(places.size());
  std::mutex mutex;
  std::size_t done = 0;
  const auto work = [&](std::size_t i) -> Result<void> {
    DUMPLAB_TRY(const Built built, build(plan, places[i], guest));
    DUMPLAB_TRY(different[i], find_differences(built.files.files, folder_of(plan, places[i])));
    const std::lock_guard lock(mutex);
    on_progress(++done, places.size());
    return {};
  };
  DUMPLAB_TRY_VOID(run_parallel(places.size(), plan.jobs, work));
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < places.size(); ++i)
    for (const std::string& file : different[i])
      lines.push_back(fmt::format("{}/{}/{}", *places[i].student, places[i].exercise->card, file));
  return lines;
}

}  // namespace dumplab::classroom
