// SPDX-License-Identifier: MIT
// For published_test.py: prints what the library makes of each line of its input. Words are hexadecimal, "-"
// is empty.
//   seed SECRET exam|practice LAB TERM STUDENT EXERCISE ATTEMPT
//   salt SECRET exam|practice LAB TERM STUDENT EXERCISE ATTEMPT CHECK
//   hash SALT PASSES MEMORY ANSWER...
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "classroom/check_hash.h"

namespace {

using namespace dumplab;
using namespace dumplab::classroom;

std::string text_of(const std::string& digits) {
  std::string text;
  if (digits == "-") return text;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    text += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return text;
}

template <typename Bytes>
void print(const Bytes& bytes) {
  for (const std::uint8_t byte : bytes) std::printf("%02x", byte);
  std::printf("\n");
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    if (words.size() >= 4 && words[0] == "hash") {
      Salt salt;
      const std::string bytes = text_of(words[1]);
      std::copy_n(bytes.begin(), salt.size(), salt.begin());
      std::vector<std::string> answers;
      for (std::size_t i = 4; i < words.size(); ++i) answers.push_back(text_of(words[i]));
      print(make_check_hash(answers, salt, {std::stoull(words[2]), std::stoull(words[3])})->hash);
      continue;
    }
    if (words.size() < 8) return 1;
    const std::string key = text_of(words[1]);
    const auto secret = Secret::from_bytes(std::as_bytes(std::span(key)));
    const Instance instance{words[2] == "exam" ? Use::kExam : Use::kPractice,
                            text_of(words[3]),
                            text_of(words[4]),
                            text_of(words[5]),
                            text_of(words[6]),
                            std::stoull(words[7])};
    if (words[0] == "seed")
      std::printf("%llu\n", static_cast<unsigned long long>(secret->seed(instance)));
    else
      print(secret->salt(instance, text_of(words.at(8))));
  }
  return 0;
}
