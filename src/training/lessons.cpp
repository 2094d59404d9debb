// SPDX-License-Identifier: Apache-2.0
#include "training/lessons.hpp"

#include "training/scoring.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::training {
namespace {

constexpr domain::Band kWindows[] = {{"1-7", 1, 7}, {"8-28", 8, 28}};

// How many rows of evidence the prior is worth, and what is true everywhere to a category.
constexpr double kPriorProducts = 500;
constexpr double kPriorProductsOfCategory = 4000;
constexpr double kPriorTotals = 100;
constexpr double kPriorTotalsOfCategory = 300;
constexpr double kPriorSellersInRows = 0.1;  // however many sellers there are, their weeks are the same few
constexpr double kSpread = 0.1;              // variance of a product's units beyond chance, over their square
constexpr double kDayCounts = 0.15;          // a day's row beside the row of the whole window

/// The least square error with this importance is about the least absolute error: what varies more counts less.
double importance_of(double units) {
  return 1 / std::sqrt(units + kSpread * units * units);
}

double sum_of(const models::Grid& grid, std::size_t row, std::size_t first, std::size_t count) {
  double sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += grid.at(row, i);
  return sum;
}

/// Of the first `days` of a band, which are a slice each.
std::vector<Evidence> evidence_of_products(const Words& words, const domain::Panel& panel, const Sums& came,
                                           std::size_t days) {
  std::vector<Evidence> evidence(panel.categories.size(), Evidence(words.size()));
  const auto totals = by_category(panel, came).units;
  const auto slices = static_cast<double>(days);
  std::vector<double> said(words.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const std::size_t category = panel.products[p].category;
    const double total = std::max(totals[category], 0.0);  // returns can outweigh sales
    double mean = 0;
    for (std::size_t m = 0; m < words.size(); ++m) {
      said[m] = sum_of(words[m], p, 0, days) / slices * total;
      mean += said[m] / static_cast<double>(words.size());
    }
    if (mean > 0 || came.units[p] > 0)
      evidence[category].add(said, std::max(came.units[p], 0.0), importance_of(mean + 0.5));
  }
  return evidence;
}

/// Rows of some groups: their window as a whole, and its days.
struct GroupRows {
  const Words& words;
  const models::Grid* parts;  ///< one word more, or null
  domain::Band window;
};

double importance_of_total(std::span<const double> said) {
  double mean = 1;
  for (const double units : said) mean += units / static_cast<double>(said.size());
  return 1 / mean;
}

void add_group(const GroupRows& rows, std::size_t row, const models::Grid& came, Evidence& evidence) {
  const auto first = static_cast<std::size_t>(rows.window.first_step) - 1;
  const std::size_t days = static_cast<std::size_t>(rows.window.last_step) - first;
  const auto says = [&](std::size_t from, std::size_t count) {
    std::vector<double> said;
    for (const auto& word : rows.words) said.push_back(sum_of(word, row, from, count));
    if (rows.parts != nullptr) said.push_back(sum_of(*rows.parts, row, from, count));
    return said;
  };
  double in_all = 0;
  for (std::size_t i = 0; i < days; ++i) {
    const auto said = says(first + i, 1);
    evidence.add(said, came.at(row, first + i), kDayCounts * importance_of_total(said));
    in_all += came.at(row, first + i);
  }
  const auto said = says(first, days);
  evidence.add(said, in_all, importance_of_total(said));
}

/// Units by category and day.
models::Grid categories_by_day(const domain::Panel& panel, std::span<const Sums> days) {
  auto came = models::make_grid(panel.categories.size(), days.size());
  for (std::size_t day = 0; day < days.size(); ++day) {
    const auto sums = by_category(panel, days[day]).units;
    for (std::size_t c = 0; c < sums.size(); ++c) came.at(c, day) = sums[c];
  }
  return came;
}

Sums sum_over(std::span<const Sums> days) {
  Sums sum = days.front();
  for (const auto& day : days.subspan(1))
    for (std::size_t p = 0; p < sum.units.size(); ++p) {
      sum.units[p] += day.units[p];
      sum.amount[p] += day.amount[p];
    }
  return sum;
}

BlendWeights weights_of(const std::vector<Evidence>& evidence, const Weights& prior, const domain::Panel& panel,
                        std::pair<double, double> prior_rows) {
  Evidence all(prior.size());
  for (const auto& category : evidence) all.add(category);
  BlendWeights weights{.everywhere = all.best_weights(prior, prior_rows.first), .of_category = {}};
  for (std::size_t c = 0; c < evidence.size(); ++c)
    if (evidence[c].rows() > 0)
      weights.of_category[panel.categories[c].id] = evidence[c].best_weights(weights.everywhere, prior_rows.second);
  return weights;
}

}  // namespace

