// SPDX-License-Identifier: Apache-2.0
#include "models/series_model.hpp"

#include "models/history.hpp"
#include "models/series/exponential.hpp"
#include "models/series/intermittent.hpp"
#include "models/series/theta.hpp"
#include "shelfcast/base/bytes.hpp"

#include <algorithm>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "series1";
constexpr double kSteadyUnits = 3;     // a day: from here on days are told apart
constexpr std::size_t kWeek = 7;       // days, and the season of days
constexpr std::size_t kYear = 52;      // weeks: the season of weekly sources
constexpr std::size_t kFarthest = 13;  // weeks ahead: what lies beyond repeats the last season before it

/// How one row is told to a kernel.
struct Steps {
  std::size_t step = kWeek;  ///< days
  std::size_t season = 1;    ///< steps
};

/// What a kernel learnt of a row. Which fields count is the method's matter.
struct Fit {
  Smoothing smoothing;
  Theta theta;
  Intermittent intermittent{.kind = IntermittentKind::tsb, .size = 0.1, .frequency = 0.1};
};

/// Steps of whole weeks or days that end with the origin, the first of them the oldest that the panel shows.
std::vector<double> history_of(const domain::PanelProduct& product, const domain::Panel& panel, Day origin,
                               std::size_t step) {
  const Day since = std::max(panel.first, product.product.on_sale_since);
  const auto days = static_cast<std::size_t>(std::max(0, origin - since + 1));
  std::vector<double> history(days / step);
  for (const auto& sale : product.sales) {
    if (sale.day < since || sale.day > origin) continue;
    const std::size_t back = static_cast<std::size_t>(origin - sale.day) / step;
    if (back < history.size()) history[history.size() - 1 - back] += as_units(sale.units);
  }
  return history;
}

Steps steps_of(const domain::PanelProduct& product, const domain::Panel& panel, Day origin) {
  if (panel.marketplace.grain == domain::Grain::week) return {.step = kWeek, .season = kYear};
  const bool steady = units_between(product, origin - 90, origin) / 91 >= kSteadyUnits;
  return steady ? Steps{.step = 1, .season = kWeek} : Steps{};
}

void put(std::string& blob, SeriesMethod method, const Fit& fit) {
  switch (method) {
    case SeriesMethod::smoothing:
      put_reals(blob, std::array{fit.smoothing.level, fit.smoothing.trend, fit.smoothing.damping, fit.smoothing.season,
                                 fit.smoothing.seasonal ? 1.0 : 0.0});
      break;
    case SeriesMethod::theta:
      put_reals(blob,
                std::array{static_cast<double>(fit.theta.season), fit.theta.alpha, fit.theta.start, fit.theta.weight});
      break;
    case SeriesMethod::intermittent:
      put_reals(blob, std::array{fit.intermittent.size, fit.intermittent.frequency});
      break;
  }
}

bool take(ByteReader& in, SeriesMethod method, Fit& fit) {
  const auto values = reals(in);
  switch (method) {
    case SeriesMethod::smoothing:
      if (values.size() != 5) return false;
      fit.smoothing = {.level = values[0],
                       .trend = values[1],
                       .damping = values[2],
                       .season = values[3],
                       .seasonal = values[4] != 0};
      return true;
    case SeriesMethod::theta:
      if (values.size() != 4 || values[0] < 0 || values[0] > 2) return false;
      fit.theta = {.season = static_cast<SeasonKind>(static_cast<int>(values[0])),
                   .alpha = values[1],
                   .start = values[2],
                   .weight = values[3]};
      return true;
    case SeriesMethod::intermittent:
      if (values.size() != 2) return false;
      fit.intermittent.size = values[0];
      fit.intermittent.frequency = values[1];
      return true;
  }
  return false;
}

