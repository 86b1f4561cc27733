// SPDX-License-Identifier: MIT
#include "report/stack_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/try.h"
#include "report/address_text.h"

namespace dumplab::report {
namespace {

using document::Ladder;
using unwind::StackFrame;
using unwind::Trust;

/// A frame of more words than this is drawn without its middle: so many words of each end are kept.
constexpr std::uint64_t kMostWords = 16, kFirstWords = 8, kLastWords = 4;
/// The same for frames of a stack.
constexpr std::size_t kMostFrames = 48, kFirstFrames = 32, kLastFrames = 8;
/// How far from a frame's ESP a CONTEXT is looked for, in bytes.
constexpr std::uint64_t kLongestSearch = 0x1000;
// Offsets in CONTEXT. Source: winnt.h.
constexpr std::uint64_t kContextEbp = 0xb4, kContextEip = 0xb8, kContextEsp = 0xc4;

/// What is known of one word of the stack.
struct Word {
  std::string meaning;
  std::vector<std::string> pointers;
  std::optional<std::uint64_t> target;  ///< of a saved EBP: the next frame's
};

class StackPicture {
 public:
  StackPicture(const Analysis& analysis, const ThreadAnalysis& thread)
      : analysis_(analysis), thread_(thread), text_(analysis.snapshot) {
    wide_ = std::holds_alternative<ContextAmd64>(*thread.context);
    size_ = wide_ ? 8 : 4;
  }

  document::Document draw() {
    join_frames();
    find_words();
    add_targets();
    add_bands();
    add_links();
    document::Document page;
    ladder_.title = fmt::format("Stack of thread {}", thread_.thread->ThreadId);
    page.paragraph(
        "Addresses grow downwards, the stack grows upwards. An arrow's label is the address of the word that "
        "proves it.");
    page.ladder(std::move(ladder_));
    if (!thread_.stack.stop.empty()) page.paragraph("The walk ended: " + thread_.stack.stop + ".");
    return page;
  }

 private:
  /// What came after the exception lies below it.
  void join_frames() {
    const auto& event = thread_.stack.frames;
    for (const StackFrame& frame : thread_.own_stack.frames) {
      if (frame.esp >= event.front().esp) break;
      frames_.push_back(frame);
    }
    after_exception_ = frames_.size();
    frames_.insert(frames_.end(), event.begin(), event.end());
    const auto* const block = analysis_.process.find_thread(thread_.thread->ThreadId);
    end_ = block ? block->stack_base : thread_.thread->stack.end().value;
    if (end_ <= frames_.back().esp) end_ = frames_.back().esp + kFirstWords * size_;
  }

  std::optional<std::uint64_t> read(std::uint64_t address) const {
    std::uint64_t word = 0;
    if (!analysis_.modules.memory().read_exactly({address}, &word, size_)) return std::nullopt;
    return word;
  }

  /// The first byte above frame `i`.
  std::uint64_t end_of(std::size_t i) const { return i + 1 < frames_.size() ? frames_[i + 1].esp : end_; }

  bool is_hidden(std::size_t i) const {
    return frames_.size() > kMostFrames && i >= kFirstFrames && i + kLastFrames < frames_.size();
  }

  std::string place(const StackFrame& frame) const { return place_text(frame.place, frame.eip, text_); }

  void add_registers(std::size_t i, const std::string& prefix) {
    words_[frames_[i].esp].pointers.push_back(prefix + (wide_ ? "RSP" : "ESP"));
    // A frame pointer that leads elsewhere is only named.
    const bool inside =
        frames_[i].ebp >= frames_[i].esp && frames_[i].ebp < end_ && frames_[i].ebp % size_ == 0;
    if (inside) words_[frames_[i].ebp].pointers.push_back(prefix + (wide_ ? "RBP" : "EBP"));
  }

  void find_words() {
    add_registers(0, after_exception_ ? "own " : "");
    if (after_exception_) add_registers(after_exception_, "");
    for (std::size_t i = 0; i + 1 < frames_.size(); ++i) {
      if (is_hidden(i)) continue;
      // The exception's registers are in the dump's own stream when no CONTEXT on the stack has them.
      if (i + 1 == after_exception_ || frames_[i + 1].trust == Trust::kException)
        find_context(i);
      else
        find_return(i);
    }
  }

  /// Words that others point to are shown, too.
  void add_targets() {
    std::vector<std::uint64_t> targets = {frames_.back().ebp};
    for (const auto& [at, word] : words_)
      if (word.target) targets.push_back(*word.target);
    for (const std::uint64_t target : targets)
      if (target >= frames_.front().esp && target < end_ && target % size_ == 0) words_[target];
  }

  void find_return(std::size_t i) {
    const StackFrame &frame = frames_[i], &caller = frames_[i + 1];
    const std::string meaning = "return to " + place(caller);
    if (caller.trust == Trust::kFramePointer) {
      words_[frame.ebp] = {"saved EBP", words_[frame.ebp].pointers, caller.ebp};
      words_[frame.ebp + size_].meaning = meaning;
      return;
    }
    if (caller.evidence) words_[caller.evidence->slot].meaning = meaning;
  }

