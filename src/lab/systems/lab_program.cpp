// SPDX-License-Identifier: MIT
#include "systems/lab_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/files.h"
#include "base/try.h"
#include "x86/page_table.h"

namespace dumplab::systems {

Result<std::unique_ptr<LabProgram>> LabProgram::start(const Settings& settings, std::string_view file_name,
                                                      std::vector<std::string_view> labels, bool aslr) {
  auto program = std::make_unique<LabProgram>();
  const std::filesystem::path path = settings.guest / "labs" / file_name;
  program->module_ = machine::upper_case(path.stem().string());
  scenario::Request request;
  request.program = path.string();
  request.kernel.seed = settings.seed;
  request.kernel.aslr = aslr;
  for (const std::string_view label : labels)
    request.captures.push_back(
        {scenario::CaptureRule::When::kLabel, {}, 0, program->module_, std::string(label)});
  DUMPLAB_TRY(program->run_, scenario::Run::prepare({settings.guest, {}}, std::move(request)));
  DUMPLAB_TRY(const std::string map_text,
              read_text_file(std::filesystem::path(path).replace_extension(".map")));
  const auto preferred = program->process().images.front().segment->image().image_base();
  DUMPLAB_TRY(program->map_, image::parse_map_file(map_text, static_cast<std::uint32_t>(preferred)));
  return program;
}

Result<capture::Capture> LabProgram::next() {
  auto captures = run_->execute();
  if (captures.empty())
    return fail(ErrorKind::kMalformed, 0, run_->name() + " did not stop: " + run_->ended());
  return std::move(captures.front());
}

const kernel::Thread* LabProgram::find_thread(std::uint32_t id) {
  for (const auto& thread : process().threads)
    if (thread->id == id) return thread.get();
  return nullptr;
}

const kernel::LoadedImage& LabProgram::exe() {
  for (const kernel::LoadedImage& image : process().images)
    if (machine::upper_case(machine::file_name_of(image.path)) == module_ + ".EXE") return image;
  return process().images.front();
}

Result<std::uint32_t> LabProgram::label(std::string_view name) {
  const auto rva = map_.find_label(name);
  if (!rva) return fail(ErrorKind::kMalformed, 0, fmt::format("{} has no label {}", run_->name(), name));
  return exe().base + *rva;
}

std::string LabProgram::function_at(std::uint32_t linear) {
  const std::uint32_t rva = linear - exe().base;
  const auto* const function = rva < exe().size ? map_.find_function(rva) : nullptr;
  return function ? function->name : std::string();
}

std::string LabProgram::place_at(std::uint32_t linear) {
  if (std::string function = function_at(linear); !function.empty()) return function;
  for (const kernel::LoadedImage& image : process().images)
    if (linear - image.base < image.size) return std::string(machine::file_name_of(image.path));
  return "-";
}

std::vector<std::uint8_t> LabProgram::bytes(std::uint32_t linear, std::uint32_t size) {
  std::vector<std::uint8_t> result;
  std::array<std::byte, x86::kPageSize> page;
  for (std::uint32_t at = linear; at - linear < size;) {
    const std::uint32_t offset = at & x86::kPageMask;
    const std::uint32_t count = std::min(size - (at - linear), x86::kPageSize - offset);
    if (process().space.peek(at - offset, page))
      for (std::uint32_t i = 0; i < count; ++i) result.push_back(static_cast<std::uint8_t>(page[offset + i]));
    at += count;
  }
  return result;
}

std::optional<std::uint32_t> LabProgram::word(std::uint32_t linear) {
  const std::vector<std::uint8_t> b = bytes(linear, 4);
  if (b.size() < 4) return std::nullopt;
  return b[0] | b[1] << 8 | b[2] << 16 | static_cast<std::uint32_t>(b[3]) << 24;
}

std::string hex_text(const std::vector<std::uint8_t>& bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{}{:02x}", text.empty() ? "" : " ", byte);
  return text;
}

}  // namespace dumplab::systems
