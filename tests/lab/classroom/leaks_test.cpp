// SPDX-License-Identifier: MIT
// What somebody finds in a handed-out folder without solving anything: texts in the files, and what differs
// between two students' dumps.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "classroom/check_file.h"
#include "classroom/instance_files.h"
#include "lab/classroom/exam.h"
#include "support/exercise_names.h"

namespace dumplab::classroom {
namespace {

constexpr std::string_view kSecret = "the teacher's own 0f3a secret";

class Leaks : public testing::TestWithParam<question::ExerciseName> {
 protected:
  struct Handed {
    Made made;
    std::vector<InstanceFile> files;
  };
  Handed hand_out(const std::string& student) const {
    const Exam exam = test::make_exam(kSecret);
    Handed handed{test::make_for(exam, student, GetParam().card), {}};
    auto files =
        make_files(handed.made, exam.ticket(student, GetParam()), test::guest_set().sha256, "../../symbols");
    if (!files) throw std::runtime_error(files.error().what);
    handed.files = std::move(files->files);
    return handed;
  }
};

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The runs of six and more printable characters, of one or two bytes each, in lower case: what `strings`
/// shows.
std::vector<std::string> strings_in(const std::vector<std::byte>& bytes) {
  std::vector<std::string> found;
  const std::string text = text_of(bytes);
  for (const std::size_t step : {1u, 2u})
    for (std::size_t start = 0; start < step; ++start) {
      std::string run;
      for (std::size_t i = start; i < text.size(); i += step) {
        const bool is_text =
            text[i] >= ' ' && text[i] <= '~' && (step == 1 || (i + 1 < text.size() && text[i + 1] == 0));
        if (is_text) run += text[i];
        if (is_text && i + step < text.size()) continue;
        if (run.size() >= 6) found.push_back(lower(run));
        run.clear();
      }
    }
  return found;
}

/// What every dump has from the system's modules.
const std::set<std::string>& system_strings() {
  static const std::set<std::string> strings = [] {
    std::set<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(test::guest_set().folder / "system")) {
      const auto file = MappedFile::open(entry.path());
      if (!file || entry.path().extension() != ".dll") continue;
      const auto bytes = file->view().bytes();
      for (std::string& text : strings_in({bytes.begin(), bytes.end()})) all.insert(std::move(text));
    }
    return all;
  }();
  return strings;
}

TEST_P(Leaks, no_text_tells_what_it_is) {
  const Handed handed = hand_out("anna");
  // Names of exercises, of the machinery, of what goes wrong.
  const std::vector<std::string> telling = {GetParam().name(),
                                            std::string(GetParam().word),
                                            "scenario",
                                            "exercise",
                                            "planted",
                                            "herring",
                                            "decoy",
                                            "mark_",
                                            "deadlock",
                                            "overflow here",
                                            "crashhere",
                                            "variant",
                                            "seed=",
                                            "guest/scenarios",
                                            lower(std::string(kSecret)),
                                            "anna"};
  for (const InstanceFile& file : handed.files) {
    if (!file.name.ends_with(".dmp")) continue;
    for (const std::string& text : strings_in(file.bytes)) {
      if (system_strings().contains(text)) continue;
      for (const std::string& word : telling)
        EXPECT_EQ(text.find(word), std::string::npos) << file.name << " has \"" << text << '"';
    }
  }
  for (const InstanceFile& file : handed.files)
    EXPECT_EQ(text_of(file.bytes).find(kSecret), std::string::npos) << file.name;
}

/// "Key=value" as a profile has it.
TEST_P(Leaks, nothing_is_left_of_the_configuration) {
  const Handed handed = hand_out("anna");
  for (std::size_t i = 0; i < handed.made.dumps.size(); ++i) {
    const std::string dump = text_of(handed.made.dumps[i]);
    for (const auto& [key, value] : handed.made.evidence[i].configuration) {
      EXPECT_EQ(dump.find(key + "="), std::string::npos) << key;
      // Numbers of the profile in digits; short ones occur by chance.
      const bool is_telling = value.size() >= 7 && value.find_first_not_of("0123456789") == std::string::npos;
      EXPECT_TRUE(!is_telling || dump.find(value) == std::string::npos) << key << '=' << value;
    }
  }
}

TEST_P(Leaks, sheet_and_check_hold_no_answer) {
  const Handed handed = hand_out("anna");
  for (const InstanceFile& file : handed.files) {
    if (file.name.ends_with(".dmp")) continue;
    const std::string text = lower(text_of(file.bytes));
    for (const exercise::Question& question : handed.made.paper.questions) {
      // Words of a closed list, and numbers of a few digits, stand there anyway.
      if (question.key.size() < 6 || question.type.starts_with("enum") ||
          question.type.starts_with("seq<enum"))
        continue;
      EXPECT_EQ(text.find(lower(question.key)), std::string::npos) << file.name << ": " << question.key;
    }
  }
}

/// Words of the same two dumps that differ, by address: what a comparison of two students shows. The witness
/// answers must not stand out: there are many more such words.
TEST_P(Leaks, two_students_dumps_differ_in_more_than_the_answers) {
  const Handed anna = hand_out("anna"), ben = hand_out("ben");
  const auto keys = test::keys_of(anna.made);
  // No answer of one is right for the other but words of short lists and small numbers.
  std::size_t same = 0;
  for (const auto& [question, key] : test::keys_of(ben.made))
    same += keys.contains(question) && keys.at(question) == key;
  EXPECT_LT(same, keys.size());
  for (std::size_t i = 0; i < anna.made.dumps.size(); ++i) {
    const auto words_of = [](const std::vector<std::byte>& bytes) {
      std::set<std::uint64_t> words;
      for (std::size_t at = 0; at + 8 <= bytes.size(); at += 4) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        words.insert(word);
      }
      return words;
    };
    const auto one = words_of(anna.made.dumps[i]), two = words_of(ben.made.dumps[i]);
    std::vector<std::uint64_t> only;
    std::set_difference(one.begin(), one.end(), two.begin(), two.end(), std::back_inserter(only));
    // Whoever takes a changed 64-bit word at random for the witness has less than one chance in two hundred.
    EXPECT_GT(only.size(), 200u);
  }
}

INSTANTIATE_TEST_SUITE_P(Exercise, Leaks, test::every_exercise(), test::exercise_word);

}  // namespace
}  // namespace dumplab::classroom
