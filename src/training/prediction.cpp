// SPDX-License-Identifier: Apache-2.0
#include "training/prediction.hpp"

#include "shelfcast/features/demand.hpp"
#include "shelfcast/features/matrix.hpp"
#include "shelfcast/features/newcomers.hpp"
#include "training/groups.hpp"
#include "training/sellers.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace shelfcast::training {
namespace {

using models::Grid;
using models::Role;

/// Asks one member after the other.
struct Listener {
  const Bench& bench;
  models::Question question;
  Attendance& attendance;
  Result<Grid> (models::Model::*ask)(std::string_view, const models::Question&) const = &models::Model::predict;

  /// Nullopt where it was not fitted, or is left out.
  [[nodiscard]] std::optional<Result<Grid>> answer_of(std::size_t member, const std::optional<std::string>& fit) const {
    if (!fit) return std::nullopt;
    const auto& model = *models::find_model(bench.members[member].model);
    return attendance.have(bench, member, [&] { return (model.*ask)(*fit, question); });
  }
  [[nodiscard]] Result<Words> settled(Answers answers) const {
    return with_stand_ins(std::move(answers), bench, question.panel, [this](std::size_t member, const auto& reason) {
      attendance.replace(bench, member, reason);
    });
  }
};

bool tells_shares(std::size_t member) {
  return models::find_model(kOfProducts.members[member].model)->role() == Role::share;
}

/// Members have learnt from products that sold: to them what has never sold is dead. What is new gets its share, the
/// others of its category the rest; no bit of other categories changes.
void make_room(Grid& word, const domain::Panel& panel, std::span<const features::Newcomer> newcomers) {
  std::vector<double> left(panel.categories.size(), 1.0);
  for (const auto& [product, share] : newcomers) {
    left[panel.products[product].category] -= share;
    for (std::size_t i = 0; i < word.columns; ++i) word.at(product, i) = 0;
  }
  for (std::size_t p = 0; p < word.rows; ++p)
    for (std::size_t i = 0; i < word.columns; ++i) word.at(p, i) *= left[panel.products[p].category];
  for (const auto& [product, share] : newcomers)
    for (std::size_t i = 0; i < word.columns; ++i) word.at(product, i) = share;
}

/// Shares are of demand, and what is out of stock is not sold.
void leave_to_those_in_stock(const Restock& restock, const Asked& asked, Grid& shares) {
  if (!restock.speaks()) return;
  for (std::size_t p = 0; p < shares.rows; ++p)
    for (std::size_t i = 0; i < shares.columns; ++i)
      shares.at(p, i) *= restock.in_stock(asked.panel, p, asked.origin, asked.slices[i]);
  models::to_shares(shares, asked.panel);
}

}  // namespace

std::vector<domain::Band> single_days(int days) {
  std::vector<domain::Band> slices;
  for (int step = 1; step <= days; ++step) slices.push_back({"", step, step});
  return slices;
}

std::vector<domain::Band> slices_of(const domain::Band& band, int days) {
  std::vector<domain::Band> slices;
  const int end = std::min(band.last_step, days);
  for (int first = band.first_step; first <= end;) {
    const int last = first <= domain::kDailySteps ? first : std::min(first + 6, end);
    slices.push_back({band.name, first, last});
    first = last + 1;
  }
  return slices;
}

Result<Words> shares_of_products(const Learnt& learnt, std::size_t band, const Asked& asked, Attendance& attendance) {
  const auto& [panel, origin, slices] = asked;
  const domain::Band whole{"", slices.front().first_step, slices.back().last_step};
  auto matrix = features::build_matrix(panel, whole, std::span(&origin, 1));
  auto& block = matrix.blocks.front();
  const models::FeaturesFor features = [&](const domain::Band& slice) -> const domain::FeatureBlock& {
    features::look_ahead(block, asked.panel, slice);
    return block;
  };
  const Listener listener{kOfProducts, {panel, origin, slices, features}, attendance};
  Answers answers;
  for (std::size_t m = 0; m < kOfProducts.members.size(); ++m) {
    const bool is_of_shares = tells_shares(m);
    answers.push_back(listener.answer_of(m, learnt.fits[is_of_shares ? band : 0][m]));
    if (auto& answer = answers.back(); !is_of_shares && answer && *answer) models::to_shares(**answer, panel);
  }
  auto words = listener.settled(std::move(answers));
  if (!words) return words;
  settle(learnt.restock, asked, *words);
  return words;
}

Result<Words> units_without_season(const ProductBlobs& fits, const Asked& asked, Attendance& attendance) {
  const models::FeaturesFor no_features;
  const models::Question question{asked.panel, asked.origin, asked.slices, no_features};
  const Listener listener{kOfProducts, question, attendance, &models::Model::predict_without_season};
  Answers answers;
  for (std::size_t m = 0; m < kOfProducts.members.size(); ++m)
    answers.push_back(tells_shares(m) ? std::nullopt : listener.answer_of(m, fits[0][m]));
  return listener.settled(std::move(answers));
}

Result<Words> totals_of_groups(const LearntOfGroups& learnt, const domain::Panel& groups, const Ahead& ahead,
                               Attendance& attendance) {
  const models::FeaturesFor no_features;
  const auto each_day = single_days(ahead.days);
  const auto ask = ahead.with_season ? &models::Model::predict : &models::Model::predict_without_season;
  const Listener listener{learnt.bench, {groups, ahead.origin, each_day, no_features}, attendance, ask};
  Answers answers;
  for (std::size_t m = 0; m < learnt.fits.size(); ++m) answers.push_back(listener.answer_of(m, learnt.fits[m]));
  return listener.settled(std::move(answers));
}

