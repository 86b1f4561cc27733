// SPDX-License-Identifier: MIT
// The fields are those of rust-minidump's json-schema.md.
#include "base/try.h"
#include "corpus/adapters/adapter.h"

namespace dumplab::corpus {
namespace {

using Json = nlohmann::json;

truth::Facts::Thread read_thread(const Json& from) {
  truth::Facts::Thread thread;
  if (const auto id = number_in(from, "thread_id")) thread.thread_id = static_cast<std::uint32_t>(*id);
  thread.frames.emplace();
  // Of a caller `offset` is a byte of its CALL: the one before the return address.
  for (const Json& frame : from.value("frames", Json::array()))
    if (const auto offset = number_in(frame, "offset"))
      thread.frames->push_back(*offset + (thread.frames->empty() ? 0 : 1));
  if (!thread.frames->empty()) thread.eip = thread.frames->front();
  return thread;
}

}  // namespace

/// The address of crash_info is the one that was accessed, not that of the exception: it is not compared.
Result<std::optional<truth::Facts>> read_rust_minidump(const ParserRun& run) {
  if (run.output.empty() || run.exit_code != 0) return std::nullopt;
  DUMPLAB_TRY(const Json json, parse_json(run.output));
  truth::Facts facts;
  facts.threads.emplace();
  for (const Json& thread : json.value("threads", Json::array()))
    facts.threads->push_back(read_thread(thread));
  facts.modules.emplace();
  for (const Json& module : json.value("modules", Json::array())) {
    const std::uint64_t base = number_in(module, "base_addr").value_or(0);
    facts.modules->push_back({truth::file_name(text_in(module, "filename")), base,
                              number_in(module, "end_addr").value_or(base) - base});
  }
  return facts;
}

}  // namespace dumplab::corpus