Fit fit_row(SeriesMethod method, std::span<const double> history, std::size_t season) {
  Fit fit;
  if (method == SeriesMethod::smoothing) fit.smoothing = fit_smoothing(history, season);
  if (method == SeriesMethod::theta) fit.theta = fit_theta(history, season);
  if (method == SeriesMethod::intermittent) fit.intermittent = fit_intermittent(IntermittentKind::tsb, history);
  return fit;
}

/// Units of each step ahead.
std::vector<double> steps_ahead(SeriesMethod method, const Fit& fit, std::span<const double> history,
                                const Steps& steps) {
  std::vector<double> means(kFarthest * kWeek / steps.step);
  if (method == SeriesMethod::smoothing) forecast(fit.smoothing, history, steps.season, means);
  if (method == SeriesMethod::theta) forecast(fit.theta, history, steps.season, means);
  if (method == SeriesMethod::intermittent) std::ranges::fill(means, rate(fit.intermittent, history));
  return means;
}

double mean_over(const domain::Band& slice, std::span<const double> means, const Steps& steps) {
  double sum = 0;
  for (int day = slice.first_step; day <= slice.last_step; ++day) {
    auto step = static_cast<std::size_t>(day - 1) / steps.step;
    while (step >= means.size()) step -= std::min(steps.season, means.size());
    sum += means[step] / static_cast<double>(steps.step);
  }
  return sum / static_cast<double>(day_count(slice));
}

}  // namespace

std::string_view SeriesModel::name() const {
  switch (method_) {
    case SeriesMethod::smoothing:
      return "exponential smoothing";
    case SeriesMethod::theta:
      return "theta";
    case SeriesMethod::intermittent:
      return "intermittent";
  }
  return "";
}

Result<std::string> SeriesModel::fit(const Evidence& evidence) const {
  std::string blob;
  put_text(blob, kMagic);
  put_text(blob, name());
  for (const auto& product : evidence.panel.products) {
    const auto steps = steps_of(product, evidence.panel, evidence.origin);
    const auto history = history_of(product, evidence.panel, evidence.origin, steps.step);
    put_varint(blob, product.product.id.value);
    put_varint(blob, steps.step);
    put_varint(blob, steps.season);
    put(blob, method_, fit_row(method_, history, steps.season));
  }
  return blob;
}

Result<Grid> SeriesModel::predict(std::string_view blob, const Question& question) const {
  const auto corrupt = fail(Code::corrupt, std::string(name()), "this is not a fit of the model");
  ByteReader in(blob);
  if (in.text() != kMagic || in.text() != name()) return corrupt;
  const auto& panel = question.panel;
  const auto shapes = weekday_shapes(panel, question.origin);
  auto grid = make_grid(panel.products.size(), question.slices.size());
  const auto fill = [&](std::size_t row, const Fit& fit, const Steps& steps) {
    const auto& product = panel.products[row];
    const auto history = history_of(product, panel, question.origin, steps.step);
    const auto means = steps_ahead(method_, fit, history, steps);
    for (std::size_t i = 0; i < grid.columns; ++i) {
      const auto& slice = question.slices[i];
      const double shape = steps.step == 1 ? 1 : mean_of_shape(shapes[product.category], question.origin, slice);
      grid.at(row, i) = mean_over(slice, means, steps) * shape;
    }
  };
  std::size_t row = 0;
  while (!in.at_end()) {
    const ProductId id{static_cast<std::uint32_t>(in.varint())};
    const Steps steps{.step = in.varint(), .season = in.varint()};
    Fit fit;
    const bool sound = steps.season > 0 && (steps.step == 1 || steps.step == kWeek);
    if (!take(in, method_, fit) || !in.ok() || !sound) return corrupt;
    for (; row < panel.products.size() && panel.products[row].product.id < id; ++row) fill(row, {}, {});
    if (row < panel.products.size() && panel.products[row].product.id == id) fill(row++, fit, steps);
  }
  for (; row < panel.products.size(); ++row) fill(row, {}, {});  // newer than the fit
  return grid;
}

}  // namespace shelfcast::models
