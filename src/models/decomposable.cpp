// SPDX-License-Identifier: Apache-2.0
#include "models/decomposable.hpp"

#include "models/history.hpp"
#include "models/learners/regression.hpp"
#include "models/seasonal/day_kinds.hpp"
#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kYear = 365.25;
constexpr int kWeekWaves = 3;
constexpr int kYearWaves = 6;
constexpr std::size_t kBends = 12;       // days at which the slope may change
constexpr double kBendsWithin = 0.85;    // the first part of the history: the last slope has to be seen a while
constexpr double kSlowing = 60;          // days after which a trend ahead is worth its half: none goes on for ever
constexpr std::size_t kFewestDays = 21;  // of history; less is told by its mean
constexpr double kSmearDays = 182;       // over which the fit is brought to the mean that was
constexpr double kRidge = 1;             // on columns scaled by how much is believed of them beforehand:
constexpr double kTrendScale = 1.5;      // a year's change
constexpr double kBendScale = 0.7;
constexpr double kWeekScale = 1;
constexpr double kYearScale = 0.7;
constexpr double kHolidayScale = 1.5;

/// The columns of a day, for a history of some days.
class Parts {
 public:
  Parts(const DayKinds& kinds, Day first, Day origin) : kinds_(kinds), first_(first), origin_(origin) {
    // Of the year's course less than half a year tells nothing, two years tell all.
    const double years = static_cast<double>(origin - first + 1) / kYear;
    year_scale_ = kYearScale * std::clamp((years - 0.5) / 1.5, 0.0, 1.0);
  }

  [[nodiscard]] std::size_t count() const {
    return 1 + kBends + 2 * std::size_t{kWeekWaves + kYearWaves} + kinds_.names().size();
  }

  void append(Day day, std::vector<float>& row) const {
    const double t = moment(day);
    const double length = static_cast<double>(origin_ - first_) / kYear;
    row.push_back(static_cast<float>(kTrendScale * t));
    for (std::size_t bend = 1; bend <= kBends; ++bend) {
      const double at = length * (kBendsWithin * static_cast<double>(bend) / kBends - 1);
      row.push_back(static_cast<float>(kBendScale * std::max(0.0, t - at)));
    }
    append_waves(static_cast<double>(weekday(day)) / 7, kWeekWaves, kWeekScale, row);
    append_waves(static_cast<double>(day.number) / kYear, kYearWaves, year_scale_, row);
    const std::size_t holidays = row.size();
    row.resize(holidays + kinds_.names().size());
    for (const std::size_t kind : kinds_.of(day))
      if (kind >= 7) row[holidays + kind - 7] = static_cast<float>(kHolidayScale);
  }

 private:
  /// In years, 0 at the origin; after it, the time slows down.
  [[nodiscard]] double moment(Day day) const {
    const auto ahead = static_cast<double>(day - origin_);
    return (ahead <= 0 ? ahead : kSlowing * exact::log1p(ahead / kSlowing)) / kYear;
  }

  static void append_waves(double cycles, int waves, double scale, std::vector<float>& row) {
    const double phase = 2 * kPi * (cycles - std::floor(cycles));
    for (int wave = 1; wave <= waves; ++wave) {
      row.push_back(static_cast<float>(scale * exact::sin(wave * phase)));
      row.push_back(static_cast<float>(scale * exact::cos(wave * phase)));
    }
  }

  const DayKinds& kinds_;
  Day first_;
  Day origin_;
  double year_scale_ = 0;
};

std::vector<float> table_of(const Parts& parts, Day first, Day last) {
  std::vector<float> table;
  table.reserve(static_cast<std::size_t>(last - first + 1) * parts.count());
  for (Day day = first; day <= last; day = day + 1) parts.append(day, table);
  return table;
}

double mean_of(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value);
  return sum / static_cast<double>(values.size());
}

/// Expected units of the days after the origin, of one row.
Result<std::vector<float>> days_ahead(const Parts& parts, Day first, Day origin, std::vector<float> history, int days) {
  const double mean = mean_of(history);
  if (history.size() < kFewestDays || mean <= 0)
    return std::vector<float>(static_cast<std::size_t>(days), static_cast<float>(mean));
  for (float& units : history) units = static_cast<float>(static_cast<double>(units) / mean);
  const auto past = table_of(parts, first, origin);
  const Table learnt{history.size(), parts.count(), past};
  const auto fitted =
      fit_regression({.table = learnt, .labels = history}, {.objective = {.loss = Loss::squared_log}, .ridge = kRidge});
  if (!fitted) return std::unexpected(fitted.error());
  const auto told = fitted->predict(learnt);
  const auto ahead = table_of(parts, origin + 1, origin + days);
  auto expected = fitted->predict({static_cast<std::size_t>(days), parts.count(), ahead});
  if (!told || !expected) return std::unexpected(told ? expected.error() : told.error());
  // A mean of logarithms lies below the logarithm of the mean.
  const auto recent = std::min(history.size(), static_cast<std::size_t>(kSmearDays));
  const double is = mean_of(std::span(*told).last(recent));
  const double smear = is > 0 ? mean_of(std::span(history).last(recent)) / is : 1;
  for (float& units : *expected) units = static_cast<float>(std::max(0.0, static_cast<double>(units)) * smear * mean);
  return expected;
}

std::vector<float> history_of(const domain::PanelProduct& product, Day first, Day origin) {
  std::vector<float> history(static_cast<std::size_t>(std::max(1, origin - first + 1)));
  for (const auto& sale : product.sales)
    if (sale.day >= first && sale.day <= origin)
      history[static_cast<std::size_t>(sale.day - first)] = static_cast<float>(std::max(0.0, as_units(sale.units)));
  return history;
}

}  // namespace

Result<std::string> Decomposable::fit(const Evidence& /*evidence*/) const {
  return std::string(name());
}

Result<Grid> Decomposable::predict(std::string_view blob, const Question& question) const {
  if (blob != name()) return fail(Code::corrupt, std::string(name()), "this is not a fit of the model");
  const auto& panel = question.panel;
  const Day origin = question.origin;
  const DayKinds kinds(panel, origin, known_after(panel, origin));
  auto grid = make_grid(panel.products.size(), question.slices.size());
  const int days = question.slices.empty() ? 0 : question.slices.back().last_step;
  for (std::size_t p = 0; p < grid.rows; ++p) {
    const Day first = std::min(origin, std::max(panel.first, panel.products[p].product.on_sale_since));
    const Parts parts(kinds, first, origin);
    const auto ahead = days_ahead(parts, first, origin, history_of(panel.products[p], first, origin), days);
    if (!ahead) return std::unexpected(ahead.error());
    for (std::size_t i = 0; i < grid.columns; ++i) {
      const auto& slice = question.slices[i];
      const auto from = std::span(*ahead).subspan(static_cast<std::size_t>(slice.first_step - 1), day_count(slice));
      grid.at(p, i) = mean_of(from);
    }
  }
  return grid;
}

}  // namespace shelfcast::models