Grid blended_totals(const Words& words, const Blend& blend, const domain::Panel& panel) {
  auto totals = models::make_grid(words.front().rows, words.front().columns);
  for (std::size_t c = 0; c < totals.rows; ++c)
    for (std::size_t day = 0; day < totals.columns; ++day) {
      const auto& weights = blend.categories[band_of_day(day)].of(panel.categories[c].id);
      for (std::size_t m = 0; m < words.size(); ++m) totals.at(c, day) += weights[m] * words[m].at(c, day);
    }
  return totals;
}

double blended_with_parts(const SaidOfGroups& said, const Weights& weights, std::size_t group, std::size_t day) {
  double blended = weights.back() * said.parts.at(group, day);
  for (std::size_t m = 0; m < said.words.size(); ++m) blended += weights[m] * said.words[m].at(group, day);
  return blended;
}

Grid sum_of_rows(const Grid& grid) {
  auto sum = models::make_grid(1, grid.columns);
  for (std::size_t row = 0; row < grid.rows; ++row)
    for (std::size_t i = 0; i < grid.columns; ++i) sum.at(0, i) += grid.at(row, i);
  return sum;
}

std::vector<double> whole_over_parts(const SaidOfGroups& whole, const Blend& blend) {
  std::vector<double> factors(whole.parts.columns, 1.0);
  for (std::size_t day = 0; day < factors.size(); ++day)
    if (const double parts = whole.parts.at(0, day); parts > 0)
      factors[day] = blended_with_parts(whole, blend.whole[band_of_day(day)], 0, day) / parts;
  return factors;
}

std::size_t band_of_day(std::size_t day) {
  std::size_t band = 0;
  while (band + 1 < kBandCount && static_cast<int>(day) >= domain::kBands[band].last_step) ++band;
  return band;
}

void scale_days(Grid& totals, std::span<const double> factors) {
  for (std::size_t c = 0; c < totals.rows; ++c)
    for (std::size_t day = 0; day < totals.columns; ++day) totals.at(c, day) *= factors[day];
}

void settle(const Restock& restock, const Asked& asked, std::span<Grid> shares) {
  const auto newcomers = features::newcomers_at(asked.panel, asked.origin);
  for (auto& of_member : shares) {
    make_room(of_member, asked.panel, newcomers);
    leave_to_those_in_stock(restock, asked, of_member);
  }
}

Grid blended_shares(const Words& words, const BlendWeights& weights, const domain::Panel& panel) {
  auto shares = models::make_grid(words.front().rows, words.front().columns);
  for (std::size_t p = 0; p < shares.rows; ++p) {
    const auto& own = weights.of(panel.categories[panel.products[p].category].id);
    for (std::size_t m = 0; m < words.size(); ++m)
      for (std::size_t i = 0; i < shares.columns; ++i) shares.at(p, i) += own[m] * words[m].at(p, i);
  }
  models::to_shares(shares, panel);
  return shares;
}

Prediction make_prediction(const domain::Panel& panel, int days) {
  Prediction prediction{.totals = {}, .shares = {}, .slice_of_day = {}};
  std::size_t count = 0;
  for (const auto& band : domain::kBands)
    for (const auto& slice : slices_of(band, days)) {
      prediction.slice_of_day.insert(
          prediction.slice_of_day.end(),
          static_cast<std::size_t>(slice.last_step) + 1 - static_cast<std::size_t>(slice.first_step), count);
      ++count;
    }
  prediction.shares = models::make_grid(panel.products.size(), count);
  return prediction;
}

void put_shares(const Grid& shares, std::size_t band, Prediction& prediction) {
  const std::size_t first = prediction.slice_of_day[static_cast<std::size_t>(domain::kBands[band].first_step) - 1];
  for (std::size_t p = 0; p < shares.rows; ++p)
    for (std::size_t i = 0; i < shares.columns; ++i) prediction.shares.at(p, first + i) = shares.at(p, i);
}

Result<Prediction> predict(const Parameters& parameters, const domain::Panel& panel, const Ahead& ahead,
                           const Listening& listening) {
  const auto origin = ahead.origin;
  const int days = ahead.days;
  auto prediction = make_prediction(panel, days);
  const features::Demand demand(panel);
  auto& attendance = listening.attendance;
  const auto totals =
      totals_of_groups({kOfGroups, parameters.categories}, panel_of_categories(panel), ahead, attendance);
  if (!totals) return std::unexpected(totals.error());
  prediction.totals = blended_totals(*totals, parameters.blend, panel);
  scale_days(prediction.totals, std::span(parameters.whole_over_parts).first(static_cast<std::size_t>(days)));
  const auto bands = band_of_day(static_cast<std::size_t>(days) - 1) + 1;
  std::vector<Result<>> outcomes(bands);
  const auto share_out = [&](std::size_t band) -> Result<> {
    const auto slices = slices_of(domain::kBands[band], days);
    const auto words = shares_of_products({parameters.products, parameters.restock}, band,
                                          {demand.panel(), origin, slices}, attendance);
    if (!words) return std::unexpected(words.error());
    if (listening.hear) listening.hear(band, *words);
    put_shares(blended_shares(*words, parameters.blend.products[band], panel), band, prediction);
    return {};
  };
  const auto work = [&](std::size_t i) { outcomes[bands - 1 - i] = share_out(bands - 1 - i); };  // the longest first
  if (listening.runtime != nullptr) {
    listening.runtime->parallel(bands, work);
  } else {
    for (std::size_t i = 0; i < bands; ++i) work(i);
  }
  for (const auto& outcome : outcomes)
    if (!outcome) return std::unexpected(outcome.error());
  scale_sellers(parameters.sellers_over_parts, panel, prediction);
  return prediction;
}

}  // namespace shelfcast::training
