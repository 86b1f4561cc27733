// SPDX-License-Identifier: MIT
#include "systems/process_run.h"

#include <algorithm>

#include "base/files.h"
#include "base/try.h"

namespace dumplab::systems {

const Module* ProcessRun::module(std::string_view name) const {
  for (const Module& module : snapshot.modules)
    if (machine::file_name_of(module.path) == name) return &module;
  return nullptr;
}

std::vector<std::byte> ProcessRun::image_bytes(const Module& module) const {
  std::vector<std::byte> bytes(module.SizeOfImage);
  for (std::uint32_t offset = 0; offset < module.SizeOfImage; offset += 4096)
    snapshot.memory->read({module.BaseOfImage + offset}, std::span(bytes).subspan(offset, 4096));
  return bytes;
}

std::vector<std::uint64_t> ProcessRun::pages_in(std::uint64_t base, std::uint64_t size) const {
  std::vector<std::uint64_t> pages;
  for (const truth::Record& record : run->log()) {
    const std::uint64_t page = record.fields[0] & ~std::uint64_t{0xfff};
    if (record.kind == truth::Kind::kPageFault && record.process == truth.process_id && page - base < size &&
        std::find(pages.begin(), pages.end(), page) == pages.end())
      pages.push_back(page);
  }
  return pages;
}

Result<ProcessRun> run_database(const Settings& settings, unsigned copies) {
  const std::string program = (settings.guest / "labs" / "DataBase.exe").string();
  scenario::Request request;
  request.program = program;
  request.also.assign(copies - 1, program);
  request.kernel.seed = settings.seed;
  request.captures = {{scenario::CaptureRule::When::kFault, {}, 0, {}, {}}};
  ProcessRun result;
  DUMPLAB_TRY(result.run, scenario::Run::prepare({settings.guest, {}}, std::move(request)));
  auto captures = result.run->execute();
  if (captures.empty())
    return fail(ErrorKind::kMalformed, 0, "DataBase.exe did not stop: " + result.run->ended());
  result.snapshot = std::move(captures.front().snapshot);
  result.truth = std::move(captures.front().truth);
  return result;
}

Result<std::vector<std::byte>> lab_file(const Settings& settings, std::string_view name) {
  DUMPLAB_TRY(const MappedFile file, MappedFile::open(settings.guest / "labs" / name));
  const auto bytes = file.view().bytes();
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

}  // namespace dumplab::systems
