// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/paired_test.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace shelfcast::experiments {
namespace {

constexpr int kMostDaysApart = 3;  // of weeks that are taken for the same one

/// Ranks of the magnitudes, times two, so that the mean ranks of ties are whole.
std::vector<std::size_t> doubled_ranks(std::span<const double> differences) {
  std::vector<double> sizes;
  for (const double difference : differences) sizes.push_back(std::fabs(difference));
  std::ranges::sort(sizes);
  std::vector<std::size_t> ranks;
  for (const double difference : differences) {
    const auto [first, last] = std::ranges::equal_range(sizes, std::fabs(difference));
    ranks.push_back(static_cast<std::size_t>((first - sizes.begin()) + (last - sizes.begin()) + 1));
  }
  return ranks;
}

/// How likely a sum of at least `sum` is, where each rank is in it or not by the toss of a coin.
double chance_of_at_least(std::size_t sum, std::span<const std::size_t> ranks) {
  std::vector<double> chance{1};  // by sum
  for (const std::size_t rank : ranks) {
    std::vector<double> next(chance.size() + rank);
    for (std::size_t i = 0; i < chance.size(); ++i) {
      next[i] += chance[i] / 2;
      next[i + rank] += chance[i] / 2;
    }
    chance = std::move(next);
  }
  double tail = 0;
  for (std::size_t i = chance.size(); i-- > sum;) tail += chance[i];
  return tail;
}

/// By period: a model's error over the mean of the others', where they had any.
struct Relative {
  Day first;
  double error;
};

std::vector<Relative> relative_errors(const domain::Contest& contest, std::string_view model) {
  std::vector<Relative> relative;
  const auto own = contest.errors.find(model);
  if (own == contest.errors.end()) return relative;
  for (std::size_t i = 0; i < contest.periods.size(); ++i) {
    double others = 0;
    for (const auto& [name, errors] : contest.errors)
      if (name != model) others += errors[i];
    const auto count = static_cast<double>(contest.errors.size()) - 1;
    if (others > 0) relative.push_back({contest.periods[i], own->second[i] * count / others});
  }
  return relative;
}

}  // namespace

PairedTest compare(std::span<const Pair> pairs) {
  PairedTest test;
  std::vector<double> differences;
  double challenger = 0;
  double holder = 0;
  for (const auto& pair : pairs) {
    challenger += pair.challenger;
    holder += pair.holder;
    if (pair.challenger != pair.holder) differences.push_back(pair.holder - pair.challenger);
  }
  if (differences.empty()) return test;
  const auto ranks = doubled_ranks(differences);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i)
    if (differences[i] > 0) sum += ranks[i];
  test.periods = differences.size();
  test.chance = chance_of_at_least(sum, ranks);
  test.improvement = holder > 0 ? (holder - challenger) / holder : 0;
  test.rank_sum = static_cast<double>(sum) / 2;
  return test;
}

bool wins(std::span<const Pair> pairs, std::size_t fewest) {
  const auto test = compare(pairs);
  return test.periods >= fewest && test.chance <= kMostChance && test.improvement >= kLeastImprovement;
}

Pairs pairs_of(const domain::Contest& contest, std::string_view challenger, std::string_view holder) {
  const auto one = contest.errors.find(challenger);
  const auto other = contest.errors.find(holder);
  Pairs pairs;
  if (one == contest.errors.end() || other == contest.errors.end()) return pairs;
  for (std::size_t i = 0; i < contest.periods.size(); ++i) pairs.push_back({one->second[i], other->second[i]});
  return pairs;
}

Pairs pairs_of_trainings(const domain::Contest& challenger, const domain::Contest& holder, std::string_view model) {
  const auto held = relative_errors(holder, model);
  Pairs pairs;
  for (const auto& now : relative_errors(challenger, model)) {
    const auto is_same = [&](const Relative& then) { return std::abs(then.first - now.first) <= kMostDaysApart; };
    if (const auto then = std::ranges::find_if(held, is_same); then != held.end())
      pairs.push_back({now.error, then->error});
  }
  return pairs;
}

}  // namespace shelfcast::experiments
