// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dumplab::exercise {

/// A wrong answer that is expected.
struct NearMiss {
  std::string answer;  ///< in any spelling of the type
  std::string why;     ///< what went wrong
};

struct Question {
  std::string name;      ///< "1"
  std::string text;      ///< Markdown, one paragraph; what offsets mean where the code does not show them
  std::string type;      ///< as parse_answer_type() reads it
  std::string key;       ///< in any spelling of the type; set_paper() makes it canonical
  std::string idea;      ///< the first hint: what kind of thing answers it
  std::string evidence;  ///< the records of the machine that the key comes from, for the teacher
  /// How many answers come into question for somebody who has the dump; rather too few than too many.
  std::uint64_t candidates = 1;
  std::vector<NearMiss> near_misses = {};           ///< one that equals the key is passed over
  std::map<std::string, std::uint32_t> given = {};  ///< numbers that `text` tells: offsets, by name
  unsigned dump = 0;                                ///< which of the exercise's dumps it is about
  unsigned points = 10;
};

/// Something in the dump that leads astray.
struct Herring {
  std::string bait;        ///< what catches the eye
  std::string conclusion;  ///< what it seems to say
  std::string refutation;  ///< why it is not so
  std::string command;     ///< of the shell, which shows that; may be empty
};

/// The questions on one instance of an exercise.
struct Paper {
  std::string scene;  ///< what the person says who sends the dump; Markdown
  std::vector<Question> questions;
  std::vector<Herring> herrings;
};

}  // namespace dumplab::exercise
