// SPDX-License-Identifier: Apache-2.0
#include "training/blend.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::training {
namespace {

constexpr int kMostRounds = 300;
constexpr double kSettled = 1e-7;  // weight moved in a round

}  // namespace

const Weights& BlendWeights::of(CategoryId category) const {
  const auto own = of_category.find(category);
  return own == of_category.end() ? everywhere : own->second;
}

Weights prior_weights(std::span<const Member> members) {
  Weights weights;
  double sum = 0;
  for (const auto& member : members) sum += member.prior;
  for (const auto& member : members) weights.push_back(member.prior / sum);
  return weights;
}

Evidence::Evidence(std::size_t members) : members_(members), products_(members * members), with_truth_(members) {}

void Evidence::add(std::span<const double> said, double came, double importance) {
  for (std::size_t i = 0; i < members_; ++i) {
    const double weighted = said[i] * importance;
    for (std::size_t j = 0; j < members_; ++j) products_[i * members_ + j] += weighted * said[j];
    with_truth_[i] += weighted * came;
  }
  rows_ += 1;
}

void Evidence::add(const Evidence& other) {
  for (std::size_t i = 0; i < products_.size(); ++i) products_[i] += other.products_[i];
  for (std::size_t i = 0; i < members_; ++i) with_truth_[i] += other.with_truth_[i];
  rows_ += other.rows_;
}

/// Moves weight between pairs of members, each time by what is best for the two, until nothing moves.
Weights Evidence::best_weights(const Weights& prior, double prior_rows) const {
  if (rows_ <= 0) return prior;
  Weights of_prior(members_);  // product of each member's word with the prior blend's
  double prior_square = 0;
  for (std::size_t i = 0; i < members_; ++i) {
    for (std::size_t j = 0; j < members_; ++j) of_prior[i] += together(i, j) * prior[j];
    prior_square += prior[i] * of_prior[i];
  }
  double disagreement = 0;
  for (std::size_t i = 0; i < members_; ++i) disagreement += together(i, i) - 2 * of_prior[i] + prior_square;
  const double pull = prior_rows * disagreement / (static_cast<double>(members_) * rows_) + 1e-12 * prior_square;

  Weights weights = prior;
  Weights slope(members_);  // half the gradient of the error
  for (std::size_t i = 0; i < members_; ++i) slope[i] = of_prior[i] - with_truth_[i];
  for (int round = 0; round < kMostRounds; ++round) {
    double moved = 0;
    for (std::size_t i = 0; i < members_; ++i)
      for (std::size_t j = i + 1; j < members_; ++j) {
        const double bend = together(i, i) - 2 * together(i, j) + together(j, j) + 2 * pull;
        if (bend <= 0) continue;
        const double step = std::clamp((slope[j] - slope[i]) / bend, -weights[i], weights[j]);
        weights[i] += step;
        weights[j] -= step;
        for (std::size_t k = 0; k < members_; ++k) slope[k] += step * (together(k, i) - together(k, j));
        slope[i] += step * pull;
        slope[j] -= step * pull;
        moved += std::abs(step);
      }
    if (moved < kSettled) break;
  }
  return weights;
}

}  // namespace shelfcast::training
