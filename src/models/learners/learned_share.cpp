// SPDX-License-Identifier: Apache-2.0
#include "models/learners/learned_share.hpp"

#include "models/history.hpp"
#include "models/learners/boosted_trees.hpp"
#include "models/learners/lesson.hpp"
#include "models/learners/network.hpp"
#include "models/learners/regression.hpp"
#include "models/learners/settings.hpp"
#include "models/row_answers.hpp"
#include "shelfcast/base/bytes.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "learned1";
constexpr std::size_t kFewestRows = 200;       // fewer teach nothing that the velocity does not tell
constexpr std::size_t kSearched = 100'000;     // rows that settings are compared on
constexpr std::size_t kFewestSearched = 2000;  // rows to learn from: fewer say nothing of settings
constexpr std::size_t kMostJudged = 4;         // origins that settings are judged by
constexpr double kClearly = 0.995;             // of the error: so much better is better
constexpr float kFarthest = 20;  // times the velocity, or a part of it: further off, a regression has run away

/// Beyond as many rows, more cost time and teach little.
std::size_t most_rows(Learner learner) {
  return learner == Learner::network ? 30'000 : 100'000;
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

/// The square error of a setting that learnt one lesson, in another.
Result<double> error_of(Learner learner, std::size_t setting, std::size_t prior, const Lesson& known,
                        const Lesson& later) {
  const auto bytes = learn(learner, setting, known.examples());
  if (!bytes) return std::unexpected(bytes.error());
  Fitted fitted{.prior = prior, .columns = known.columns, .learnt = {}};
  if (!take(learner, *bytes, fitted)) return no_fit("setting");
  const auto expected = expected_of(fitted, later.values);
  if (!expected) return std::unexpected(expected.error());
  double error = 0;
  for (std::size_t i = 0; i < expected->size(); ++i) {
    const double off = static_cast<double>((*expected)[i]) - static_cast<double>(later.labels[i]);
    error += static_cast<double>(later.weights[i]) * off * off;
  }
  return error;
}

/// The setting that foresees the last origins best, of those that learnt from what was known at the first of them. The
/// usual one stays unless another is clearly better.
std::size_t best_setting(Learner learner, const Evidence& evidence) {
  const auto& blocks = evidence.matrix.blocks;
  const auto foreseen = static_cast<std::size_t>(std::ranges::count_if(
      blocks, [&](const auto& block) { return block.origin + evidence.band.last_step <= evidence.origin; }));
  const std::size_t judged = std::min(kMostJudged, foreseen / 4);
  if (judged == 0) return 0;
  const Day begin = blocks[foreseen - judged].origin;
  const auto known = lesson_of(evidence, {.first = blocks.front().origin, .known = begin, .most_rows = kSearched});
  const auto later = lesson_of(evidence, {.first = begin, .known = evidence.origin, .most_rows = kSearched});
  if (known.labels.size() < kFewestSearched || later.labels.size() < kFewestRows) return 0;
  const std::size_t prior = prior_column(evidence.matrix);
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t setting = 0; setting < settings_of(learner); ++setting) {
    const auto error = error_of(learner, setting, prior, known, later);
    if (!error || *error > least * kClearly) continue;
    best = setting;
    least = *error;
  }
  return best;
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
  const auto lesson =
      lesson_of(evidence, {.first = Day{0}, .known = evidence.origin, .most_rows = most_rows(learner_)});
  std::string blob;
  put_text(blob, kMagic);
  put_text(blob, name());
  put_varint(blob, prior_column(evidence.matrix));
  put_varint(blob, evidence.matrix.names.size());
  std::string learnt;
  if (lesson.labels.size() >= kFewestRows) {
    const std::size_t setting = evidence.search && settings_of(learner_) > 1 ? best_setting(learner_, evidence) : 0;
    auto bytes = learn(learner_, setting, lesson.examples());
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

std::vector<double> LearnedShare::rests_on(std::string_view blob) const {
  const auto fitted = read(blob, name(), learner_);
  if (!fitted) return {};
  const auto* const trees = std::get_if<BoostedTrees>(&fitted->learnt);
  return trees == nullptr ? std::vector<double>{} : parts_of_sum(trees->splits());
}

}  // namespace shelfcast::models
