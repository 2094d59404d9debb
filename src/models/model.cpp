// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/model.hpp"

#include "models/decomposable.hpp"
#include "models/last_year.hpp"
#include "models/learners/learned_share.hpp"
#include "models/logistic/share.hpp"
#include "models/naive.hpp"
#include "models/seasonal/total.hpp"
#include "models/series_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace shelfcast::models {

std::span<const Model* const> every_model() {
  static const SeasonalTotal seasonal;
  static const LogisticShare logistic;
  static const NaiveModel seasonal_naive(Naive::last_week);
  static const NaiveModel mean_28(Naive::mean_28_days);
  static const NaiveModel mean_84(Naive::mean_84_days);
  static const NaiveModel weekday_mean(Naive::mean_28_days_by_weekday);
  static const LastYear last_year(LastYear::Told::by_each);
  static const LastYear last_year_of_all(LastYear::Told::by_all);
  static const LastYear year_ago(LastYear::Told::as_it_was);
  static const SeriesModel smoothing(SeriesMethod::smoothing);
  static const SeriesModel theta(SeriesMethod::theta);
  static const SeriesModel intermittent(SeriesMethod::intermittent);
  static const Decomposable decomposable;
  static const LearnedShare boosting(Learner::boosting);
  static const LearnedShare poisson(Learner::poisson);
  static const LearnedShare tweedie(Learner::tweedie);
  static const LearnedShare network(Learner::network);
  static const std::array<const Model*, 17> table{
      &seasonal,     &logistic,         &seasonal_naive, &mean_28,   &mean_84, &weekday_mean,
      &last_year,    &last_year_of_all, &year_ago,       &smoothing, &theta,   &intermittent,
      &decomposable, &boosting,         &poisson,        &tweedie,   &network};
  return table;
}

const Model* find_model(std::string_view name) {
  for (const Model* model : every_model())
    if (model->name() == name) return model;
  return nullptr;
}

/// Each slice as the mean of the whole season that it begins in.
Result<Grid> Model::predict_without_season(std::string_view blob, const Question& question) const {
  if (role() == Role::share) return predict(blob, question);
  const int length = season_days();
  const auto season_of = [&](const domain::Band& slice) {
    return static_cast<std::size_t>(std::max(slice.first_step - 1, 0) / length);
  };
  std::vector<domain::Band> seasons;
  for (const auto& slice : question.slices)
    while (seasons.size() <= season_of(slice)) {
      const int before = static_cast<int>(seasons.size()) * length;
      seasons.push_back({"", before + 1, before + length});
    }
  const auto means = predict(blob, {question.panel, question.origin, seasons, question.features});
  if (!means) return means;
  auto grid = make_grid(means->rows, question.slices.size());
  for (std::size_t row = 0; row < grid.rows; ++row)
    for (std::size_t i = 0; i < grid.columns; ++i) grid.at(row, i) = means->at(row, season_of(question.slices[i]));
  return grid;
}

std::vector<double> Model::rests_on(std::string_view) const {
  return {};
}

std::vector<double> parts_of_sum(std::vector<double> numbers) {
  double sum = 0;
  for (const double number : numbers) sum += number;
  if (!(sum > 0)) return {};
  for (double& number : numbers) number /= sum;
  return numbers;
}

Grid make_grid(std::size_t rows, std::size_t columns) {
  return {.rows = rows, .columns = columns, .values = std::vector<double>(rows * columns)};
}

void to_shares(Grid& grid, const domain::Panel& panel) {
  std::vector<double> sums(panel.categories.size() * grid.columns);
  for (std::size_t p = 0; p < grid.rows; ++p)
    for (std::size_t i = 0; i < grid.columns; ++i) sums[panel.products[p].category * grid.columns + i] += grid.at(p, i);
  for (std::size_t p = 0; p < grid.rows; ++p)
    for (std::size_t i = 0; i < grid.columns; ++i) {
      const double sum = sums[panel.products[p].category * grid.columns + i];
      grid.at(p, i) = sum > 0 || std::isnan(sum) ? grid.at(p, i) / sum : std::min(grid.at(p, i), 0.0);
    }
}

}  // namespace shelfcast::models
