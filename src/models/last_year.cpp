// SPDX-License-Identifier: Apache-2.0
#include "models/last_year.hpp"

#include "models/history.hpp"
#include "shelfcast/base/bytes.hpp"

#include <algorithm>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "last year 1";
constexpr int kYear = 364;  // whole weeks, so that weekdays and weekly sources meet themselves
constexpr int kBase = 91;
constexpr std::size_t kWeeks = std::tuple_size_v<LastYear::Weeks>;
static_assert(kWeeks * 7 == kYear);
constexpr double kSpread = 0.3;      // variance of ratios among what is drawn together,
constexpr double kChance = 0.02;     // and of one ratio that chance explains even where much is sold
constexpr double kLargestRatio = 8;  // beyond it a year was not like another

/// Units of earlier years: in the weeks that correspond to those ahead, and in the thirteen weeks before them.
struct Years {
  std::array<double, kWeeks> after{};
  double before = 0;

  Years& operator+=(const Years& other) {
    for (std::size_t week = 0; week < kWeeks; ++week) after[week] += other.after[week];
    before += other.before;
    return *this;
  }
};

using Weeks = LastYear::Weeks;

/// How many whole years before `origin` the panel shows, with the weeks before them.
int years_known(const domain::Panel& panel, Day origin) {
  return std::max(0, (origin - panel.first + 1 - kBase) / kYear);
}

Years years_of(const domain::PanelProduct& product, Day origin, int years) {
  Years seen;
  for (auto sale = product.sales.rbegin(); sale != product.sales.rend(); ++sale) {
    if (sale->day > origin) continue;
    const int back = origin - sale->day;  // 0 is the origin's day
    const int year = back / kYear;        // a sale of day 1 after the origin, a year ago, is 363 days back
    if (year > years) break;
    const double units = as_units(sale->units);
    if (year < years) seen.after[static_cast<std::size_t>((kYear - 1 - back % kYear) / 7)] += units;
    if (year > 0 && back % kYear < kBase) seen.before += units;
  }
  return seen;
}

/// What each week had over a week before, drawn to what is known of a wider group.
Weeks ratios_of(const Years& years, const Weeks& wider) {
  Weeks ratios = wider;
  if (years.before <= 0) return ratios;
  const double week_before = years.before * 7 / kBase;
  for (std::size_t week = 0; week < kWeeks; ++week) {
    const double noise = kChance + 1 / years.before + 1 / std::max(years.after[week], 1.0);
    const double trust = kSpread / (kSpread + noise);
    const double own = std::min(years.after[week] / week_before, kLargestRatio);
    ratios[week] = trust * own + (1 - trust) * wider[week];
  }
  return ratios;
}

Weeks ratios_of_all(const domain::Panel& panel, Day origin) {
  Years all;
  const int years = years_known(panel, origin);
  if (years > 0)
    for (const auto& product : panel.products) all += years_of(product, origin, years);
  Weeks none;
  none.fill(1);
  return ratios_of(all, none);
}

double mean_of(const Weeks& ratios, const domain::Band& slice) {
  double sum = 0;
  for (int step = slice.first_step; step <= slice.last_step; ++step)
    sum += ratios[static_cast<std::size_t>((step - 1) % kYear / 7)];
  return sum / static_cast<double>(day_count(slice));
}

double recent_mean(const domain::PanelProduct& product, Day origin) {
  return units_between(product, origin - (kBase - 1), origin) / kBase;
}

/// The mean of four weeks where the panel does not reach back.
std::vector<Weeks> weeks_a_year_ago(const domain::Panel& panel, Day origin) {
  std::vector<Weeks> weeks(panel.products.size());
  const bool known = origin - panel.first + 1 >= kYear;
  for (std::size_t p = 0; p < weeks.size(); ++p) {
    const auto& product = panel.products[p];
    if (!known) weeks[p].fill(units_between(product, origin - 27, origin) / 28);
    for (std::size_t week = 0; known && week < kWeeks; ++week) {
      const Day first = origin - kYear + 1 + 7 * static_cast<int>(week);
      weeks[p][week] = units_between(product, first, first + 6) / 7;
    }
  }
  return weeks;
}

}  // namespace

std::string_view LastYear::name() const {
  switch (told_) {
    case Told::by_each:
      return "last year";
    case Told::by_all:
      return "last year of all";
    case Told::as_it_was:
      return "year ago";
  }
  return "";
}

/// What all products show together is kept for the origin of the fit, so that a panel of some categories can be asked.
Result<std::string> LastYear::fit(const Evidence& evidence) const {
  std::string blob;
  put_text(blob, kMagic);
  put_varint(blob, static_cast<std::uint64_t>(evidence.origin.number));
  put_reals(blob, ratios_of_all(evidence.panel, evidence.origin));
  return blob;
}

Result<Grid> LastYear::predict(std::string_view blob, const Question& question) const {
  ByteReader in(blob);
  const bool ours = in.text() == kMagic;
  const auto fitted_at = in.varint();
  Weeks all{};
  bool ok = true;
  reals_into(in, all, ok);
  if (!ours || !ok || !in.at_end()) return fail(Code::corrupt, std::string(name()), "this is not a fit of the model");

  const auto& panel = question.panel;
  const Day origin = question.origin;
  if (fitted_at != static_cast<std::uint64_t>(origin.number)) all = ratios_of_all(panel, origin);
  const auto shapes = weekday_shapes(panel, origin);
  const auto weeks = told_ == Told::as_it_was ? weeks_a_year_ago(panel, origin) : weeks_expected(panel, origin, all);
  auto grid = make_grid(panel.products.size(), question.slices.size());
  for (std::size_t p = 0; p < grid.rows; ++p)
    for (std::size_t i = 0; i < grid.columns; ++i) {
      const auto& slice = question.slices[i];
      grid.at(p, i) = mean_of(weeks[p], slice) * mean_of_shape(shapes[panel.products[p].category], origin, slice);
    }
  return grid;
}

std::vector<LastYear::Weeks> LastYear::weeks_expected(const domain::Panel& panel, Day origin, const Weeks& all) const {
  const int years = told_ == Told::by_each ? years_known(panel, origin) : 0;
  std::vector<Years> seen(panel.products.size());
  std::vector<Years> of_category(panel.categories.size());
  if (years > 0) {
    for (std::size_t p = 0; p < seen.size(); ++p) {
      seen[p] = years_of(panel.products[p], origin, years);
      of_category[panel.products[p].category] += seen[p];
    }
  }
  std::vector<Weeks> drawn_to;
  drawn_to.reserve(of_category.size());
  for (const auto& category : of_category) drawn_to.push_back(ratios_of(category, all));
  std::vector<Weeks> weeks;
  for (std::size_t p = 0; p < seen.size(); ++p) {
    weeks.push_back(ratios_of(seen[p], drawn_to[panel.products[p].category]));
    for (double& week : weeks.back()) week *= recent_mean(panel.products[p], origin);
  }
  return weeks;
}

}  // namespace shelfcast::models
