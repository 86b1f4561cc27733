// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <boost/archive/binary_iarchive.hpp>
#include <boost/archive/binary_oarchive.hpp>
#include <concepts>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <streambuf>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/saved.h"
#include "dumplab/result.h"
#include "saved/buffers.h"
#include "saved/graph.h"

namespace dumplab::saved {

/// Why a saved machine cannot be restored. Thrown and caught inside this component only.
struct Damage {
  Error error;
};

/// What an archive's bytes may grow to in memory beyond themselves: as many times, and so many bytes.
inline constexpr std::uint64_t kMostExpansion = 64, kFreeExpansion = 16u << 20;

template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool>;

/// A Boost archive (binary, without a header) of one machine. `archive(values...)` saves or loads them;
/// classes have a Fields<T>::visit(archive, value) that serves both ways, enumerations a Fields<T>::kLast.
/// Numbers have a fixed width, counts are 64 bits and are compared with the bytes that are left.
template <bool kIsLoader>
class Archive {
 public:
  static constexpr bool kLoads = kIsLoader;
  using Buffer = std::conditional_t<kLoads, InputBuffer, OutputBuffer>;
  using Boost = std::conditional_t<kLoads, boost::archive::binary_iarchive, boost::archive::binary_oarchive>;

  explicit Archive(Buffer& buffer) : buffer_(buffer), boost_(buffer, kFlags) {}

  Graph graph;  ///< what pointers mean

  template <class... T>
  void operator()(T&... values) {
    (item(values), ...);
  }

  /// `size` bytes as they are.
  void raw(void* data, std::size_t size) {
    if constexpr (kLoads) {
      check(size <= buffer_.remaining(), "the machine's data end here", ErrorKind::kTruncated);
      boost_.load_binary(data, size);
    } else {
      boost_.save_binary(data, size);
    }
  }

  /// The number of things that follow, each of at least `least` bytes.
  std::uint64_t count(std::uint64_t size, std::uint64_t least = 1) {
    (*this)(size);
    if constexpr (kLoads) check(size <= buffer_.remaining() / least, "a count of more than is there");
    return size;
  }

  /// Loading: refuses the file unless `condition`.
  void check(bool condition, const char* what, ErrorKind kind = ErrorKind::kMalformed) const {
    if constexpr (kLoads)
      if (!condition) throw Damage{{kind, buffer_.position(), what}};
  }
  /// Loading: `bytes` of memory that are not in the archive are about to be taken.
  void expand(std::uint64_t bytes) {
    if constexpr (kLoads) {
      const std::uint64_t most = buffer_.size() * kMostExpansion + kFreeExpansion;
      check(bytes <= most - expanded_, "more memory is needed than the file accounts for");
      expanded_ += bytes;
    }
  }
  bool at_end() const requires kLoads { return buffer_.remaining() == 0; }

 private:
  static constexpr unsigned kFlags = boost::archive::no_header | boost::archive::no_codecvt |
                                     boost::archive::no_xml_tag_checking | boost::archive::no_tracking;

  template <Integer T>
  void item(T& value) {
    if constexpr (kLoads) {
      check(sizeof value <= buffer_.remaining(), "the machine's data end here", ErrorKind::kTruncated);
      boost_ >> value;
    } else {
      boost_ << value;
    }
  }
  void item(bool& value) {
    std::uint8_t byte = value;
    item(byte);
    check(byte <= 1, "neither true nor false");
    value = byte != 0;
  }
  template <class T>
  void item(T& value) {
    if constexpr (std::is_enum_v<T>) {
      auto number = static_cast<std::uint32_t>(value);
      item(number);
      check(number <= Fields<T>::kLast, "a kind that does not exist");
      value = static_cast<T>(number);
    } else {
      Fields<T>::visit(*this, value);
    }
  }
  template <class T, std::size_t kSize>
  void item(std::array<T, kSize>& values) {
    for (T& value : values) item(value);
  }
  template <std::size_t kSize>
  void item(std::array<std::uint8_t, kSize>& bytes) {
    raw(bytes.data(), kSize);
  }
  void item(std::string& text) {
    const std::uint64_t size = count(text.size());
    text.resize(size);
    raw(text.data(), size);
  }
  void item(std::vector<std::byte>& bytes) {
    const std::uint64_t size = count(bytes.size());
    bytes.resize(size);
    raw(bytes.data(), size);
  }
  template <class T>
  void item(std::vector<T>& values) {
    sequence(values);
  }
  template <class T>
  void item(std::deque<T>& values) {
    sequence(values);
  }
  template <class Sequence>
  void sequence(Sequence& values) {
    std::uint64_t left = count(values.size());
    if constexpr (kLoads) {
      values.clear();
      for (; left > 0; --left) item(values.emplace_back());
    } else {
      for (auto& value : values) item(value);
    }
  }
  template <class T>
  void item(std::optional<T>& value) {
    bool there = value.has_value();
    item(there);
    if (kLoads && there) value.emplace();
    if (kLoads && !there) value.reset();
    if (there) item(*value);
  }
  template <class First, class Second>
  void item(std::pair<First, Second>& pair) {
    item(pair.first);
    item(pair.second);
  }
  template <class Key, class Value>
  void item(std::map<Key, Value>& values) {
    keyed(values, [&](auto& entry) {
      auto key = entry.first;
      item(key);
      item(entry.second);
    });
  }
  template <class Key>
  void item(std::set<Key>& values) {
    keyed(values, [&](Key key) { item(key); });
  }
  /// Keys ascend, so that one set has one archive.
  template <class Container, class Save>
  void keyed(Container& values, Save save) {
    std::uint64_t left = count(values.size());
    if constexpr (kLoads) {
      values.clear();
      for (; left > 0; --left) {
        typename Entry<Container>::type entry{};
        item(entry);
        check(values.empty() || values.value_comp()(*std::prev(values.end()), entry), "keys out of order");
        values.insert(values.end(), std::move(entry));
      }
    } else {
      for (auto& entry : values) save(entry);
    }
  }
  template <class Container>
  struct Entry {
    using type = typename Container::value_type;
  };
  template <class Key, class Value>
  struct Entry<std::map<Key, Value>> {
    using type = std::pair<Key, Value>;
  };

  Buffer& buffer_;
  Boost boost_;
  std::uint64_t expanded_ = 0;
};

using Saver = Archive<false>;
using Loader = Archive<true>;

}  // namespace dumplab::saved
