// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/namesakes.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <functional>

namespace shelfcast::features {
namespace {

constexpr std::size_t kShortest = 3;       // bytes of a word
constexpr std::size_t kMostBearers = 200;  // a word of more names tells little, and costs much

bool is_letter(char c) {  // bytes of other alphabets in UTF-8 are letters, too
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    std::string word;
    while (i < text.size() && is_letter(text[i])) word.push_back(lower(text[i++]));
    if (word.size() >= kShortest) words.push_back(std::move(word));
    while (i < text.size() && !is_letter(text[i])) ++i;
  }
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

Namesakes::Namesakes(const std::vector<std::string_view>& names) : names_(names.size()) {
  for (std::size_t place = 0; place < names.size(); ++place)
    for (const auto& word : words_of(names[place])) bearers_[word].push_back(place);
}

std::vector<Namesakes::Likeness> Namesakes::most_like(std::string_view text) const {
  double in_all = 0;
  std::vector<Likeness> shared;
  for (const auto& word : words_of(text)) {
    const auto found = bearers_.find(word);
    if (found == bearers_.end() || found->second.size() > kMostBearers) continue;
    const double told = exact::log(static_cast<double>(names_ + 1) / static_cast<double>(found->second.size()));
    in_all += told;
    for (const auto place : found->second) shared.push_back({place, told});
  }
  std::ranges::stable_sort(shared, {}, &Likeness::place);
  std::vector<Likeness> like;
  for (const auto& [place, told] : shared) {
    if (like.empty() || like.back().place != place) like.push_back({place, 0});
    like.back().told += told / in_all;
  }
  std::ranges::stable_sort(like, std::greater<>(), &Likeness::told);
  return like;
}

}  // namespace shelfcast::features
