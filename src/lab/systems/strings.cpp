// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "systems/lab_program.h"
#include "x86/registers.h"

namespace dumplab::systems {
namespace {

constexpr std::uint32_t kMostCharacters = 64;

/// TEXTS of texts.c: six pointers.
enum Field : std::uint32_t { kAnsi, kWide, kCounted, kNames, kChosen, kUnterminated };

/// Bytes up to the first NUL of `size` bytes, which is not among them.
std::vector<std::uint8_t> up_to_nul(LabProgram& program, std::uint32_t linear, std::uint32_t size) {
  std::vector<std::uint8_t> text;
  for (std::uint32_t at = linear; at < linear + kMostCharacters * size; at += size) {
    const auto unit = program.bytes(at, size);
    bool is_nul = true;
    for (const std::uint8_t byte : unit) is_nul &= byte == 0;
    if (is_nul) break;
    text.insert(text.end(), unit.begin(), unit.end());
  }
  return text;
}

std::string letters(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

/// What a debugger shows of the same 8 bytes: db, da and du.
std::vector<std::vector<std::string>> three_views(LabProgram& program, std::uint32_t linear) {
  const std::vector<std::uint8_t> bytes = program.bytes(linear, 8);
  std::string ansi, wide;
  for (const std::uint8_t byte : bytes) {
    if (byte == 0) break;
    ansi += byte < 0x7f && byte >= 0x20 ? static_cast<char>(byte) : '.';
  }
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const unsigned unit = bytes[i] | bytes[i + 1] << 8;
    if (unit == 0) break;
    wide += (wide.empty() ? "" : " ") + (unit < 0x7f && unit >= 0x20 ? std::string(1, static_cast<char>(unit))
                                                                     : fmt::format("U+{:04X}", unit));
  }
  return {{"db", hex_text(bytes)}, {"da", ansi}, {"du", wide}};
}

}  // namespace

Result<Outcome> strings(const Settings& settings) {
  DUMPLAB_TRY(const auto program, LabProgram::start(settings, "Texts.exe", {"mark_texts"}));
  DUMPLAB_TRY(const capture::Capture stop, program->next());
  const std::uint32_t texts = program->process().threads.front()->context.gpr[x86::kEax];
  const auto word = [&](std::uint32_t linear) { return program->word(linear).value_or(0); };
  const auto pointer = [&](Field field) { return word(texts + 4 * field); };

  Outcome outcome;
  const std::uint32_t ansi = pointer(kAnsi), wide = pointer(kWide);
  const auto ansi_text = up_to_nul(*program, ansi, 1), wide_text = up_to_nul(*program, wide, 2);
  outcome.words("ANSI text", letters(ansi_text), "Dump me", range_text(ansi, 8));
  outcome.count("its length", ansi_text.size(), 7);
  outcome.words("its bytes with the terminator", hex_text(program->bytes(ansi, 8)),
                "44 75 6d 70 20 6d 65 00");
  outcome.words("UTF-16LE text, bytes with the terminator", hex_text(program->bytes(wide, 16)),
                "5a 00 fc 00 72 00 69 00 63 00 68 00 ac 20 00 00", range_text(wide, 16));
  outcome.count("its length in characters", wide_text.size() / 2, 7);
  outcome.count("its length in bytes", wide_text.size(), 14);
  outcome.words("bytes of its character 1", hex_text(program->bytes(wide + 2, 2)), "fc 00");
  outcome.words("bytes of its character 6", hex_text(program->bytes(wide + 12, 2)), "ac 20");
  outcome.count("what an ANSI reader takes it for: characters", up_to_nul(*program, wide, 1).size(), 1);

  // UNICODE_STRING: Length, MaximumLength (bytes), Buffer.
  const std::uint32_t counted = pointer(kCounted), sizes = word(counted), buffer = word(counted + 4);
  outcome.count("counted string: Length", sizes & 0xffff, 14, range_text(counted, 8));
  outcome.count("counted string: MaximumLength", sizes >> 16, 20);
  outcome.words("counted string: bytes that count", hex_text(program->bytes(buffer, sizes & 0xffff)),
                "43 00 6f 00 75 00 6e 00 74 00 65 00 64 00", range_text(buffer, 14));
  outcome.words("counted string: the character behind them", hex_text(program->bytes(buffer + 14, 2)),
                "21 00");

  const std::uint32_t names = pointer(kNames), chosen = pointer(kChosen), second = word(chosen);
  std::string all;
  std::uint64_t count = 0;
  for (; count < kMostCharacters && word(names + 4 * static_cast<std::uint32_t>(count)); ++count)
    all += (count ? " " : "") +
           letters(up_to_nul(*program, word(names + 4 * static_cast<std::uint32_t>(count)), 1));
  outcome.words("LPSTR Names[]", all, "Anna Bert Clara", range_text(names, 16));
  outcome.count("pointers before its NULL", count, 3);
  outcome.address("LPSTR *Chosen points into Names at", second, names + 4, range_text(chosen, 4));
  outcome.words("text at the end of the chain", letters(up_to_nul(*program, word(second), 1)), "Bert");

  const std::uint32_t open = pointer(kUnterminated);
  const auto read_on = up_to_nul(*program, open, 1);
  // Four letters without a NUL, then "Dublin" with one.
  outcome.words("text without its terminator", letters(read_on), "ABCDDublin", range_text(open, 4));
  outcome.address("where a reader stops", open + read_on.size(), open + 10);
  outcome.count("characters too many", read_on.size() - 4, 6);
  outcome.comparison.titles = {"view", "ANSI text", "UTF-16LE text", "LPSTR Names[]"};
  const auto a = three_views(*program, ansi), w = three_views(*program, wide),
             n = three_views(*program, names);
  for (std::size_t i = 0; i < a.size(); ++i)
    outcome.comparison.rows.push_back({a[i][0], a[i][1], w[i][1], n[i][1]});

  document::Figure chain;
  chain.title = "From the chosen name to its letters";
  chain.columns = {"LPSTR **", "LPSTR *", "LPSTR", "text"};
  const std::uint32_t steps[] = {texts + 4 * kChosen, chosen, second};
  for (std::size_t i = 0; i < 3; ++i) {
    chain.boxes.push_back({i, {fmt::format("{:08x}: {:08x}", steps[i], word(steps[i]))}});
    chain.arrows.push_back({i, i + 1, fmt::format("[{:08x}]", steps[i])});
  }
  chain.boxes.push_back(
      {3, {fmt::format("{:08x}: {}", word(second), letters(up_to_nul(*program, word(second), 1)))}});
  outcome.figures.push_back(std::move(chain));
  outcome.notes.push_back(
      "db, da and du show the same bytes: as bytes, as ANSI up to a zero byte, as UTF-16LE up to a zero "
      "word.");
  return outcome;
}

}  // namespace dumplab::systems