  /// The CONTEXT whose registers are those of the next frame.
  void find_context(std::size_t i) {
    const StackFrame &frame = frames_[i], &next = frames_[i + 1];
    const std::uint64_t last = std::min(end_of(i), frame.esp + kLongestSearch);
    for (std::uint64_t at = frame.esp; at < last; at += size_) {
      if (read(at + kContextEip) != next.eip || read(at + kContextEsp) != next.esp ||
          read(at + kContextEbp) != next.ebp)
        continue;
      words_[at].meaning = "CONTEXT: ContextFlags";
      words_[at + kContextEbp] = {"CONTEXT: Ebp", {}, next.ebp};
      words_[at + kContextEip].meaning = "CONTEXT: Eip " + place(next);
      words_[at + kContextEsp] = {"CONTEXT: Esp", {}, next.esp};
      return;
    }
  }

  void add_bands() {
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      if (is_hidden(i)) {
        const std::size_t last = frames_.size() - kLastFrames;
        ladder_.bands.push_back({fmt::format("... {} frames, {:#x} bytes, left out", last - i,
                                             frames_[last].esp - frames_[i].esp),
                                 {},
                                 {},
                                 false});
        i = last - 1;
        continue;
      }
      add_band(i);
    }
    Ladder::Rung& base = ladder_.bands.back().rungs.emplace_back();
    base.address = text_(end_);
    base.meaning = "end of the stack";
  }

  void add_band(std::size_t i) {
    const StackFrame& frame = frames_[i];
    Ladder::Band& band = ladder_.bands.emplace_back();
    band.title = fmt::format("{:02x} {} {}", i, text_(frame.eip), place(frame));
    band.marked = thread_.has_exception && i >= after_exception_;
    if (i == 0 || i == after_exception_) band.pointers.push_back(i < after_exception_ ? own_eip() : eip());
    if (thread_.has_exception && i == after_exception_) band.title += "  the exception";
    if (i < after_exception_) band.title += "  after the exception";
    std::uint64_t next = frame.esp;
    for (const std::uint64_t at : shown_words(frame.esp, end_of(i))) {
      leave_out(band, next, at);
      add_rung(band, at);
      next = at + size_;
    }
    leave_out(band, next, end_of(i));
  }

  std::string eip() const { return wide_ ? "RIP" : "EIP"; }
  std::string own_eip() const { return "own " + eip(); }

  /// Both ends of [base, end), and every word of which something is known.
  std::set<std::uint64_t> shown_words(std::uint64_t base, std::uint64_t end) const {
    std::set<std::uint64_t> shown;
    const std::uint64_t count = (end - base) / size_;
    const auto add = [&](std::uint64_t first, std::uint64_t last) {
      for (std::uint64_t i = first; i < last; ++i) shown.insert(base + i * size_);
    };
    add(0, count <= kMostWords ? count : kFirstWords);
    if (count > kMostWords) add(count - kLastWords, count);
    for (auto word = words_.lower_bound(base); word != words_.end() && word->first < end; ++word)
      if ((word->first - base) % size_ == 0) shown.insert(word->first);
    return shown;
  }

  void leave_out(Ladder::Band& band, std::uint64_t from, std::uint64_t to) {
    if (to <= from) return;
    band.rungs.push_back({{}, {}, fmt::format("... {:#x} bytes", to - from), {}});
    ++rungs_;
  }

  void add_rung(Ladder::Band& band, std::uint64_t at) {
    const auto value = read(at);
    const auto known = words_.find(at);
    Ladder::Rung rung{text_(at), value ? text_(*value) : std::string(wide_ ? 17 : 8, '?'), {}, {}};
    if (known != words_.end()) {
      rung.meaning = known->second.meaning;
      rung.pointers = known->second.pointers;
    }
    band.rungs.push_back(std::move(rung));
    rung_at_[at] = rungs_++;
  }

  void add_links() {
    for (const auto& [at, word] : words_) {
      if (!word.target) continue;
      const auto from = rung_at_.find(at), to = rung_at_.find(*word.target);
      if (from != rung_at_.end() && to != rung_at_.end())
        ladder_.links.push_back({from->second, to->second, "[" + text_(at) + "]"});
    }
  }

  const Analysis& analysis_;
  const ThreadAnalysis& thread_;
  AddressText text_;
  bool wide_ = false;
  std::uint64_t size_ = 4;               ///< bytes of a word
  std::vector<StackFrame> frames_;       ///< innermost first
  std::size_t after_exception_ = 0;      ///< frames before that of the exception
  std::uint64_t end_ = 0;                ///< of the stack
  std::map<std::uint64_t, Word> words_;  ///< by address
  std::map<std::uint64_t, std::size_t> rung_at_;
  std::size_t rungs_ = 0;
  Ladder ladder_;
};

}  // namespace

Result<document::Document> draw_stack(const Analysis& analysis, std::optional<std::uint32_t> thread_id) {
  const auto& threads = analysis.threads;
  auto thread = std::find_if(threads.begin(), threads.end(), [&](const ThreadAnalysis& t) {
    return thread_id ? t.thread->ThreadId == *thread_id : t.has_exception;
  });
  if (!thread_id && thread == threads.end()) thread = threads.begin();
  if (thread == threads.end())
    return fail(ErrorKind::kMalformed, 0,
                thread_id ? fmt::format("there is no thread {}", *thread_id) : "there are no threads");
  if (thread->stack.frames.empty())
    return fail(ErrorKind::kUnsupported, 0,
                fmt::format("thread {} has no registers of a known processor", thread->thread->ThreadId));
  return StackPicture(analysis, *thread).draw();
}

}  // namespace dumplab::report
