// SPDX-License-Identifier: Apache-2.0
#include "models/learners/boosted_share.hpp"

#include "models/blob.hpp"
#include "models/history.hpp"
#include "models/learners/boosted_trees.hpp"
#include "models/learners/boosting.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "boosting1";
constexpr std::string_view kPriorColumn = "velocity_28";
constexpr std::size_t kFewestRows = 200;  // fewer teach trees nothing that the velocity does not tell

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

void add_block(const Evidence& evidence, const domain::FeatureBlock& block, std::size_t prior, Lesson& lesson) {
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
    if (sum.units <= 0) continue;
    const double mean = sum.units / sum.rows;
    const float* row = block.values.data() + r * columns;
    lesson.values.insert(lesson.values.end(), row, row + columns);
    lesson.labels.push_back(static_cast<float>(units[r] / mean));
    lesson.weights.push_back(static_cast<float>(std::sqrt(mean / days)));
    lesson.margins.push_back(row[prior]);
  }
}

/// Brings each category's rows to 1 in all.
void to_shares(const domain::Panel& panel, Grid& grid) {
  std::vector<double> sums(panel.categories.size());
  for (std::size_t p = 0; p < grid.rows; ++p) sums[panel.products[p].category] += grid.at(p, 0);
  for (std::size_t p = 0; p < grid.rows; ++p) {
    const double sum = sums[panel.products[p].category];
    if (sum > 0) grid.at(p, 0) /= sum;
  }
}

}  // namespace

/// Where there is too little to learn from, the blob holds no trees and the velocity stands.
Result<std::string> BoostedShare::fit(const Evidence& evidence) const {
  const std::size_t prior = column_of(evidence.matrix, kPriorColumn);
  Lesson lesson;
  for (const auto& block : evidence.matrix.blocks)
    if (block.origin + evidence.band.last_step <= evidence.origin) add_block(evidence, block, prior, lesson);
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
  const auto corrupt = fail(Code::corrupt, "boosting", "this is not a fit of these features");
  ByteReader in(blob);
  const bool ours = in.text() == kMagic;
  const auto prior = in.varint();
  const auto columns = in.varint();
  const std::string trees(in.text());
  const auto& block = question.block;
  auto grid = make_grid(question.panel.products.size(), 1);
  if (!ours || !in.ok() || !in.at_end() || prior > columns) return corrupt;
  if (block.product.empty()) return grid;
  if (block.values.size() != block.product.size() * columns || prior == columns) return corrupt;
  std::vector<float> margins;
  for (std::size_t r = 0; r < block.product.size(); ++r) margins.push_back(block.values[r * columns + prior]);
  std::vector<float> expected = margins;
  if (trees.empty()) {
    expect(Link::log, expected);
  } else {
    const auto model = BoostedTrees::from_bytes(trees);
    if (!model) return corrupt;
    auto told = model->predict({block.product.size(), columns, block.values}, margins);
    if (!told) return corrupt;
    expected = std::move(*told);
  }
  for (std::size_t r = 0; r < expected.size(); ++r) grid.at(block.product[r], 0) = static_cast<double>(expected[r]);
  to_shares(question.panel, grid);
  return grid;
}

}  // namespace shelfcast::models
