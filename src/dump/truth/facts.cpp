// SPDX-License-Identifier: MIT
#include "truth/facts.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/check.h"
#include "base/text.h"

namespace dumplab::truth {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "dumplab/facts/1";
constexpr std::uint64_t kPageSize = 4096;

Json hex_or_null(const std::optional<std::uint64_t>& value) { return value ? Json(hex(*value)) : Json(); }

template <typename T>
Json list_or_null(const std::optional<std::vector<T>>& list, Json (*write)(const T&)) {
  if (!list) return {};
  Json out = Json::array();
  for (const T& item : *list) out.push_back(write(item));
  return out;
}

Json thread_json(const Facts::Thread& thread) {
  Json frames;
  if (thread.frames) {
    frames = Json::array();
    for (const std::uint64_t frame : *thread.frames) frames.push_back(hex(frame));
  }
  return {{"thread_id", thread.thread_id ? Json(*thread.thread_id) : Json()},
          {"eip", hex_or_null(thread.eip)},
          {"esp", hex_or_null(thread.esp)},
          {"frames", frames}};
}
Json module_json(const Facts::Module& module) {
  return {{"name", module.name}, {"base", hex(module.base)}, {"size", hex(module.size)}};
}
Json page_json(const Facts::Page& page) {
  return {{"base", hex(page.base)}, {"size", hex(page.size)}, {"sha256", page.sha256}};
}

/// Throws nlohmann's exceptions, as all readers below do.
std::uint64_t number(const Json& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  const auto parsed = parse_hex(value.get<std::string>());
  if (!parsed) throw Json::type_error::create(302, "no hexadecimal number: " + value.dump(), &value);
  return *parsed;
}
std::optional<std::uint64_t> number_or_none(const Json& object, const char* key) {
  if (!object.contains(key) || object[key].is_null()) return std::nullopt;
  return number(object[key]);
}
Facts::Thread read_thread(const Json& json) {
  Facts::Thread thread{{}, number_or_none(json, "eip"), number_or_none(json, "esp"), {}};
  if (const auto id = number_or_none(json, "thread_id")) thread.thread_id = static_cast<std::uint32_t>(*id);
  if (json.contains("frames") && !json["frames"].is_null()) {
    thread.frames.emplace();
    for (const Json& frame : json["frames"]) thread.frames->push_back(number(frame));
  }
  return thread;
}
Facts::Module read_module(const Json& json) {
  return {json.at("name").get<std::string>(), number(json.at("base")), number(json.at("size"))};
}
Facts::Page read_page(const Json& json) {
  return {number(json.at("base")), number(json.at("size")), json.at("sha256").get<std::string>()};
}
template <typename T>
std::optional<std::vector<T>> read_list(const Json& json, const char* key, T (*read)(const Json&)) {
  if (!json.contains(key) || json[key].is_null()) return std::nullopt;
  std::vector<T> list;
  for (const Json& item : json[key]) list.push_back(read(item));
  return list;
}

Facts::Thread registers_of(const Thread& thread, const Context& context) {
  if (const auto* x86 = std::get_if<ContextX86>(&context)) return {thread.ThreadId, x86->Eip, x86->Esp, {}};
  if (const auto* amd64 = std::get_if<ContextAmd64>(&context))
    return {thread.ThreadId, amd64->Rip, amd64->Rsp, {}};
  return {thread.ThreadId, {}, {}, {}};
}

/// Ranges are sorted and disjoint, so pages come in order.
std::vector<Facts::Page> pages_of(const MemorySource& memory) {
  std::vector<Facts::Page> pages;
  std::array<std::byte, kPageSize> bytes{};
  std::uint64_t base = 0, size = 0;
  const auto finish = [&] {
    if (size != 0) pages.push_back({base, size, sha256(bytes)});
    bytes.fill(std::byte{0});
    size = 0;
  };
  for (const AddressRange& range : memory.ranges())
    for (std::uint64_t at = 0; at < range.size;) {
      const std::uint64_t address = range.base.value + at, inside = address % kPageSize;
      if (address - inside != base) finish();
      base = address - inside;
      const std::uint64_t count = std::min(range.size - at, kPageSize - inside);
      DUMPLAB_CHECK(memory.read({address}, std::span(bytes).subspan(inside, count)) == count);
      size += count;
      at += count;
    }
  finish();
  return pages;
}

}  // namespace

std::string sha256(std::span<const std::byte> bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256(digest.data(), static_cast<const unsigned char*>(static_cast<const void*>(bytes.data())),
                     bytes.size());
  std::string text;
  for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

std::string file_name(std::string_view path) {
  return std::string(path.substr(path.find_last_of("/\\") + 1));
}

void sort(Facts& facts) {
  if (facts.modules) std::ranges::stable_sort(*facts.modules, {}, &Facts::Module::base);
  if (facts.memory) std::ranges::stable_sort(*facts.memory, {}, &Facts::Page::base);
}

Facts facts_of(const Snapshot& s) {
  Facts facts;
  facts.threads.emplace();
  for (const Thread& thread : s.threads) {
    const bool has_exception = s.exception && s.exception->ThreadId == thread.ThreadId &&
                               !std::holds_alternative<std::monostate>(s.exception->context);
    facts.threads->push_back(registers_of(thread, has_exception ? s.exception->context : thread.context));
  }
  facts.modules.emplace();
  for (const Module& module : s.modules)
    facts.modules->push_back({file_name(module.path), module.BaseOfImage, module.SizeOfImage});
  facts.tells_exception = true;
  if (s.exception)
    facts.exception =
        Facts::Exception{s.exception->ThreadId, s.exception->ExceptionCode, s.exception->ExceptionAddress};
  facts.memory = pages_of(*s.memory);
  sort(facts);
  return facts;
}

std::string to_json(const Facts& facts) {
  Json exception;
  if (facts.exception)
    exception = {{"thread_id", facts.exception->thread_id},
                 {"code", hex(facts.exception->code)},
                 {"address", hex(facts.exception->address)}};
  Json json = {{"schema", kSchema},
               {"verdict", facts.verdict.empty() ? Json() : Json(facts.verdict)},
               {"threads", list_or_null(facts.threads, thread_json)},
               {"modules", list_or_null(facts.modules, module_json)},
               {"exception", exception},
               {"memory", list_or_null(facts.memory, page_json)}};
  if (!facts.tells_exception) json.erase("exception");
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Facts> read_facts(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    if (json.at("schema") != kSchema)
      return fail(ErrorKind::kUnsupported, 0,
                  fmt::format("schema {}, {} expected", json["schema"].dump(), kSchema));
    Facts facts;
    if (json.contains("verdict") && !json["verdict"].is_null())
      facts.verdict = json["verdict"].get<std::string>();
    facts.threads = read_list(json, "threads", read_thread);
    facts.modules = read_list(json, "modules", read_module);
    facts.memory = read_list(json, "memory", read_page);
    facts.tells_exception = json.contains("exception");
    if (facts.tells_exception && !json["exception"].is_null()) {
      const Json& from = json["exception"];
      facts.exception =
          Facts::Exception{static_cast<std::uint32_t>(number(from.at("thread_id"))),
                           static_cast<std::uint32_t>(number(from.at("code"))), number(from.at("address"))};
    }
    sort(facts);
    return facts;
  } catch (const Json::parse_error& e) {
    return fail(ErrorKind::kMalformed, e.byte, e.what());
  } catch (const Json::exception& e) {
    return fail(ErrorKind::kMalformed, 0, e.what());
  }
}

}  // namespace dumplab::truth
