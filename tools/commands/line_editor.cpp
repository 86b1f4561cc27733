// SPDX-License-Identifier: MIT
#include "commands/line_editor.h"

#include <histedit.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace dumplab::commands {
namespace {

namespace fs = std::filesystem;

constexpr int kHistoryLines = 1000;

/// $XDG_STATE_HOME/dumplab/history, or ~/.local/state/dumplab/history; empty without a home.
fs::path history_file() {
  fs::path state;
  if (const char* xdg = std::getenv("XDG_STATE_HOME"); xdg && *xdg)
    state = xdg;
  else if (const char* home = std::getenv("HOME"); home && *home)
    state = fs::path(home) / ".local" / "state";
  return state.empty() ? state : state / "dumplab" / "history";
}

class LineEditor final : public shell::Terminal {
 public:
  explicit LineEditor(const shell::Session& session)
      : session_(session), history_(history_init()), edit_(el_init("dumplab", stdin, stdout, stderr)) {
    history(history_, &event_, H_SETSIZE, kHistoryLines);
    history(history_, &event_, H_SETUNIQUE, 1);
    if (const fs::path file = history_file(); !file.empty()) {
      std::error_code error;
      fs::create_directories(file.parent_path(), error);
      history(history_, &event_, H_LOAD, file.c_str());
    }
    el_set(edit_, EL_CLIENTDATA, this);
    el_set(edit_, EL_PROMPT, &LineEditor::prompt_of);
    el_set(edit_, EL_EDITOR, "emacs");
    el_set(edit_, EL_HIST, history, history_);
    el_set(edit_, EL_ADDFN, "complete", "Complete a command, module or symbol", &LineEditor::complete);
    el_set(edit_, EL_BIND, "^I", "complete", nullptr);
    el_set(edit_, EL_SIGNAL, 1);
    // Ctrl-C drops the line, not the session: while a line is edited it is a key like others.
    el_set(edit_, EL_ADDFN, "drop-line", "Leave the line and begin another", &LineEditor::drop_line);
    el_set(edit_, EL_BIND, "^C", "drop-line", nullptr);
    el_set(edit_, EL_SETTY, "-d", "-isig", nullptr);
    std::signal(SIGINT, SIG_IGN);
  }
  ~LineEditor() override {
    if (const fs::path file = history_file(); !file.empty()) history(history_, &event_, H_SAVE, file.c_str());
    el_end(edit_);
    history_end(history_);
  }

  std::optional<std::string> read_line(const std::string& prompt) override {
    prompt_ = prompt;
    int count = 0;
    const char* line = el_gets(edit_, &count);
    if (!line || count <= 0) {
      std::fputc('\n', stdout);
      return std::nullopt;
    }
    std::string text(line, static_cast<std::size_t>(count));
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (!text.empty()) history(history_, &event_, H_ENTER, text.c_str());
    return text;
  }
  void write(std::string_view text) override {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }

 private:
  static LineEditor* self(EditLine* edit) {
    void* data = nullptr;
    el_get(edit, EL_CLIENTDATA, &data);
    return static_cast<LineEditor*>(data);
  }
  static char* prompt_of(EditLine* edit) { return self(edit)->prompt_.data(); }

  static unsigned char drop_line(EditLine* edit, int) {
    const LineInfo* info = el_line(edit);
    const auto length = static_cast<int>(info->lastchar - info->buffer);
    el_cursor(edit, length);
    el_deletestr(edit, length);
    std::fputs("^C\n", stdout);
    return CC_REDISPLAY;
  }

  static unsigned char complete(EditLine* edit, int) {
    const LineInfo* info = el_line(edit);
    const std::string line(info->buffer, info->cursor);
    const auto words = self(edit)->session_.complete(line);
    if (words.empty()) return CC_ERROR;
    const std::size_t begun =
        line.size() - (line.find_last_of(" \t;(") == std::string::npos ? 0 : line.find_last_of(" \t;(") + 1);
    std::string common = words.front();
    for (const std::string& word : words) {
      const auto differs = std::mismatch(common.begin(), common.end(), word.begin(), word.end());
      common.erase(differs.first, common.end());
    }
    if (common.size() > begun) {
      std::string rest = common.substr(begun);
      if (words.size() == 1 && !rest.ends_with('!')) rest += ' ';
      el_insertstr(edit, rest.c_str());
      return CC_REFRESH;
    }
    constexpr std::size_t kMost = 60;
    std::fputc('\n', stdout);
    for (std::size_t i = 0; i < std::min(words.size(), kMost); ++i) {
      document::Document word;
      word.paragraph(words[i]);
      std::fputs(document::render_text(word).c_str(), stdout);
    }
    if (words.size() > kMost) std::printf("... and %zu more\n", words.size() - kMost);
    return CC_REDISPLAY;
  }

  const shell::Session& session_;
  History* history_;
  EditLine* edit_;
  HistEvent event_{};
  std::string prompt_;
};

class ScriptTerminal final : public shell::Terminal {
 public:
  std::optional<std::string> read_line(const std::string&) override {
    std::fflush(stdout);  // a program that types the lines waits for what the last one said
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    while (line.ends_with('\r')) line.pop_back();
    return line;
  }
  void write(std::string_view text) override { std::fwrite(text.data(), 1, text.size(), stdout); }
};

}  // namespace

std::unique_ptr<shell::Terminal> make_line_editor(const shell::Session& session) {
  return std::make_unique<LineEditor>(session);
}

std::unique_ptr<shell::Terminal> make_script_terminal() { return std::make_unique<ScriptTerminal>(); }

}  // namespace dumplab::commands
