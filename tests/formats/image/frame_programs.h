// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "image/pe_image.h"

namespace dumplab::test {

/// A built program of programs/; empty where the build had no compiler for it.
struct FrameProgram {
  explicit FrameProgram(const std::string& name)
      : path(std::filesystem::path(DUMPLAB_FRAME_PROGRAMS) / name) {
    auto opened = MappedFile::open(path);
    if (!opened) return;
    file = std::move(*opened);
    auto parsed = image::PeImage::parse(file->view(), image::PeImage::Layout::kFile);
    if (parsed) image = std::move(*parsed);
  }
  std::filesystem::path path;
  std::optional<MappedFile> file;
  std::optional<image::PeImage> image;
};

}  // namespace dumplab::test

/// Leaves the test out, with a message, where the program was not built.
#define DUMPLAB_NEED_PROGRAM(program) \
  if (!(program).image) GTEST_SKIP() << (program).path << " was not built: no clang-14 or lld-link-14"
