// SPDX-License-Identifier: Apache-2.0
#include "models/learners/lesson.hpp"

#include "models/history.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace shelfcast::models {
namespace {

constexpr std::string_view kPriorColumn = "velocity_28";

struct CategorySum {
  double units = 0;
  double rows = 0;
};

std::size_t thinning(const domain::FeatureMatrix& matrix, std::size_t most_rows) {
  std::size_t rows = 0;
  for (const auto& block : matrix.blocks) rows += block.product.size();
  return (rows + most_rows - 1) / most_rows;
}

/// Whether a row is one of those that are learnt from, where one in `every` is: by lot, but always the same.
bool is_drawn(const domain::FeatureBlock& block, std::size_t row, std::size_t every) {
  const auto place = static_cast<std::uint64_t>(block.origin.number) * 0x9E3779B97F4A7C15U + block.product[row];
  return (place * 0xD1342543DE82EF95U >> 33) % every == 0;
}

void add_block(const Evidence& evidence, const domain::FeatureBlock& block, std::size_t every, Lesson& lesson) {
  const std::size_t prior = prior_column(evidence.matrix);
  const auto days = static_cast<double>(day_count(evidence.band));
  std::vector<double> units;
  std::vector<CategorySum> sums(evidence.panel.categories.size());
  for (const std::uint32_t p : block.product) {
    const auto& product = evidence.panel.products[p];
    units.push_back(
        units_between(product, block.origin + evidence.band.first_step, block.origin + evidence.band.last_step));
    sums[product.category].units += units.back();
    sums[product.category].rows += 1;
  }
  for (std::size_t r = 0; r < units.size(); ++r) {
    const auto& sum = sums[evidence.panel.products[block.product[r]].category];
    if (sum.units <= 0 || !is_drawn(block, r, every)) continue;
    const double mean = sum.units / sum.rows;
    const float* row = block.values.data() + r * lesson.columns;
    lesson.values.insert(lesson.values.end(), row, row + lesson.columns);
    lesson.labels.push_back(static_cast<float>(units[r] / mean));
    lesson.weights.push_back(static_cast<float>(std::sqrt(mean / days)));
    lesson.margins.push_back(row[prior]);
  }
}

}  // namespace

Examples Lesson::examples() const {
  return {.table = {labels.size(), columns, values}, .labels = labels, .weights = weights, .base_margin = margins};
}

std::size_t prior_column(const domain::FeatureMatrix& matrix) {
  return static_cast<std::size_t>(std::ranges::find(matrix.names, kPriorColumn) - matrix.names.begin());
}

Lesson lesson_of(const Evidence& evidence, const Past& past) {
  const std::size_t every = thinning(evidence.matrix, past.most_rows);
  Lesson lesson{.columns = evidence.matrix.names.size(), .values = {}, .labels = {}, .weights = {}, .margins = {}};
  for (const auto& block : evidence.matrix.blocks)
    if (block.origin >= past.first && block.origin + evidence.band.last_step <= past.known)
      add_block(evidence, block, every, lesson);
  return lesson;
}

}  // namespace shelfcast::models
