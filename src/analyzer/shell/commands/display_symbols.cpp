// SPDX-License-Identifier: MIT
#include "base/try.h"
#include "shell/memory_text.h"

namespace dumplab::shell::commands {

Result<document::Document> display_symbols(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  const Target& target = session.target();
  const unsigned size = invocation.name == "dds" ? 4 : invocation.name == "dqs" ? 8 : target.pointer_size();
  constexpr std::uint64_t kUsual = 32;
  DUMPLAB_TRY(const Range range, read_range(arguments, target, size, kUsual, session.cursor.data));
  DUMPLAB_TRY_VOID(expect_end(arguments));
  document::Document out;
  out.listing(words_with_symbols(target, range, size));
  session.cursor.data = target.mask(range.begin + range.count * size);
  session.cursor.display = "dp";
  return out;
}

}  // namespace dumplab::shell::commands
