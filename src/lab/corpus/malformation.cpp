// SPDX-License-Identifier: MIT
#include "corpus/malformation.h"

#include <fmt/format.h>

#include <iterator>

namespace dumplab::corpus {

std::string_view letter(Verdict verdict) {
  constexpr std::string_view kLetters[] = {"R", "S", "E", "W", "A"};
  return kLetters[static_cast<std::size_t>(verdict)];
}

std::string Malformation::name() const { return fmt::format("{}-{}", id, variant); }

const std::vector<Malformation>& all_malformations() {
  static const std::vector<Malformation> all = [] {
    std::vector<Malformation> rows;
    for (const auto chapter : {header_malformations, list_malformations, string_malformations,
                               thread_malformations, module_malformations, memory_malformations,
                               stack_malformations, structure_malformations, image_malformations}) {
      auto more = chapter();
      std::move(more.begin(), more.end(), std::back_inserter(rows));
    }
    return rows;
  }();
  return all;
}

std::function<void(Draft&)> patch(std::function<void(Image&)> what) {
  return [what = std::move(what)](Draft& draft) { draft.patches.push_back(what); };
}

std::function<void(Draft&)> set(std::string label, std::uint64_t behind, std::size_t size,
                                std::uint64_t value) {
  return patch([=, label = std::move(label)](Image& image) { image.set(label, behind, size, value); });
}

}  // namespace dumplab::corpus
