// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.h"

namespace dumplab::document {

/// One fact of a line, by a name of lower-case words joined by underscores.
struct Field {
  std::string name;
  std::variant<std::string, std::uint64_t, bool, std::vector<std::string>> value;
};

/// A line in a layout that others have fixed, and beside it what it says, for machines.
struct Line {
  std::string text;
  std::vector<Field> fields;

  Line(std::string text_) : text(std::move(text_)) {}  // NOLINT: a text is a line without facts
  Line(const char* text_) : text(text_) {}             // NOLINT

  Line& with(std::string name, std::string value) & {
    fields.push_back({std::move(name), std::move(value)});
    return *this;
  }
  Line& number(std::string name, std::uint64_t value) & {
    fields.push_back({std::move(name), value});
    return *this;
  }
  Line& flag(std::string name, bool value) & {
    fields.push_back({std::move(name), value});
    return *this;
  }
  Line& list(std::string name, std::vector<std::string> values) & {
    fields.push_back({std::move(name), std::move(values)});
    return *this;
  }
  /// An address, a size or a word of memory: "0x1f".
  Line& address(std::string name, std::uint64_t value) & { return with(std::move(name), hex(value)); }
};

/// Lines that are shown as they are, without padding or blank lines around them.
struct Listing {
  std::string name;  ///< what its lines are: "frames"; empty: text
  std::vector<Line> lines;

  Line& add(std::string text) { return lines.emplace_back(std::move(text)); }
};

}  // namespace dumplab::document
