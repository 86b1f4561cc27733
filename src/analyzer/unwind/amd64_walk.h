// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/context.h"
#include "unwind/amd64_data.h"
#include "unwind/stack_walk.h"

namespace dumplab::unwind {

/// What the walks of one dump's AMD64 threads learn of its images and share. Borrows the images.
struct Amd64Code {
  Amd64Code(const structures::ModuleImages& images, std::uint32_t platform)
      : modules(images), platform_id(platform), data(images) {}

  const structures::ModuleImages& modules;
  std::uint32_t platform_id;  ///< of MINIDUMP_SYSTEM_INFO
  Amd64Data data;
};

/// The stack that begins with `context`, inside `bounds`, at most `limit` frames.
CallStack walk_amd64(Amd64Code& code, AddressRange bounds, const ContextAmd64& context, std::size_t limit);

}  // namespace dumplab::unwind
