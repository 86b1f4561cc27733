// SPDX-License-Identifier: MIT
#include "peer_text.h"

#include <fstream>
#include <sstream>

namespace dumplab::test {
namespace {

std::string unquoted(const std::string& value) {
  return value.size() < 2 || value.front() != '"' ? value : value.substr(1, value.size() - 2);
}

/// Lines are "  name = value"; a line without "=" begins a block that it names.
class Parser {
 public:
  PeerText text;

  void take(const std::string& line) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) return begin(line);
    std::string name = line.substr(0, equals);
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    value_ = equals + 2 < line.size() ? line.substr(equals + 2) : "";
    field(name);
  }

 private:
  void begin(const std::string& line) {
    if (line.starts_with("0x") && wants_bytes_) {
      text.memory.back().hex = line.substr(2);
      wants_bytes_ = false;
    }
    if (line.starts_with("MDRaw") || line == "MDException" || line == "MDMemoryDescriptor") block_ = line;
    if (line == "MDRawThread") text.threads.emplace_back();
    if (line == "MDRawModule") text.modules.emplace_back();
    if (line == "MDException") text.exception.emplace();
    if (line == "MDRawThread" || line == "MDException") owner_ = line;
    if (line == "MDMemoryDescriptor") text.memory.emplace_back();
    if (line == "Memory") wants_bytes_ = block_ == "MDMemoryDescriptor";
    if (line == "MDRawContextX86") registers().emplace();
  }

  std::optional<peer::Registers>& registers() {
    return owner_ == "MDException" ? text.exception->registers : text.threads.back().registers;
  }
  std::uint64_t number() const { return std::stoull(value_, nullptr, 0); }

  void field(const std::string& name) {
    const auto set = [&](std::string_view wanted, std::uint64_t& to) {
      if (name == wanted) to = number();
    };
    if (block_ == "MDRawHeader") {
      set("time_date_stamp", text.time);
      set("flags", text.flags);
      set("stream_count", text.stream_count);
    } else if (block_ == "MDRawThread") {
      set("thread_id", text.threads.back().id);
      set("teb", text.threads.back().teb);
      set("stack.start_of_memory_range", text.threads.back().stack_base);
      set("stack.memory.data_size", text.threads.back().stack_size);
    } else if (block_ == "MDRawModule") {
      auto& module = text.modules.back();
      set("base_of_image", module.base);
      set("size_of_image", module.size);
      set("time_date_stamp", module.timestamp);
      if (name == "(code_file)") module.path = unquoted(value_);
      if (name == "(cv_record).pdb_file_name") module.pdb_name = unquoted(value_);
    } else if (block_ == "MDException") {
      set("thread_id", text.exception->thread_id);
      set("exception_record.exception_code", text.exception->code);
      set("exception_record.exception_address", text.exception->address);
      if (name.starts_with("exception_record.exception_information"))
        text.exception->information.push_back(number());
    } else if (block_ == "MDMemoryDescriptor") {
      set("start_of_memory_range", text.memory.back().base);
      set("memory.data_size", text.memory.back().size);
    } else if (block_ == "MDRawContextX86") {
      set("eip", registers()->eip);
      set("esp", registers()->esp);
      set("ebp", registers()->ebp);
    }
  }

  std::string block_, owner_, value_;
  bool wants_bytes_ = false;
};

}  // namespace

std::optional<PeerText> read_peer_text(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) return std::nullopt;
  Parser parser;
  for (std::string line; std::getline(file, line);) parser.take(line);
  return std::move(parser.text);
}

}  // namespace dumplab::test
