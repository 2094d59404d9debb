// SPDX-License-Identifier: Apache-2.0
#include "features/kindred.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>

namespace shelfcast::features {
namespace {

constexpr double kPrior = 0.25;            // how much the mean product weighs; one of the same words weighs 1
constexpr std::size_t kShortest = 3;       // bytes of a word
constexpr std::size_t kMostBearers = 200;  // a word of more products tells little, and costs much
constexpr std::size_t kMostLike = 32;
constexpr double kOtherSeller = 0.5;

bool is_letter(char c) {  // bytes of other alphabets in UTF-8 are letters, too
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::vector<std::string> words_naming(const domain::Product& product) {
  return words_of(product.name.empty() ? product.key : product.name);
}

double closeness(const domain::PanelProduct& own, double price, const Sibling& other) {
  const double of_price = price > 0 && other.price > 0 ? std::min(price / other.price, other.price / price) : 1.0;
  return of_price * (other.product->product.seller == own.product.seller ? 1.0 : kOtherSeller);
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

Kindred::Kindred(std::vector<Sibling> siblings) : siblings_(std::move(siblings)) {
  for (std::size_t s = 0; s < siblings_.size(); ++s)
    for (const auto& word : words_naming(siblings_[s].product->product)) bearers_[word].push_back(s);
}

std::vector<Kindred::Likeness> Kindred::most_like(const domain::PanelProduct& own) const {
  double in_all = 0;
  std::vector<Likeness> shared;
  for (const auto& word : words_naming(own.product)) {
    const auto found = bearers_.find(word);
    if (found == bearers_.end() || found->second.size() > kMostBearers) continue;
    const double told =
        exact::log(static_cast<double>(siblings_.size() + 1) / static_cast<double>(found->second.size()));
    in_all += told;
    for (const auto sibling : found->second) shared.push_back({sibling, told});
  }
  std::ranges::stable_sort(shared, {}, &Likeness::sibling);
  std::vector<Likeness> like;
  for (const auto& [sibling, told] : shared) {
    if (like.empty() || like.back().sibling != sibling) like.push_back({sibling, 0});
    like.back().told += told / in_all;
  }
  std::ranges::stable_sort(like, std::greater<>(), &Likeness::told);
  like.resize(std::min(like.size(), kMostLike));
  return like;
}

double Kindred::rate_of(const domain::PanelProduct& own, double price, double mean) const {
  double sum = kPrior * mean;
  double weights = kPrior;
  for (const auto& [sibling, told] : most_like(own)) {
    const double weight = told * told * closeness(own, price, siblings_[sibling]);
    sum += weight * siblings_[sibling].rate;
    weights += weight;
  }
  return sum / weights;
}

}  // namespace shelfcast::features
