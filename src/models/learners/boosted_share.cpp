// SPDX-License-Identifier: Apache-2.0
#include "models/learners/boosted_share.hpp"

#include "models/blob.hpp"
#include "models/history.hpp"
#include "models/learners/boosted_trees.hpp"
#include "models/learners/boosting.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "boosting1";
constexpr std::string_view kPriorColumn = "velocity_28";
constexpr std::size_t kMostRows = 100'000;  // beyond as many, more rows cost time and teach little
constexpr std::size_t kFewestRows = 200;    // fewer teach trees nothing that the velocity does not tell

/// Rows of several past origins, each category of each origin brought to a mean of 1.
struct Lesson {
  std::vector<float> values;
  std::vector<float> labels;
  std::vector<float> weights;
  std::vector<float> margins;
};

std::size_t column_of(const domain::FeatureMatrix& matrix, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(matrix.names, name) - matrix.names.begin());
}

struct CategorySum {
  double units = 0;
  double rows = 0;
};

/// Whether a row is one of those that are learnt from, where one in `every` is: by lot, but always the same.
bool is_drawn(const domain::FeatureBlock& block, std::size_t row, std::size_t every) {
  const auto place = static_cast<std::uint64_t>(block.origin.number) * 0x9E3779B97F4A7C15U + block.product[row];
  return (place * 0xD1342543DE82EF95U >> 33) % every == 0;
}

void add_block(const Evidence& evidence, const domain::FeatureBlock& block, std::size_t every, Lesson& lesson) {
  const std::size_t prior = column_of(evidence.matrix, kPriorColumn);
  const std::size_t columns = evidence.matrix.names.size();
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
    const float* row = block.values.data() + r * columns;
    lesson.values.insert(lesson.values.end(), row, row + columns);
    lesson.labels.push_back(static_cast<float>(units[r] / mean));
    lesson.weights.push_back(static_cast<float>(std::sqrt(mean / days)));
    lesson.margins.push_back(row[prior]);
  }
}

/// Brings each category's rows to 1 in all, slice by slice.
void to_shares(const domain::Panel& panel, Grid& grid) {
  std::vector<double> sums(panel.categories.size() * grid.columns);
  for (std::size_t p = 0; p < grid.rows; ++p)
    for (std::size_t i = 0; i < grid.columns; ++i) sums[panel.products[p].category * grid.columns + i] += grid.at(p, i);
  for (std::size_t p = 0; p < grid.rows; ++p)
    for (std::size_t i = 0; i < grid.columns; ++i) {
      const double sum = sums[panel.products[p].category * grid.columns + i];
      if (sum > 0) grid.at(p, i) /= sum;
    }
}

/// What a fit left: no trees where there was too little to learn from.
struct Fitted {
  std::size_t prior = 0;
  std::size_t columns = 0;
  std::optional<BoostedTrees> trees;
};

Result<Fitted> read(std::string_view blob) {
  const auto corrupt = fail(Code::corrupt, "boosting", "this is not a fit of these features");
  ByteReader in(blob);
  const bool ours = in.text() == kMagic;
  Fitted fitted{.prior = in.varint(), .columns = in.varint(), .trees = std::nullopt};
  const std::string trees(in.text());
  if (!ours || !in.ok() || !in.at_end() || fitted.prior >= fitted.columns) return corrupt;
  if (trees.empty()) return fitted;
  auto model = BoostedTrees::from_bytes(trees);
  if (!model || model->columns() != fitted.columns) return corrupt;
  fitted.trees = std::move(*model);
  return fitted;
}

/// How many times its category's mean product each row of a block will sell.
Result<std::vector<float>> expected_of(const Fitted& fitted, const domain::FeatureBlock& block) {
  if (block.values.size() != block.product.size() * fitted.columns)
    return fail(Code::corrupt, "boosting", "this is not a fit of these features");
  std::vector<float> margins;
  for (std::size_t r = 0; r < block.product.size(); ++r)
    margins.push_back(block.values[r * fitted.columns + fitted.prior]);
  if (fitted.trees) return fitted.trees->predict({block.product.size(), fitted.columns, block.values}, margins);
  expect(Link::log, margins);
  return margins;
}

}  // namespace

/// Where there is too little to learn from, the blob holds no trees and the velocity stands.
Result<std::string> BoostedShare::fit(const Evidence& evidence) const {
  const std::size_t prior = column_of(evidence.matrix, kPriorColumn);
  std::size_t rows = 0;
  for (const auto& block : evidence.matrix.blocks) rows += block.product.size();
  Lesson lesson;
  for (const auto& block : evidence.matrix.blocks)
    if (block.origin + evidence.band.last_step <= evidence.origin)
      add_block(evidence, block, (rows + kMostRows - 1) / kMostRows, lesson);
  std::string blob;
  put_text(blob, kMagic);
  put_varint(blob, prior);
  put_varint(blob, evidence.matrix.names.size());
  if (lesson.labels.size() < kFewestRows) {
    put_text(blob, "");
    return blob;
  }
  const Examples examples{.table = {lesson.labels.size(), evidence.matrix.names.size(), lesson.values},
                          .labels = lesson.labels,
                          .weights = lesson.weights,
                          .base_margin = lesson.margins};
  const auto trees = boost(examples, {.objective = {.loss = Loss::tweedie, .tweedie_power = 1.3},
                                      .trees = 80,
                                      .depth = 6,
                                      .leaves = 24,
                                      .bins = 64,
                                      .learning_rate = 0.08,
                                      .min_child_weight = 20,
                                      .row_sample = 0.7,
                                      .column_sample = 0.7,
                                      .l2 = 5,
                                      .seed = 1});
  if (!trees) return std::unexpected(trees.error());
  put_text(blob, *trees);
  return blob;
}

Result<Grid> BoostedShare::predict(std::string_view blob, const Question& question) const {
  const auto fitted = read(blob);
  if (!fitted) return std::unexpected(fitted.error());
  auto grid = make_grid(question.panel.products.size(), question.slices.size());
  for (std::size_t i = 0; i < grid.columns; ++i) {
    const auto& block = question.features(question.slices[i]);
    const auto expected = expected_of(*fitted, block);
    if (!expected) return std::unexpected(expected.error());
    for (std::size_t r = 0; r < expected->size(); ++r)
      grid.at(block.product[r], i) = static_cast<double>((*expected)[r]);
  }
  to_shares(question.panel, grid);
  return grid;
}

}  // namespace shelfcast::models
