// SPDX-License-Identifier: MIT
#include "report/memory_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "report/page_names.h"

namespace dumplab::report {
namespace {

constexpr std::uint64_t kPage = 4096;
constexpr std::string_view kAlreadyThere = "shared";  // source of a page that was in a frame before

using Key = std::pair<std::uint32_t, std::uint64_t>;  // process, linear

/// The frames as the log's records change them.
class Replay {
 public:
  void apply(const truth::Record& record) {
    const auto& fields = record.fields;
    switch (record.kind) {
      case truth::Kind::kPageFault:
        put({record.process, fields[0] & ~(kPage - 1)}, static_cast<std::uint32_t>(fields[1]), record.text);
        break;
      case truth::Kind::kPageOut:
        empty_frame(static_cast<std::uint32_t>(fields[1]));
        break;
      case truth::Kind::kFree:
      case truth::Kind::kDecommit:
      case truth::Kind::kModuleUnload:
        remove(record.process, fields[0], fields[1]);
        break;
      case truth::Kind::kProcessExit:
        remove(record.process, 0, std::uint64_t{1} << 32);
        break;
      default:
        break;
    }
  }

  struct Place {
    std::uint32_t frame;
    std::string source;
  };
  const std::map<Key, Place>& places() const { return places_; }

 private:
  void put(const Key& key, std::uint32_t frame, const std::string& source) {
    take_out(key);
    if (source != kAlreadyThere && !frames_[frame].empty()) empty_frame(frame);
    places_[key] = {frame, source};
    frames_[frame].insert(key);
  }
  void take_out(const Key& key) {
    const auto found = places_.find(key);
    if (found == places_.end()) return;
    frames_[found->second.frame].erase(key);
    places_.erase(found);
  }
  void empty_frame(std::uint32_t frame) {
    for (const Key& key : frames_[frame]) places_.erase(key);
    frames_[frame].clear();
  }
  void remove(std::uint32_t process, std::uint64_t base, std::uint64_t size) {
    auto at = places_.lower_bound({process, base});
    while (at != places_.end() && at->first.first == process && at->first.second - base < size) {
      frames_[at->second.frame].erase(at->first);
      at = places_.erase(at);
    }
  }

  std::map<Key, Place> places_;
  std::map<std::uint32_t, std::set<Key>> frames_;
};

/// Pages that follow one another in linear memory and in frames, with the same name.
struct Run {
  MemoryMap::Page first;
  std::uint64_t pages;
};

std::vector<Run> runs_of(const MemoryMap& map) {
  std::vector<Run> runs;
  for (const MemoryMap::Page& page : map.pages) {
    if (!runs.empty()) {
      Run& last = runs.back();
      const bool follows = page.process == last.first.process && page.what == last.first.what &&
                           page.linear == last.first.linear + last.pages * kPage &&
                           page.frame == last.first.frame + last.pages;
      if (follows) {
        ++last.pages;
        continue;
      }
    }
    runs.push_back({page, 1});
  }
  return runs;
}

std::string pages_text(std::uint64_t count) { return count == 1 ? "1 page" : fmt::format("{} pages", count); }

std::string frames_text(std::uint32_t first, std::uint64_t count) {
  const std::string at = fmt::format("physical {:08x}", std::uint64_t{first} * kPage);
  return count == 1 ? fmt::format("frame {}  {}", first, at)
                    : fmt::format("frames {}-{}  {}", first, first + count - 1, at);
}

}  // namespace

MemoryMap map_from_log(const truth::Log& log) {
  Replay replay;
  PageNames names;
  for (const truth::Record& record : log) {
    replay.apply(record);
    names.apply(record);
  }
  MemoryMap map;
  for (const auto& [key, place] : replay.places())
    map.pages.push_back(
        {key.first, key.second, place.frame, names.of(key.first, key.second).value_or(place.source)});
  map.source = "Frames as the event log tells them, at its end; a user dump does not hold them.";
  return map;
}

document::Document draw_memory_map(const MemoryMap& map) {
  document::Figure figure;
  figure.title = "Linear and physical memory";
  figure.columns = {"linear", "physical"};
  const std::vector<Run> runs = runs_of(map);
  for (const Run& run : runs)
    figure.boxes.push_back({0,
                            {fmt::format("process {}  {}", run.first.process, run.first.what),
                             fmt::format("{:08x}-{:08x}  {}", run.first.linear,
                                         run.first.linear + run.pages * kPage - 1, pages_text(run.pages))}});
  // A frame that several processes share is drawn once.
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::vector<std::size_t>> frames;
  for (std::size_t i = 0; i < runs.size(); ++i) frames[{runs[i].first.frame, runs[i].pages}].push_back(i);
  for (const auto& [place, owners] : frames) {
    figure.boxes.push_back({1, {frames_text(place.first, place.second)}});
    for (const std::size_t owner : owners) figure.arrows.push_back({owner, figure.boxes.size() - 1, ""});
  }
  std::sort(figure.arrows.begin(), figure.arrows.end(),
            [](const auto& a, const auto& b) { return a.from < b.from; });
  document::Document page;
  page.paragraph(map.source);
  page.figure(std::move(figure));
  return page;
}

}  // namespace dumplab::report
