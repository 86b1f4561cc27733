// SPDX-License-Identifier: MIT
#include "truth/log.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace dumplab::truth {
namespace {

using Json = nlohmann::ordered_json;

struct Field {
  std::string_view name;
  bool decimal = false;
};

struct KindRow {
  Kind kind;
  std::string_view word, fields, text;

  std::vector<Field> field_list() const {
    std::vector<Field> list;
    for (std::size_t at = 0; at < fields.size();) {
      const std::size_t end = std::min(fields.find(' ', at), fields.size());
      std::string_view name = fields.substr(at, end - at);
      const bool decimal = name.front() == '#';
      if (decimal) name.remove_prefix(1);
      list.push_back({name, decimal});
      at = end + 1;
    }
    return list;
  }
};

constexpr KindRow kKinds[] = {
#define LOG(Name, word, fields, text) {Kind::k##Name, word, fields, text},
#include "truth/log_kinds.def"
#undef LOG
};

const KindRow& row_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Record> record_from_json(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const auto text_of = [&](std::string_view key) -> std::optional<std::string> {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
  };
  const auto number_of = [&](std::string_view key) -> std::optional<std::uint64_t> {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_unsigned()) return std::nullopt;
    return found->get<std::uint64_t>();
  };
  const auto word = text_of("kind");
  const auto* row = std::find_if(std::begin(kKinds), std::end(kKinds),
                                 [&](const KindRow& r) { return word && r.word == *word; });
  const auto time = number_of("time"), process = number_of("process"), thread = number_of("thread");
  if (row == std::end(kKinds) || !time || !process || !thread) return std::nullopt;
  Record record{*time, row->kind, static_cast<std::uint32_t>(*process), static_cast<std::uint32_t>(*thread),
                {},    {}};
  std::size_t i = 0;
  for (const Field& field : row->field_list()) {
    std::optional<std::uint64_t> value;
    if (field.decimal) {
      value = number_of(field.name);
    } else if (const auto text = text_of(field.name)) {
      value = parse_hex(*text);
    }
    if (!value) return std::nullopt;
    record.fields[i++] = *value;
  }
  if (!row->text.empty()) {
    auto text = text_of(row->text);
    if (!text) return std::nullopt;
    record.text = std::move(*text);
  }
  return record;
}

}  // namespace

std::string_view kind_word(Kind kind) { return row_of(kind).word; }

std::string log_to_json_lines(const Log& log) {
  std::string out;
  for (const Record& record : log) {
    const KindRow& row = row_of(record.kind);
    Json json = {
        {"time", record.time}, {"kind", row.word}, {"process", record.process}, {"thread", record.thread}};
    std::size_t i = 0;
    for (const Field& field : row.field_list()) {
      const std::uint64_t value = record.fields[i++];
      json[std::string(field.name)] = field.decimal ? Json(value) : Json(hex(value));
    }
    if (!row.text.empty()) json[std::string(row.text)] = record.text;
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
    out += '\n';
  }
  return out;
}

Result<Log> log_from_json_lines(std::string_view text) {
  Log log;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (!line.empty()) {
      auto record = record_from_json(Json::parse(line, nullptr, false));
      if (!record) return fail(ErrorKind::kMalformed, at, "not a record of a Dumplab event log");
      log.push_back(std::move(*record));
    }
    at = end + 1;
  }
  return log;
}

std::string log_to_text(const Log& log) {
  std::string out;
  for (const Record& record : log) {
    const KindRow& row = row_of(record.kind);
    out += fmt::format("{:>12}.{} us {:>5} {:>5}  {:<16}", record.time / 10, record.time % 10, record.process,
                       record.thread, row.word);
    std::size_t i = 0;
    for (const Field& field : row.field_list()) {
      const std::uint64_t value = record.fields[i++];
      out += field.decimal ? fmt::format(" {}={}", field.name, value)
                           : fmt::format(" {}={:#x}", field.name, value);
    }
    if (!record.text.empty()) out += fmt::format(" {}=\"{}\"", row.text, record.text);
    out += '\n';
  }
  return out;
}

}  // namespace dumplab::truth
