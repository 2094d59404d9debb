// SPDX-License-Identifier: Apache-2.0
#include "models/learners/learned_share.hpp"

#include "models/history.hpp"
#include "models/learners/boosted_trees.hpp"
#include "models/learners/boosting.hpp"
#include "models/learners/network.hpp"
#include "models/learners/regression.hpp"
#include "models/row_answers.hpp"
#include "shelfcast/base/bytes.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "learned1";
constexpr std::string_view kPriorColumn = "velocity_28";
constexpr std::size_t kFewestRows = 200;  // fewer teach nothing that the velocity does not tell
constexpr double kTweediePower = 1.3;
constexpr double kRidge = 10;
constexpr float kFarthest = 20;  // times the velocity, or a part of it: further off, a regression has run away

/// Beyond as many rows, more cost time and teach little.
std::size_t most_rows(Learner learner) {
  return learner == Learner::network ? 30'000 : 100'000;
}

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

/// What a fit left: nothing where there was too little to learn from.
struct Fitted {
  std::size_t prior = 0;
  std::size_t columns = 0;
  std::variant<std::monostate, BoostedTrees, Regression, Network> learnt;
};

std::unexpected<Error> no_fit(std::string_view model) {
  return fail(Code::corrupt, std::string(model), "this is not a fit of these features");
}

template <class Learnt>
bool take(Result<Learnt> learnt, Fitted& fitted) {
  if (!learnt) return false;
  fitted.learnt = std::move(*learnt);
  return true;
}

bool take(Learner learner, const std::string& bytes, Fitted& fitted) {
  switch (learner) {
    case Learner::boosting:
      return take(BoostedTrees::from_bytes(bytes), fitted);
    case Learner::poisson:
    case Learner::tweedie:
      return take(Regression::from_bytes(bytes), fitted);
    case Learner::network:
      return take(Network::from_bytes(bytes), fitted);
  }
  return false;
}

Result<Fitted> read(std::string_view blob, std::string_view model, Learner learner) {
  ByteReader in(blob);
  const bool ours = in.text() == kMagic && in.text() == model;
  Fitted fitted{.prior = in.varint(), .columns = in.varint(), .learnt = {}};
  const std::string bytes(in.text());
  if (!ours || !in.ok() || !in.at_end() || fitted.prior >= fitted.columns) return no_fit(model);
  if (!bytes.empty() && !take(learner, bytes, fitted)) return no_fit(model);
  return fitted;
}

/// Learnt from columns that were brought to the same spread, told for the columns as they are.
Result<std::string> fit_scaled(const Examples& examples, Loss loss) {
  const auto& table = examples.table;
  std::vector<double> means(table.columns);
  std::vector<double> spreads(table.columns);
  const auto rows = static_cast<double>(table.rows);
  for (std::size_t i = 0; i < table.values.size(); ++i)
    means[i % table.columns] += static_cast<double>(table.values[i]) / rows;
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    const double off = static_cast<double>(table.values[i]) - means[i % table.columns];
    spreads[i % table.columns] += off * off / rows;
  }
  for (double& spread : spreads) spread = spread > 0 ? std::sqrt(spread) : 1;
  std::vector<float> scaled(table.values.begin(), table.values.end());
  for (std::size_t i = 0; i < scaled.size(); ++i) {
    const std::size_t c = i % table.columns;
    scaled[i] = static_cast<float>((static_cast<double>(scaled[i]) - means[c]) / spreads[c]);
  }
  Examples same = examples;
  same.table.values = scaled;
  auto fitted = fit_regression(same, {.objective = {.loss = loss, .tweedie_power = kTweediePower}, .ridge = kRidge});
  if (!fitted) return std::unexpected(fitted.error());
  for (std::size_t c = 0; c < table.columns; ++c) {
    fitted->weights[c] /= spreads[c];
    fitted->weights.back() -= fitted->weights[c] * means[c];
  }
  return fitted->bytes();
}

