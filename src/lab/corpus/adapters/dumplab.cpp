// SPDX-License-Identifier: MIT
#include "base/try.h"
#include "corpus/adapters/adapter.h"

namespace dumplab::corpus {
namespace {

using Json = nlohmann::json;
constexpr std::string_view kFactsSchema = "dumplab/facts/1";

truth::Facts::Thread read_thread(const Json& from) {
  truth::Facts::Thread thread;
  if (const auto id = number_in(from, "thread_id")) thread.thread_id = static_cast<std::uint32_t>(*id);
  if (from.contains("registers")) {
    thread.eip = number_in(from["registers"], "eip");
    thread.esp = number_in(from["registers"], "esp");
  }
  thread.frames.emplace();
  for (const Json& frame : from.value("frames", Json::array()))
    if (const auto eip = number_in(frame, "eip")) thread.frames->push_back(*eip);
  return thread;
}

}  // namespace

Result<std::optional<truth::Facts>> read_facts_file(const ParserRun& run);

/// The exit code of a refused file is 1, and nothing is printed.
Result<std::optional<truth::Facts>> read_dumplab(const ParserRun& run) {
  if (run.output.empty()) return std::nullopt;
  DUMPLAB_TRY(const Json json, parse_json(run.output));
  if (text_in(json, "schema") == kFactsSchema) return read_facts_file(run);
  truth::Facts facts;
  facts.threads.emplace();
  for (const Json& thread : json.value("threads", Json::array()))
    facts.threads->push_back(read_thread(thread));
  facts.modules.emplace();
  for (const Json& module : json.value("modules", Json::array()))
    facts.modules->push_back({text_in(module, "name"), number_in(module, "base").value_or(0),
                              number_in(module, "size").value_or(0)});
  facts.tells_exception = true;
  if (json.contains("exception") && json["exception"].is_object()) {
    const Json& from = json["exception"];
    facts.exception =
        truth::Facts::Exception{static_cast<std::uint32_t>(number_in(from, "thread_id").value_or(0)),
                                static_cast<std::uint32_t>(number_in(from, "code").value_or(0)),
                                number_in(from, "address").value_or(0)};
  }
  return facts;
}

}  // namespace dumplab::corpus
