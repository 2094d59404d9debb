// SPDX-License-Identifier: Apache-2.0
#include "features/kindred.hpp"

#include <algorithm>

namespace shelfcast::features {
namespace {

constexpr double kPrior = 0.25;  // how much the mean product weighs; one of the same words weighs 1
constexpr std::size_t kMostLike = 32;
constexpr double kOtherSeller = 0.5;

std::vector<std::string_view> texts_naming(const std::vector<Sibling>& siblings) {
  std::vector<std::string_view> texts;
  texts.reserve(siblings.size());
  for (const auto& sibling : siblings) texts.push_back(naming(sibling.product->product));
  return texts;
}

double closeness(const domain::PanelProduct& own, double price, const Sibling& other) {
  const double of_price = price > 0 && other.price > 0 ? std::min(price / other.price, other.price / price) : 1.0;
  return of_price * (other.product->product.seller == own.product.seller ? 1.0 : kOtherSeller);
}

}  // namespace

Kindred::Kindred(std::vector<Sibling> siblings) : siblings_(std::move(siblings)), names_(texts_naming(siblings_)) {}

double Kindred::rate_of(const domain::PanelProduct& own, double price, double mean) const {
  double sum = kPrior * mean;
  double weights = kPrior;
  auto like = names_.most_like(naming(own.product));
  like.resize(std::min(like.size(), kMostLike));
  for (const auto& [sibling, told] : like) {
    const double weight = told * told * closeness(own, price, siblings_[sibling]);
    sum += weight * siblings_[sibling].rate;
    weights += weight;
  }
  return sum / weights;
}

}  // namespace shelfcast::features