Result<std::string> learn(Learner learner, const Examples& examples) {
  switch (learner) {
    case Learner::boosting:
      return boost(examples, {.objective = {.loss = Loss::tweedie, .tweedie_power = kTweediePower},
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
    case Learner::poisson:
      return fit_scaled(examples, Loss::poisson);
    case Learner::tweedie:
      return fit_scaled(examples, Loss::tweedie);
    case Learner::network:
      break;
  }
  const auto network = train_network(examples, {.objective = {.loss = Loss::tweedie, .tweedie_power = kTweediePower},
                                                .hidden = {32, 16},
                                                .most_epochs = 12,
                                                .seed = 1});
  if (!network) return std::unexpected(network.error());
  return network->bytes();
}

/// How many times its category's mean product each of some rows will sell.
Result<std::vector<float>> expected_of(const Fitted& fitted, std::span<const float> values) {
  const Table table{values.size() / fitted.columns, fitted.columns, values};
  std::vector<float> margins;
  margins.reserve(table.rows);
  for (std::size_t r = 0; r < table.rows; ++r) margins.push_back(values[r * fitted.columns + fitted.prior]);
  auto velocities = margins;
  expect(Link::log, velocities);
  const auto ask = [&](const auto& learnt) -> Result<std::vector<float>> {
    if constexpr (requires { learnt.predict(table, margins); }) {
      return learnt.predict(table, margins);
    } else {
      return velocities;
    }
  };
  auto expected = std::visit(ask, fitted.learnt);
  if (expected)
    for (std::size_t r = 0; r < velocities.size(); ++r)
      (*expected)[r] = std::clamp((*expected)[r], velocities[r] / kFarthest, velocities[r] * kFarthest);
  return expected;
}

}  // namespace

std::string_view LearnedShare::name() const {
  switch (learner_) {
    case Learner::boosting:
      return "boosting";
    case Learner::poisson:
      return "poisson";
    case Learner::tweedie:
      return "tweedie";
    case Learner::network:
      return "network";
  }
  return "";
}

/// Where there is too little to learn from, the blob holds nothing and the velocity stands.
Result<std::string> LearnedShare::fit(const Evidence& evidence) const {
  const std::size_t prior = column_of(evidence.matrix, kPriorColumn);
  std::size_t rows = 0;
  for (const auto& block : evidence.matrix.blocks) rows += block.product.size();
  const std::size_t every = (rows + most_rows(learner_) - 1) / most_rows(learner_);
  Lesson lesson;
  for (const auto& block : evidence.matrix.blocks)
    if (block.origin + evidence.band.last_step <= evidence.origin) add_block(evidence, block, every, lesson);
  std::string blob;
  put_text(blob, kMagic);
  put_text(blob, name());
  put_varint(blob, prior);
  put_varint(blob, evidence.matrix.names.size());
  std::string learnt;
  if (lesson.labels.size() >= kFewestRows) {
    auto bytes = learn(learner_, {.table = {lesson.labels.size(), evidence.matrix.names.size(), lesson.values},
                                  .labels = lesson.labels,
                                  .weights = lesson.weights,
                                  .base_margin = lesson.margins});
    if (!bytes) return std::unexpected(bytes.error());
    learnt = std::move(*bytes);
  }
  put_text(blob, learnt);
  return blob;
}

Result<Grid> LearnedShare::predict(std::string_view blob, const Question& question) const {
  const auto fitted = read(blob, name(), learner_);
  if (!fitted) return std::unexpected(fitted.error());
  auto grid = make_grid(question.panel.products.size(), question.slices.size());
  RowAnswers<float> answers;
  for (std::size_t i = 0; i < grid.columns; ++i) {
    const auto& block = question.features(question.slices[i]);
    if (block.values.size() != block.product.size() * fitted->columns) return no_fit(name());
    const auto ask = [&](std::span<const float> values) { return expected_of(*fitted, values); };
    if (auto told = answers.renew(block, ask); !told) return std::unexpected(told.error());
    for (std::size_t r = 0; r < block.product.size(); ++r)
      grid.at(block.product[r], i) = static_cast<double>(answers.of_rows()[r]);
  }
  to_shares(grid, question.panel);
  return grid;
}

}  // namespace shelfcast::models
