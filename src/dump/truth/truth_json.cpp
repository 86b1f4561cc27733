// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "nt/memory_constants.h"
#include "truth/truth.h"

namespace dumplab::truth {
namespace {

using Json = nlohmann::ordered_json;

/// An absent fact is null.
Json word_or_null(const std::string& word) { return word.empty() ? Json() : Json(word); }

Json frames_json(const std::vector<Frame>& frames) {
  Json list = Json::array();
  for (const Frame& frame : frames)
    list.push_back({{"eip", hex(frame.eip)},
                    {"ebp", hex(frame.ebp)},
                    {"module", word_or_null(frame.module)},
                    {"function", word_or_null(frame.function)}});
  return list;
}

Json registers_json(const ContextX86& c) {
  return {{"eax", hex(c.Eax)}, {"ebx", hex(c.Ebx)},   {"ecx", hex(c.Ecx)}, {"edx", hex(c.Edx)},
          {"esi", hex(c.Esi)}, {"edi", hex(c.Edi)},   {"ebp", hex(c.Ebp)}, {"esp", hex(c.Esp)},
          {"eip", hex(c.Eip)}, {"efl", hex(c.EFlags)}};
}

Json thread_json(const Thread& thread) {
  return {{"thread_id", thread.thread_id},
          {"context", thread.has_exception ? "exception" : "thread"},
          {"registers", registers_json(thread.context)},
          {"state", thread.state},
          {"wait_reason", word_or_null(thread.wait_reason)},
          {"start_address", hex(thread.start_address)},
          {"name", word_or_null(thread.name)},
          {"base_priority", thread.base_priority},
          {"priority", thread.priority},
          {"suspend_count", thread.suspend_count},
          {"context_switches", thread.context_switches},
          {"user_time", thread.user_time},
          {"kernel_time", thread.kernel_time},
          {"frames", frames_json(thread.frames)},
          {"own_frames", frames_json(thread.own_frames)}};
}

Json modules_json(const std::vector<Module>& modules) {
  Json list = Json::array();
  for (const Module& module : modules)
    list.push_back({{"name", module.name},
                    {"base", hex(module.base)},
                    {"size", hex(module.size)},
                    {"path", module.path}});
  return list;
}

Json region_json(const Region& region) {
  return {{"base", hex(region.base)},
          {"size", hex(region.size)},
          {"state", word_or_null(nt::describe_state(region.state))},
          {"type", word_or_null(nt::describe_type(region.type))},
          {"protect", word_or_null(nt::describe_protection(region.protect))},
          {"owner", region.owner}};
}

}  // namespace

std::string to_json(const Truth& truth) {
  Json threads = Json::array(), handles = Json::array(), regions = Json::array(), exception;
  for (const Handle& handle : truth.handles)
    handles.push_back({{"handle", hex(handle.handle)},
                       {"type", handle.type},
                       {"name", word_or_null(handle.name)},
                       {"access", hex(handle.access)}});
  for (const Thread& thread : truth.threads) threads.push_back(thread_json(thread));
  for (const Region& region : truth.regions) regions.push_back(region_json(region));
  if (truth.exception)
    exception = {{"code", hex(truth.exception->code)},
                 {"address", hex(truth.exception->address)},
                 {"thread_id", truth.exception->thread_id}};
  const Json json = {{"schema", "dumplab/truth/1"},
                     {"version", truth.version},
                     {"guest_set", truth.guest_set},
                     {"scenario", truth.scenario},
                     {"variant", word_or_null(truth.variant)},
                     {"program", truth.program},
                     {"seed", truth.seed},
                     {"captured", truth.captured},
                     {"process_id", truth.process_id},
                     {"modules", modules_json(truth.modules)},
                     {"unloaded_modules", modules_json(truth.unloaded_modules)},
                     {"threads", std::move(threads)},
                     {"handles", std::move(handles)},
                     {"regions", std::move(regions)},
                     {"exception", std::move(exception)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dumplab::truth