void Lessons::add(const SaidAt& said, const domain::Panel& panel, const Sellers& sellers, std::span<const Sums> days) {
  const auto came = categories_by_day(panel, days);
  const auto came_in_all = sum_of_rows(came);
  const auto came_to_sellers = sold_by_sellers(sellers, days);
  for (std::size_t band = 0; band < std::size(kWindows); ++band) {
    const auto& window = kWindows[band];
    const auto first = static_cast<std::size_t>(window.first_step) - 1;
    const auto count = static_cast<std::size_t>(window.last_step) - first;
    if (first + count > days.size()) continue;
    Lesson lesson{
        .known = said.origin + window.last_step,
        .band = band,
        .products = evidence_of_products(said.products[band], panel, sum_over(days.subspan(first, count)), count),
        .categories = std::vector<Evidence>(panel.categories.size(), Evidence(said.categories.size())),
        .whole = Evidence(kGroupMembers.size() + 1),
        .sellers = Evidence(kSellerMembers.size() + 1)};
    for (std::size_t c = 0; c < panel.categories.size(); ++c)
      add_group({said.categories, nullptr, window}, c, came, lesson.categories[c]);
    add_group({said.whole.words, &said.whole.parts, window}, 0, came_in_all, lesson.whole);
    for (std::size_t s = 0; s < came_to_sellers.rows; ++s)
      add_group({said.sellers.words, &said.sellers.parts, window}, s, came_to_sellers, lesson.sellers);
    lessons_.push_back(std::move(lesson));
  }
}

Blend Lessons::blend_at(Day origin, const domain::Panel& panel) const {
  Blend blend = prior_blend();
  for (std::size_t band = 0; band < kBandCount; ++band) {
    std::vector<Evidence> products(panel.categories.size(), Evidence(kProductMembers.size()));
    std::vector<Evidence> categories(panel.categories.size(), Evidence(kGroupMembers.size()));
    Evidence whole(kGroupMembers.size() + 1);
    Evidence sellers(kSellerMembers.size() + 1);
    for (const auto& lesson : lessons_) {
      if (lesson.known > origin || lesson.band != std::min<std::size_t>(band, 1)) continue;
      for (std::size_t c = 0; c < panel.categories.size(); ++c) {
        products[c].add(lesson.products[c]);
        categories[c].add(lesson.categories[c]);
      }
      whole.add(lesson.whole);
      sellers.add(lesson.sellers);
    }
    blend.products[band] =
        weights_of(products, prior_weights(kProductMembers), panel, {kPriorProducts, kPriorProductsOfCategory});
    blend.categories[band] =
        weights_of(categories, prior_weights(kGroupMembers), panel, {kPriorTotals, kPriorTotalsOfCategory});
    blend.whole[band] = whole.best_weights(blend.whole[band], kPriorTotals);
    blend.sellers[band] = sellers.best_weights(blend.sellers[band], kPriorSellersInRows * sellers.rows());
  }
  return blend;
}

}  // namespace shelfcast::training
